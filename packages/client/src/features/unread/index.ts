// The face of unread: what stands in the place of a list until it is read, or where it could not be.
export { Unread } from './unread.tsx'
