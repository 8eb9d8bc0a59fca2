// The face of the trash: what was thrown away, and how it comes back or goes for good.
export { Trash } from './trash.tsx'
