// The face of trust: the line that tells of it where work begins, and the page where it is decided.
export { TrustLine } from './trust-line.tsx'
export { TrustPage } from './trust-page.tsx'
