// What changed in this machine's checkouts, and what is done about it, as the port promises it: writing one thing after
// another in each checkout, reading at any time.
import { Problem } from '@a-parallel/contract/model'
import type { Log } from '../../platform/log.ts'
import type { Git } from '../git/core.ts'
import type { Environment } from '../git/environment.ts'
import { openCheckout, type Checkout } from '../git/changes/checkout.ts'
import { listCommits } from '../git/changes/commits.ts'
import { openContents } from '../git/changes/content.ts'
import { listChanged } from '../git/changes/list.ts'
import { readFileDiff } from '../git/diff/file-diff.ts'
import { readSide } from '../git/diff/file-side.ts'
import { mediaTypeOf } from '../git/diff/media-type.ts'
import { GitError } from '../git/error.ts'
import { putBack } from '../git/kept/put-back.ts'
import { dropKept, keptBytes } from '../git/kept/drop.ts'
import { keptOf, listKept } from '../git/kept/refs.ts'
import { openPartings } from '../git/history/partings.ts'
import { openSettings } from '../git/restrict/settings.ts'
import { watchCheckout } from '../git/watch/watch.ts'
import { readLeft } from '../git/stage/picks.ts'
import { PartlyReverted, revert } from '../git/stage/revert.ts'
import { stage, unstage } from '../git/stage/stage.ts'
import type { Runner } from '../port.ts'
import type { ReviewAsk } from '../review-port.ts'
import { refuseForeign } from './foreign.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { patiently } from './patiently.ts'
import { takeBack } from './publish/take-back.ts'
import type { LocalTrust } from './trust.ts'

export interface InsideSetup {
  isTrusted: LocalTrust['isTrusted']
  /** The person's, by which git finds their settings. */
  environment: Environment
}

export interface ReviewSetup extends InsideSetup {
  /** By the checkout's path: whoever writes in it waits for the others. */
  inTurn: OneAtATime<string>
  umask: number
  log: Log
}

/** Does something in a checkout that is still the repository's own; what git says against it is told as a Problem. */
export type Inside = <T>(ask: ReviewAsk, work: (checkout: Checkout) => Promise<T>) => Promise<T>

export function openInside(git: Git, { isTrusted, environment }: InsideSetup): Inside {
  const known = { read: openSettings(git, environment), partings: openPartings() }
  return async (ask, work) => {
    try {
      await refuseForeign(git, ask)
      const trusted = await isTrusted(ask.repository, ask.path)
      return await work(await openCheckout(git, { ...ask, trusted }, known))
    } catch (cause) {
      throw asProblem(cause)
    }
  }
}

export function localReview(git: Git, setup: ReviewSetup): Runner['review'] {
  const { inTurn, umask, log } = setup
  const contents = openContents(() => Date.now())
  const inside = openInside(git, setup)
  const writing = <T>(ask: ReviewAsk, work: (checkout: Checkout) => Promise<T>): Promise<T> =>
    inTurn(ask.path, () => inside(ask, (checkout) => patiently(ask.path, () => work(checkout))))
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
    watch: (ask, changed) =>
      inside(ask, (checkout) =>
        watchCheckout(checkout, changed, {
          base: ask.base?.name ?? null,
          onUnheard: (cause) => log.warn({ err: cause, path: ask.path }, 'not all is watched'),
        }),
      ),
    stage: ({ action, files, ...ask }) =>
      writing(ask, async (checkout) => {
        const keeping = { ...ask, now: Date.now() }
        await (action === 'stage' ? stage : unstage)(checkout, contents, files, keeping)
        return readLeft(checkout, contents, action === 'stage' ? 'unstaged' : 'staged', files)
      }),
    revert: (ask) =>
      writing(ask, async (checkout) => {
        await listKept(git, ask.repository, Date.now())
        const { kept } = await revert(checkout, contents, { ...ask, umask, now: Date.now() })
        return { kept, left: await readLeft(checkout, contents, 'unstaged', ask.files) }
      }),
    ...keptThings(git),
    restoreKept: ({ keptId, ...ask }) =>
      writing(ask, async (checkout) => {
        const now = Date.now()
        const all = await listKept(git, ask.repository, now)
        const from = all.find(({ note }) => note.id === keptId && note.owner === ask.owner)
        if (!from) throw new Problem('kept_not_found')
        const { branch } = from.note
        if (branch !== null) {
          const trusted = await setup.isTrusted(ask.repository, ask.path)
          return takeBack(git, { ...ask, branch, trusted })
        }
        return (await putBack(checkout, { ...ask, from, umask, now })).kept
      }),
  }
}

type KeptThings = Pick<Runner['review'], 'kept' | 'keptBytes' | 'dropKept' | 'sweepKept'>

/** What is kept, without a checkout. */
function keptThings(git: Git): KeptThings {
  const list = (repository: string) => told(listKept(git, repository, Date.now()))
  return {
    async kept({ repository, owner }) {
      const all = await list(repository)
      return all.filter(({ note }) => note.owner === owner).map(keptOf)
    },
    keptBytes: (ask) => told(keptBytes(git, ask)),
    dropKept: (ask) => told(dropKept(git, ask)),
    sweepKept: async (repository) => void (await list(repository)),
  }
}

function told<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    throw asProblem(cause)
  })
}

function asProblem(cause: unknown): unknown {
  if (cause instanceof PartlyReverted) return withUndo(cause)
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

/** Names what was kept: whoever is told that it failed can have that back. */
function withUndo({ kept, cause }: PartlyReverted): unknown {
  const problem = asProblem(cause)
  if (!(problem instanceof Problem)) return problem
  const { code, message, values } = problem
  return new Problem(code, message, { ...values, kept: kept.id }, { cause })
}
