// Merges a thread's branch into its base without touching anyone's work: the result is made of objects, the base moves by
// one step that compares first, and clean checkouts of the base follow. A mark is set before and taken away after, by
// which a later server brings to its end what was cut off.
import type { MergeHow, Operation } from '@a-parallel/shared'
import type { Git } from '../../core.ts'
import { GitError } from '../../error.ts'
import { readIdentity } from '../../identity.ts'
import { commonDirOf } from '../../worktrees/common-dir.ts'
import { isThere } from '../../worktrees/if-there.ts'
import { withRepositoryLock } from '../../worktrees/lock.ts'
import { underWayAt } from '../../worktrees/under-way.ts'
import { hooksSkipped, openPlace, type Run } from '../place.ts'
import { uncommittedBy, type Uncommitted } from '../signing.ts'
import { readStanding } from '../standing.ts'
import { checkoutsOf, follow, readiness, type Readiness } from './checkouts.ts'
import { finishMerges, markMerge, unmarkMerge, type FinishAsk } from './marks.ts'
import { makeResult, type MergeResult } from './result.ts'

export interface MergeAsk extends FinishAsk {
  threadId: string
  /** The thread's checkout. */
  path: string
  trusted: boolean
  /** The local branch that is merged into. */
  base: string
  how: MergeHow
  message: string
  /** What HEAD of the thread was when the person decided. */
  head: string
}

export type MergeOutcome =
  | {
      kind: 'merged'
      /** Where the base is now, and was before. */
      commit: string
      before: string
      /** Checkouts of the base that follow it. */
      followed: string[]
      hooksSkipped: boolean
    }
  | { kind: 'nothing' }
  | { kind: 'conflicts'; paths: string[] }
  | { kind: 'rebase-first' }
  | { kind: 'rebase-loses' }
  | { kind: 'rebase-conflicts'; paths: string[] }
  | { kind: 'no-identity' }
  /** Git made no commit of it. */
  | { kind: 'refused'; by: Exclude<Uncommitted, 'git'>; output: string }
  | { kind: 'head-moved'; head: string | null }
  | { kind: 'base-missing' }
  | { kind: 'base-is-own' }
  /** The base went somewhere else in this moment. */
  | { kind: 'base-moved' }
  /** What the thread has not committed would be left behind. */
  | { kind: 'has-changes'; paths: string[] }
  /** A checkout of the base has changes in files that the merge touches. */
  | { kind: 'base-dirty'; checkout: string; paths: string[] }
  /** The thread's own checkout is in the middle of something. */
  | { kind: 'mid-operation'; operation: Operation }
  /** Git is at work there. */
  | { kind: 'base-busy'; checkout: string }
  /** It is gone for now, and locked to be kept (`git worktree lock`): back again it would be behind. */
  | { kind: 'base-away'; checkout: string }
  /** It was merged and somebody went on from there at once, before this checkout of the base had followed. */
  | { kind: 'not-followed'; checkout: string }

/** The base may be moved, by another merge of ours, while a result is made, which takes no lock; so often it is made anew. */
const attempts = 3

export async function merge(git: Git, ask: MergeAsk): Promise<MergeOutcome> {
  const run = await openPlace(git, ask)
  const refusal = await refusalOf(git, run, ask)
  if (refusal) return refusal
  const commonDir = await commonDirOf(git, ask.repository)
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const made = await makeOnBase(run, ask)
    const outcome = await withRepositoryLock(commonDir, async () => {
      const left = await finishMerges(git, ask)
      const first = left.find((one) => one.branch === ask.base || one.threadId === ask.threadId)
      if (first) return inTheWay(first.checkout, first.why)
      if (made.kind !== 'commit') return made
      const checkout = await endsOn(commonDir, ask.base)
      return checkout === null
        ? mergeAlone(git, run, ask, made)
        : { kind: 'base-busy' as const, checkout }
    })
    if (outcome !== null) return outcome
  }
  return { kind: 'base-moved' }
}

async function refusalOf(git: Git, run: Run, ask: MergeAsk): Promise<MergeOutcome | null> {
  const { head, branch, operation, staged, unstaged, untracked, conflicted } =
    await readStanding(run)
  if (head !== ask.head) return { kind: 'head-moved', head }
  if (branch === ask.base) return { kind: 'base-is-own' }
  if (operation !== null) return { kind: 'mid-operation', operation }
  const changed = [...new Set([...conflicted, ...staged, ...unstaged, ...untracked])]
  if (changed.length > 0) return { kind: 'has-changes', paths: changed }
  const { name, email } = await readIdentity(git, ask.path)
  return name === null || email === null ? { kind: 'no-identity' } : null
}

interface Made {
  kind: 'commit'
  /** Where the base was when it was made. */
  before: string
  commit: string
}

type Unmade =
  | Exclude<MergeResult, { kind: 'commit' }>
  | Extract<MergeOutcome, { kind: 'base-missing' | 'refused' }>

const refOf = ({ base }: MergeAsk) => `refs/heads/${base}`

async function makeOnBase(run: Run, ask: MergeAsk): Promise<Made | Unmade> {
  const before = await commitAt(run, refOf(ask))
  if (before === null) return { kind: 'base-missing' }
  const { how, head: tip, message, trusted } = ask
  const sign = trusted && (await signs(run))
  try {
    const result = await makeResult(run, { how, base: before, tip, message, sign })
    return result.kind === 'commit' ? { ...result, before } : result
  } catch (cause) {
    if (!(cause instanceof GitError) || cause.exitCode === null) throw cause
    const by = uncommittedBy(ask, cause.stderr)
    if (by === 'git') throw cause
    return { kind: 'refused', by, output: cause.stderr.trim() }
  }
}

/**
 * The checkout in which a rebase, or a bisect, of this branch is under way. HEAD is on a commit there, and `git rebase
 * --continue` ends with an error where the branch is not at what it was when it began.
 */
async function endsOn(commonDir: string, branch: string): Promise<string | null> {
  for (const checkout of await underWayAt(commonDir, branch))
    if (await isThere(checkout)) return checkout
  return null
}

/** Null: the result was made for a base that is no longer there. */
async function mergeAlone(
  git: Git,
  run: Run,
  ask: MergeAsk,
  { before, commit }: Made,
): Promise<MergeOutcome | null> {
  const ref = refOf(ask)
  if ((await commitAt(run, ref)) !== before) return null
  const checkouts = await checkoutsOf(git, ask.repository, ask.base)
  for (const checkout of checkouts) {
    const place = { path: checkout, trusted: await ask.trustedIn(checkout) }
    const ready = await readiness(git, place, { from: before, to: commit, moved: false })
    if (ready.kind !== 'ready') return inTheWay(checkout, ready)
  }
  return advance(git, run, ask, { ref, before, commit, checkouts })
}

function inTheWay(checkout: string, why: Exclude<Readiness, { kind: 'ready' }>): MergeOutcome {
  if (why.kind === 'away') return { kind: 'base-away', checkout }
  return why.kind === 'dirty' && why.paths.length > 0
    ? { kind: 'base-dirty', checkout, paths: why.paths }
    : { kind: 'base-busy', checkout }
}

interface Step {
  ref: string
  before: string
  commit: string
  checkouts: string[]
}

async function advance(
  git: Git,
  run: Run,
  ask: MergeAsk,
  { ref, before, commit, checkouts }: Step,
): Promise<MergeOutcome> {
  const mark = { threadId: ask.threadId, branch: ask.base, before, after: commit }
  await markMerge(git, ask.repository, mark)
  if (!(await moveRef(run, ref, commit, before))) {
    await unmarkMerge(git, ask.repository, mark)
    return { kind: 'base-moved' }
  }
  const followed: string[] = []
  for (const path of checkouts) {
    const place = { path, trusted: await ask.trustedIn(path) }
    if (await follow(git, place, before, commit)) followed.push(path)
    else return takeBack(git, run, ask, { ref, before, commit, checkouts: followed }, path)
  }
  await unmarkMerge(git, ask.repository, mark)
  const skipped = await hooksSkipped(git, ask, ['reference-transaction'])
  return { kind: 'merged', commit, before, followed, hooksSkipped: skipped }
}

/**
 * A file was changed in between: the base goes back, and with it the checkouts that had followed. Where the base went on
 * from the merge already, all stays; the mark too, by which the checkout follows if it still can.
 */
async function takeBack(
  git: Git,
  run: Run,
  ask: MergeAsk,
  { ref, before, commit, checkouts }: Step,
  checkout: string,
): Promise<MergeOutcome> {
  if (!(await moveRef(run, ref, before, commit))) return { kind: 'not-followed', checkout }
  for (const path of checkouts) {
    await follow(git, { path, trusted: await ask.trustedIn(path) }, commit, before)
  }
  await unmarkMerge(git, ask.repository, {
    threadId: ask.threadId,
    branch: ask.base,
    before,
    after: commit,
  })
  const place = { path: checkout, trusted: await ask.trustedIn(checkout) }
  const ready = await readiness(git, place, { from: before, to: commit, moved: false })
  return ready.kind === 'ready' ? { kind: 'base-busy', checkout } : inTheWay(checkout, ready)
}

/** False: the ref is not where it was. */
async function moveRef(run: Run, ref: string, to: string, from: string): Promise<boolean> {
  try {
    await run(['update-ref', '-m', 'merge: a-parallel', ref, to, from], 'advance-base')
    return true
  } catch (cause) {
    if (cause instanceof GitError && cause.exitCode !== null) return false
    throw cause
  }
}

async function commitAt(run: Run, ref: string): Promise<string | null> {
  const { code, text } = await run(
    ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`],
    'base-commit',
    { access: 'read', successExitCodes: [0, 1, 128] },
  )
  return code === 0 ? text.trim() : null
}

async function signs(run: Run): Promise<boolean> {
  const { text } = await run(['config', '--type=bool', '--get', 'commit.gpgSign'], 'signs', {
    access: 'read',
    successExitCodes: [0, 1],
  })
  return text.trim() === 'true'
}
