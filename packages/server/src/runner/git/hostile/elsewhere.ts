// Calls of git that the commands do not come to on any hostile repository, each with why. The list may only shrink. For tests only.
import type { GitCall } from '../restrict/calls.ts'

export const elsewhere: readonly { why: string; calls: readonly GitCall[] }[] = [
  {
    why: 'Only once the project is trusted: one runs a hook, and the other is asked where a commit was stopped while a hook ran behind it.',
    calls: ['commit-subject', 'post-checkout'],
  },
]
