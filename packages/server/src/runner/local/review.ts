// What changed in this machine's checkouts, as the port promises it.
import { Problem } from '@a-parallel/contract/model'
import type { Git } from '../git/core.ts'
import { openCheckout, type Checkout } from '../git/changes/checkout.ts'
import { listCommits } from '../git/changes/commits.ts'
import { openContents } from '../git/changes/content.ts'
import { listChanged } from '../git/changes/list.ts'
import { readFileDiff } from '../git/diff/file-diff.ts'
import { readSide } from '../git/diff/file-side.ts'
import { mediaTypeOf } from '../git/diff/media-type.ts'
import { GitError } from '../git/error.ts'
import type { Runner } from '../port.ts'
import type { ReviewAsk } from '../review-port.ts'
import { refuseForeign } from './foreign.ts'

export function localReview(git: Git): Runner['review'] {
  const contents = openContents(() => Date.now())
  const inside = async <T>(
    ask: ReviewAsk,
    work: (checkout: Checkout) => Promise<T>,
  ): Promise<T> => {
    try {
      await refuseForeign(git, ask)
      return await work(await openCheckout(git, ask))
    } catch (cause) {
      throw asProblem(cause)
    }
  }
  return {
    changes: (ask) => inside(ask, (checkout) => listChanged(checkout, contents, ask)),
    diff: ({ file, ...ask }) =>
      inside(ask, (checkout) => readFileDiff(checkout, contents, { ...ask, path: file })),
    side: ({ file, ...ask }) =>
      inside(ask, async (checkout) => {
        const bytes = await readSide(checkout, { ...ask, path: file })
        return { bytes, mediaType: mediaTypeOf(bytes) }
      }),
    commits: (ask) => inside(ask, (checkout) => listCommits(checkout, ask)),
  }
}

function asProblem(cause: unknown): unknown {
  if (!(cause instanceof GitError)) return cause
  const options = { cause }
  switch (cause.code) {
    case 'git-missing':
      return new Problem('git_missing', undefined, {}, options)
    case 'missing-cwd':
      return new Problem('worktree_missing', undefined, {}, options)
    case 'no-space':
      return new Problem('disk_full', undefined, {}, options)
    case 'output-too-large':
      return new Problem('too_large', 'This is more than can be shown.', {}, options)
    default:
      return new Problem('git_failed', cause.message, {}, options)
  }
}
