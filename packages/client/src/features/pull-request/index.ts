// The face of pull requests: a thread’s, how it stands, and its window.
export { PullRequestChip } from './chip.tsx'
export { PullRequestLine } from './line.tsx'
export { standingOf } from './look.ts'
export { showPullRequest } from './shown.ts'
export { usePullRequest, usePullRequestActs } from './use-pull-request.ts'
export { PullRequestWindow } from './window.tsx'
