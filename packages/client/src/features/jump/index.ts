// The face of jump: the way to a file of a thread's worktree, or to what it defines.
export { Jump } from './jump.tsx'
