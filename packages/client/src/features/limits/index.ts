// The face of limits: how far the subscription's windows are used up, in full and as a word where it matters.
export { LimitMark } from './limit-mark.tsx'
export { LimitsSection } from './limits-section.tsx'
