// The face of the disk: what worktrees take, and what of it is no thread's.
export { Disk } from './disk.tsx'
