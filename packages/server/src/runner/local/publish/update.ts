// Updates and conflicts on this machine: outcomes of git as answers and Problems.
import { assertNever, Problem } from '@a-parallel/contract/model'
import { findBase, commitOf } from '../../git/publish/bases.ts'
import { openCheckout } from '../../git/changes/checkout.ts'
import type { Git } from '../../git/core.ts'
import { keepFiles } from '../../git/kept/keep.ts'
import { openPlace, type Run } from '../../git/publish/place.ts'
import { filterUntrusted } from '../../git/restrict/filtered.ts'
import { fetchBranch, type FetchAsk } from '../../git/publish/fetch/branch.ts'
import { FetchFailed } from '../../git/publish/fetch/outcome.ts'
import { fetchPushed } from '../../git/publish/fetch/pushed.ts'
import { remoteOf } from '../../git/publish/push/remote.ts'
import { refusalReason } from '../../git/remotes/reason.ts'
import { readStanding } from '../../git/publish/standing.ts'
import { listConflicts, resolveConflict } from '../../git/publish/update/conflicts.ts'
import {
  beforeUpdate,
  forgetBefore,
  keptBefore,
  stampBefore,
} from '../../git/publish/update/kept.ts'
import { readSides } from '../../git/publish/update/sides.ts'
import { continueUpdate, update, type UpdateOutcome } from '../../git/publish/update/update.ts'
import type { Runner } from '../../port.ts'
import type { Publishing, ResolveWish, UpdateWish } from '../../publish-port.ts'
import { abort, aborting, nothingUnderWay, stampIn } from './abort.ts'
import {
  checkoutOf,
  few,
  identityMissing,
  named,
  operationRunning,
  signingFailed,
  type Turns,
  type PublishAsk,
} from './open.ts'
import { endOf, printed } from './printed.ts'

type Part = 'update' | 'finish' | 'conflicts' | 'resolve' | 'sides'

export function localUpdates(
  git: Git,
  checkpoints: Runner['checkpoints'],
  { inTurn, atOnce }: Turns,
): Pick<Publishing, Part> {
  return {
    update: (wish) =>
      inTurn(wish, async (ask) => {
        const run = await openPlace(git, ask)
        const target = await targetOf(git, run, ask)
        // Without it, what is kept belongs to an update that is under way already.
        let kept = false
        const keep = async () => {
          await checkpoints.capture({ ...checkoutOf(ask), name: beforeUpdate })
          kept = true
        }
        const { keepAborted } = aborting(checkpoints, ask)
        const outcome = await update(git, { ...ask, ...target, keep, keepAborted })
        if (outcome.kind === 'conflicts') await stampBefore(git, ask, await stampIn(run))
        else if (kept) await forgetBefore(git, ask)
        return answer(outcome)
      }),
    finish: (wish) =>
      inTurn(wish, async (ask) => {
        if (ask.action === 'abort') return abort(git, checkpoints, ask)
        const outcome = await continueUpdate(git, ask)
        if (outcome.kind === 'updated') await forgetIfKept(git, ask)
        return answer(outcome)
      }),
    conflicts: (wish) =>
      atOnce(wish, async (ask) => {
        const run = await openPlace(git, ask)
        const { operation } = await readStanding(run)
        return { operation, files: await listConflicts(run, operation) }
      }),
    resolve: (wish) => inTurn(wish, (ask) => resolve(git, ask)),
    sides: (wish) =>
      atOnce(wish, async (ask) => {
        const run = await openPlace(git, ask)
        const { operation, gitDir } = await readStanding(run)
        if (operation === null) throw nothingUnderWay()
        const files = await listConflicts(run, operation)
        const paths = files.map(({ path }) => path)
        return { operation, files, ...(await readSides(run, gitDir, operation, paths)) }
      }),
  }
}

type TargetAsk = PublishAsk & UpdateWish & Pick<FetchAsk, 'credentialFor'>

/** What is taken in; fetched first where it lies elsewhere. */
async function targetOf(
  git: Git,
  run: Run,
  ask: TargetAsk,
): Promise<{ commit: string; name: string }> {
  const { from, base, trusted, credentialFor } = ask
  if (from === 'upstream') return upstreamOf(git, run, ask)
  const found = await findBase(run, base)
  if (found?.fetched) {
    const { remote: name, branch } = found.fetched
    const remote = { name, tracking: `refs/remotes/${name}/${branch}` }
    await fetched(name, fetchBranch(git, run, { remote, branch, trusted, credentialFor }))
    const commit = (await commitOf(run, remote.tracking)) ?? found.commit
    return { commit, name: base }
  }
  if (found) return { commit: found.commit, name: base }
  throw new Problem('base_missing', `There is no branch ${base} any more.`, { base })
}

async function upstreamOf(
  git: Git,
  run: Run,
  { trusted, credentialFor }: TargetAsk,
): Promise<{ commit: string; name: string }> {
  const { branch } = await readStanding(run)
  const remote = branch === null ? null : await remoteOf(run, branch)
  const fetching =
    branch !== null &&
    remote !== null &&
    fetchPushed(git, run, { remote, branch, trusted, credentialFor })
  if (!fetching || !(await fetched(remote.name, fetching)))
    throw new Problem('upstream_missing', 'The branch lies on no remote yet. Push it first.')
  const commit = await commitOf(run, remote.tracking)
  if (commit === null) throw new Problem('upstream_missing')
  return { commit, name: `${remote.name}/${branch}` }
}

/** @param remote its name. */
async function fetched(remote: string, fetching: Promise<boolean>): Promise<boolean> {
  try {
    return await fetching
  } catch (cause) {
    if (!(cause instanceof FetchFailed)) throw cause
    const { message } = cause
    const said = endOf(message)
    if (refusalReason('', message) === 'signed-out')
      throw new Problem(
        'fetch_signed_out',
        `You are not signed in there, or may not read it. Give a token for that host in the settings, or sign in with git or ssh in a terminal; then update again.\n\n${said}`,
        { ...printed(message), remote },
      )
    throw new Problem('update_refused', `Git could not fetch: ${said}`, printed(message))
  }
}

async function resolve(git: Git, ask: PublishAsk & ResolveWish): ReturnType<Publishing['resolve']> {
  const run = await openPlace(git, ask)
  const { operation } = await readStanding(run)
  const checkout = await openCheckout(git, ask)
  const keep = async () => {
    await keepFiles(checkout, { ...ask, why: 'update', paths: [ask.file], now: Date.now() })
  }
  const { path: root, file: path, side } = ask
  const { filtersOff } = checkout
  const { kind } = await resolveConflict(run, operation, { root, path, side, filtersOff, keep })
  if (kind === 'not-in-conflict')
    throw new Problem('not_in_conflict', `${ask.file} is in no conflict any more.`)
  if (kind === 'marks-left')
    throw new Problem(
      'conflict_marks_left',
      `${ask.file} still holds lines that begin with <<<<<<< or >>>>>>>. Edit them away, or choose a side.`,
    )
  if (kind === 'no-marks')
    throw new Problem(
      'conflict_unmarked',
      `${ask.file} holds no places that are marked. Choose a side, or edit it.`,
    )
  if (kind === 'filtered') throw filterUntrusted(path)
  if (kind === 'raced')
    throw new Problem('changed_meanwhile', `${ask.file} was written meanwhile.`, { path })
  return { files: await listConflicts(run, operation) }
}

async function forgetIfKept(git: Git, ask: PublishAsk): Promise<void> {
  if (await keptBefore(git, ask)) await forgetBefore(git, ask)
}

function answer(outcome: UpdateOutcome) {
  switch (outcome.kind) {
    case 'updated':
    case 'current':
    case 'conflicts':
      return outcome
    case 'has-changes':
      throw new Problem(
        'worktree_has_changes',
        `Commit or discard these first: ${few(outcome.paths)}`,
        named(outcome.paths),
      )
    case 'mid-operation':
      throw operationRunning(outcome.operation)
    case 'no-identity':
      throw identityMissing()
    case 'no-commits':
      throw new Problem(
        'nothing_to_commit',
        'The branch has no commit yet. Commit something first.',
      )
    case 'refused':
      if (outcome.by === 'signing') throw signingFailed(outcome.output)
      if (outcome.by === 'identity') throw identityMissing()
      throw new Problem(
        'update_refused',
        `Git did not update: ${endOf(outcome.output)}`,
        printed(outcome.output),
      )
    default:
      return assertNever(outcome)
  }
}
