// The face of pull requests: the way to a thread’s, and its window.
export { PullRequestButton } from './button.tsx'
