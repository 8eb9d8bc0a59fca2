// What an update brings, taken in one commit after the other: all of it, or nothing.
import type { Kept } from '@a-parallel/shared'
import { openCheckout } from '../../git/changes/checkout.ts'
import type { Git } from '../../git/core.ts'
import { keepTip } from '../../git/kept/keep.ts'
import { commitOf } from '../../git/publish/bases.ts'
import type { Run } from '../../git/publish/place.ts'
import { readStanding } from '../../git/publish/standing.ts'
import {
  beforeUpdate,
  forgetBefore,
  keptBefore,
  noteBefore,
  type KeptBefore,
  type Take,
} from '../../git/publish/update/kept.ts'
import { isHalfWay, isMadeBy, leftOf } from '../../git/publish/update/steps.ts'
import {
  continueUpdate,
  update,
  type UpdateAsk,
  type UpdateOutcome,
} from '../../git/publish/update/update.ts'
import type { Runner } from '../../port.ts'
import type { UpdateWish } from '../../publish-port.ts'
import { aborting, isFor, stampIn } from './abort.ts'
import { checkoutOf, type PublishAsk } from './open.ts'
import { setFilesBack } from './set-back.ts'
import type { Targets } from './target.ts'

type KeepingAsk = PublishAsk & Pick<UpdateWish, 'id' | 'owner'>
type TakeInAsk = KeepingAsk & Pick<UpdateAsk, 'how' | 'bases'>

type Updated = Extract<UpdateOutcome, { kind: 'updated' }>
/** With what the branch was, to be had back; null where that is not known. */
export type TakenIn = Exclude<UpdateOutcome, Updated> | (Updated & { kept: Kept | null })

/** What the files were is kept first, and let go of again unless a conflict is left to be solved. */
export async function takeIn(
  git: Git,
  checkpoints: Runner['checkpoints'],
  run: Run,
  ask: TakeInAsk,
  targets: Targets['targets'],
): Promise<TakenIn> {
  // Without it, what is kept belongs to an update that is under way already.
  let kept = false
  const keep = async (head: string) => {
    if (!kept) await keepBefore(git, checkpoints, run, ask, { head, targets })
    kept = true
  }
  const { name, keepAborted } = aborting(checkpoints, ask)
  const outcome = await oneByOne(git, { ...ask, keep, keepAborted }, targets)
  if (outcome.kind === 'conflicts') {
    await noteBefore(git, ask, { stamp: await stampIn(run) })
    return outcome
  }
  if (kept && outcome.kind === 'refused') {
    const before = await takeStepsBack(git, run, ask)
    if (before !== null) await setFilesBack(checkpoints, run, ask, { name, before })
  }
  if (outcome.kind === 'updated') return concluded(git, run, ask, outcome)
  if (kept || outcome.kind === 'current') await forgetIfKept(git, ask)
  return outcome
}

/** Where the branch was goes over from what an update under way can be taken back by to what can be had back. */
async function concluded(
  git: Git,
  run: Run,
  { id, owner, ...ask }: KeepingAsk,
  outcome: Updated,
): Promise<TakenIn> {
  const [before, { branch: name }] = await Promise.all([keptBefore(git, ask), readStanding(run)])
  if (before === null) return { ...outcome, kept: null }
  const { threadId } = ask
  const what = { id, owner, threadId, why: 'update' as const, now: Date.now() }
  const branch = name === null ? null : { name, was: before.head, is: outcome.head }
  const kept = branch && (await keepTip(await openCheckout(git, ask), { ...what, branch }))
  await forgetBefore(git, ask)
  return { ...outcome, kept }
}

/** Where a server died, or git failed, between two steps, it is the same update that goes on. */
async function keepBefore(
  git: Git,
  checkpoints: Runner['checkpoints'],
  run: Run,
  ask: PublishAsk,
  { head, targets }: { head: string; targets: Targets['targets'] },
): Promise<void> {
  const cut = await keptBefore(git, ask)
  if (cut?.stamp === null && (await isHalfWay(run, head, cut)))
    return noteBefore(git, ask, { takes: [...cut.takes, ...newIn(targets, cut.takes)] })
  await checkpoints.capture({ ...checkoutOf(ask), name: beforeUpdate })
  await noteBefore(git, ask, { takes: targets })
}

const newIn = (targets: readonly Take[], known: readonly Take[]): Take[] =>
  targets.filter(({ commit }) => !known.some((one) => one.commit === commit))

/**
 * Goes on once all conflicts are solved: with what is under way, and then with what the same update has still to take in. What
 * was solved stays, also where one of these is refused.
 */
export async function goOn(
  git: Git,
  checkpoints: Runner['checkpoints'],
  run: Run,
  ask: KeepingAsk,
): Promise<TakenIn> {
  const before = await keptBefore(git, ask)
  const isOurs = before !== null && (await isFor(run, before))
  const outcome = await continueUpdate(git, ask)
  if (outcome.kind !== 'updated') return outcome
  if (!isOurs) {
    await forgetIfKept(git, ask)
    return { ...outcome, kept: null }
  }
  const left = await stillToTakeIn(run, before, outcome.head)
  // A server that dies in between finds the same update, half way.
  if (left.length > 0) await noteBefore(git, ask, { stamp: null })
  const { keepAborted } = aborting(checkpoints, ask)
  const how = { how: 'merge', bases: [], keep: () => Promise.resolve(), keepAborted } as const
  const last = await eachOf(git, { ...ask, ...how }, left, outcome)
  if (last.kind === 'updated') return concluded(git, run, ask, last)
  if (last.kind === 'conflicts') await noteBefore(git, ask, { stamp: await stampIn(run) })
  else await forgetIfKept(git, ask)
  return last
}

/** Nothing where somebody has made something else of the branch meanwhile. */
async function stillToTakeIn(run: Run, before: KeptBefore, head: string): Promise<Take[]> {
  if (!(await isMadeBy(run, head, before))) return []
  return leftOf(run, head, before.takes)
}

/** Up to the first that cannot be taken in. */
async function oneByOne(
  git: Git,
  ask: Omit<UpdateAsk, 'commit' | 'name'>,
  [first, ...others]: Targets['targets'],
): Promise<UpdateOutcome> {
  return eachOf(git, ask, others, await update(git, { ...ask, ...first }))
}

async function eachOf(
  git: Git,
  ask: Omit<UpdateAsk, 'commit' | 'name'>,
  targets: readonly Take[],
  before: UpdateOutcome,
): Promise<UpdateOutcome> {
  let outcome = before
  for (const target of targets) {
    if (outcome.kind !== 'updated' && outcome.kind !== 'current') break
    const next = await update(git, { ...ask, ...target })
    if (next.kind !== 'current') outcome = next
  }
  return outcome
}

/**
 * Git said no to a later one: what the ones before it brought goes as well, unless somebody wrote there meanwhile.
 * @returns what the files are to be set to; null: it all stays as it is.
 */
async function takeStepsBack(git: Git, run: Run, ask: PublishAsk): Promise<KeptBefore | null> {
  const [before, head, { operation }] = await Promise.all([
    keptBefore(git, ask),
    commitOf(run, 'HEAD'),
    readStanding(run),
  ])
  if (!before || head === null || head === before.head || operation !== null) return null
  if (!(await isMadeBy(run, head, before))) return null
  const { code } = await run(['reset', '--quiet', '--keep', before.head], 'take-steps-back', {
    successExitCodes: [0, 128],
  })
  return code === 0 ? before : null
}

async function forgetIfKept(git: Git, ask: PublishAsk): Promise<void> {
  if (await keptBefore(git, ask)) await forgetBefore(git, ask)
}
