// Merges on this machine: outcomes of git as answers and Problems.
import { assertNever, Problem } from '@a-parallel/contract/model'
import type { MergeHow, ThreadId } from '@a-parallel/shared'
import { commitOf, findBase } from '../../git/publish/bases.ts'
import type { Git } from '../../git/core.ts'
import { finishMerges, hasMarks, type FinishAsk } from '../../git/publish/merge/marks.ts'
import { merge, type MergeOutcome } from '../../git/publish/merge/merge.ts'
import { predict } from '../../git/publish/merge/predict.ts'
import { openPlace, type Run } from '../../git/publish/place.ts'
import { losesByRebase } from '../../git/publish/update/losing.ts'
import { commonDirOf } from '../../git/worktrees/common-dir.ts'
import { withRepositoryLock } from '../../git/worktrees/lock.ts'
import type { MergeWish, OtherBranch, Publishing } from '../../publish-port.ts'
import {
  few,
  identityMissing,
  named,
  operationRunning,
  signingFailed,
  type IsTrusted,
  type PublishAsk,
  type Turns,
} from './open.ts'
import { basesOf } from './target.ts'

export function localMerges(
  git: Git,
  { inTurn, atOnce }: Turns,
  isTrusted: IsTrusted,
): Pick<Publishing, 'predict' | 'merge' | 'finishMerges'> {
  const finish = ({ repository }: Pick<PublishAsk, 'repository'>): FinishAsk => ({
    repository,
    trustedIn: (checkout) => isTrusted(repository, checkout),
  })
  return {
    predict: (wish) =>
      atOnce(wish, async (ask) => {
        await recover(git, finish(ask))
        return foresee(git, ask)
      }),
    finishMerges: (repository) => recover(git, finish({ repository })),
    merge: (wish) =>
      inTurn(wish, async (ask) => {
        const run = await openPlace(git, ask)
        const local = (await findBase(run, ask.base))?.local ?? null
        if (local === null) throw baseMissing(ask.base)
        const outcome = await merge(git, { ...ask, ...finish(ask), base: local })
        if (outcome.kind !== 'merged') {
          const fits = rebasable.has(outcome.kind) && (await fitsRebase(git, run, ask, local))
          throw refusal(outcome, { how: ask.how, base: local, rebase: fits ? 'fits' : 'loses' })
        }
        const { commit, before, followed, hooksSkipped } = outcome
        return { base: local, commit, before, followed, hooksSkipped }
      }),
  }
}

async function foresee(
  git: Git,
  ask: Parameters<Publishing['predict']>[0] & PublishAsk,
): ReturnType<Publishing['predict']> {
  const run = await openPlace(git, ask)
  const [base, head] = await Promise.all([findBase(run, ask.base), commitOf(run, 'HEAD')])
  if (head === null) return { base: null, prediction: { kind: 'unknown' }, others: [] }
  const own = await tipWith(run, head, ask.checkpoint)
  const prediction = base ? await predict(run, base.commit, own) : ({ kind: 'unknown' } as const)
  const others = []
  for (const other of ask.others) others.push(...(await conflictWith(run, own, other)))
  return { base: base?.local ?? null, prediction, others }
}

/** Brings merges to their end that a server which was killed left half done. */
async function recover(git: Git, ask: FinishAsk): Promise<void> {
  if (!(await hasMarks(git, ask.repository))) return
  const commonDir = await commonDirOf(git, ask.repository)
  await withRepositoryLock(commonDir, () => finishMerges(git, ask))
}

/** The files as they were last kept, where that was on top of this commit: what is not committed counts too. */
async function tipWith(run: Run, tip: string, checkpoint: string | null): Promise<string> {
  if (checkpoint === null) return tip
  return (await commitOf(run, `${checkpoint}^`)) === tip ? checkpoint : tip
}

async function conflictWith(
  run: Run,
  own: string,
  { threadId, branch, checkpoint }: OtherBranch,
): Promise<{ threadId: ThreadId; paths: string[] }[]> {
  const tip = await commitOf(run, `refs/heads/${branch}`)
  if (tip === null) return []
  const found = await predict(run, own, await tipWith(run, tip, checkpoint))
  return found.kind === 'conflicts' ? [{ threadId, paths: found.paths }] : []
}

function baseMissing(base: string): Problem {
  return new Problem(
    'base_missing',
    `There is no local branch ${base} to merge into. Push the branch and open a pull request.`,
    { base },
  )
}

/** What a rebase of the branch itself may be a way out of. */
const rebasable = new Set<MergeOutcome['kind']>(['conflicts', 'rebase-first', 'rebase-conflicts'])

/** Whether an update by rebase would keep all that the branch holds: else it is refused. */
async function fitsRebase(
  git: Git,
  run: Run,
  ask: PublishAsk & MergeWish,
  local: string,
): Promise<boolean> {
  const onto = await commitOf(run, `refs/heads/${local}`)
  if (onto === null) return false
  return !(await losesByRebase(run, { head: ask.head, onto, bases: await basesOf(git, run, ask) }))
}

/** What was asked for, and whether a rebase of the branch itself is a way to it. */
type Asked = { how: MergeHow; base: string; rebase: 'fits' | 'loses' }

function refusal(outcome: Exclude<MergeOutcome, { kind: 'merged' }>, asked: Asked): Problem {
  const { base } = asked
  switch (outcome.kind) {
    case 'nothing':
      return new Problem('nothing_to_merge', `${base} holds all of this already.`)
    case 'conflicts':
      return new Problem(
        'merge_conflicts',
        `The branch conflicts with ${base} in ${few(outcome.paths)}. Update it from ${base} and solve that first.`,
        { ...named(outcome.paths), ...asked },
      )
    case 'rebase-first':
    case 'rebase-loses':
    case 'rebase-conflicts':
      return noRebase(outcome, asked)
    case 'no-identity':
      return identityMissing()
    case 'refused':
      return outcome.by === 'signing' ? signingFailed(outcome.output) : identityMissing()
    case 'head-moved':
      return new Problem(
        'head_moved',
        'Somebody committed here, or moved the branch, since you looked. Look again, then merge.',
        { head: outcome.head ?? '' },
      )
    case 'base-missing':
      return baseMissing(base)
    case 'base-is-own':
      return new Problem('nothing_to_merge', `This is ${base} itself.`)
    case 'base-moved':
      return new Problem('base_moved', `${base} moved in this moment. Try again.`)
    case 'has-changes':
      return new Problem(
        'worktree_has_changes',
        `Commit or discard these first: ${few(outcome.paths)}`,
        named(outcome.paths),
      )
    case 'mid-operation':
      return operationRunning(outcome.operation)
    case 'base-dirty':
    case 'base-busy':
    case 'base-away':
    case 'not-followed':
      return baseCheckoutInTheWay(outcome, base)
    default:
      return assertNever(outcome)
  }
}

function noRebase(
  outcome: Extract<MergeOutcome, { kind: 'rebase-first' | 'rebase-loses' | 'rebase-conflicts' }>,
  asked: Asked,
): Problem {
  const { base } = asked
  switch (outcome.kind) {
    case 'rebase-first':
      return new Problem('rebase_first', `Update the branch from ${base} first, then merge.`, asked)
    case 'rebase-loses':
      return new Problem(
        'rebase_loses',
        'A rebase would leave out what only a merge commit of this branch holds. Merge it, or squash it.',
        asked,
      )
    case 'rebase-conflicts':
      return new Problem(
        'rebase_conflicts',
        `One by one, commits of the branch conflict with ${base} in ${few(outcome.paths)}; all together they do not. Merge it, or squash it.`,
        { ...named(outcome.paths), ...asked },
      )
    default:
      return assertNever(outcome)
  }
}

/** Where the base is checked out, the merge could not be followed. */
function baseCheckoutInTheWay(
  outcome: Extract<
    MergeOutcome,
    { kind: 'base-dirty' | 'base-busy' | 'base-away' | 'not-followed' }
  >,
  base: string,
): Problem {
  switch (outcome.kind) {
    case 'base-dirty':
      return new Problem(
        'base_dirty',
        `${outcome.checkout} has ${base} checked out, with changes in files that the merge touches: ${few(outcome.paths)}. Commit or put them aside there; nothing was merged.`,
        { checkout: outcome.checkout, ...named(outcome.paths) },
      )
    case 'base-busy':
      return new Problem(
        'base_busy',
        `Git is at work in ${outcome.checkout}, where ${base} is checked out. Finish that, and merge again; nothing was merged.`,
        { checkout: outcome.checkout },
      )
    case 'base-away':
      return new Problem(
        'base_away',
        `${outcome.checkout}, where ${base} is checked out, is not there now, and is locked to be kept. Bring it back, or run git worktree unlock and git worktree prune; nothing was merged.`,
        { checkout: outcome.checkout },
      )
    case 'not-followed':
      return new Problem(
        'base_not_followed',
        `This was merged into ${base}, and somebody committed on top at once. ${outcome.checkout}, where ${base} is checked out, could not follow: its files are still those from before. Copy what you changed there to another place, then run git reset --hard.`,
        { checkout: outcome.checkout },
      )
    default:
      return assertNever(outcome)
  }
}
