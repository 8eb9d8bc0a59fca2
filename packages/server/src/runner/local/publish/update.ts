// Updates and conflicts on this machine: outcomes of git as answers and Problems.
import { assertNever, Problem } from '@a-parallel/contract/model'
import type { Git } from '../../git/core.ts'
import { openPlace } from '../../git/publish/place.ts'
import { readStanding } from '../../git/publish/standing.ts'
import { listConflicts } from '../../git/publish/update/conflicts.ts'
import { readSides } from '../../git/publish/update/sides.ts'
import type { Runner } from '../../port.ts'
import type { Publishing, UpdateWish } from '../../publish-port.ts'
import { abort, nothingUnderWay } from './abort.ts'
import { refuseUnseen } from './finish/seen.ts'
import { few, identityMissing, named, operationRunning, signingFailed, type Turns } from './open.ts'
import { endOf, printed } from './printed.ts'
import { resolve } from './resolve/resolve.ts'
import { goOn, takeIn, type TakenIn } from './taking-in.ts'
import { basesOf, targetsOf } from './target.ts'

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
        const { targets, asked } = await targetsOf(git, run, ask)
        const bases = await basesOf(git, run, ask)
        const outcome = await takeIn(git, checkpoints, run, { ...ask, bases }, targets)
        return answer(outcome, { asked, from: ask.from })
      }),
    finish: (wish) =>
      inTurn(wish, async (ask) => {
        if (ask.seen) await refuseUnseen(git, ask, ask.seen)
        if (ask.action === 'abort') return abort(git, checkpoints, ask)
        const run = await openPlace(git, ask)
        return answer(await goOn(git, checkpoints, run, ask), { asked: null, from: 'base' })
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

function rebaseUnfit(from: UpdateWish['from']): Problem {
  return new Problem(
    'rebase_unfit',
    'A rebase would leave out what only a merge commit of this branch holds, or make commits of its base anew. Take it in by a merge instead.',
    { from },
  )
}

type Asked = Pick<UpdateWish, 'from'> & { asked: string | null }

function answer(outcome: TakenIn, { asked, from }: Asked) {
  switch (outcome.kind) {
    case 'updated':
    case 'conflicts':
      return outcome
    case 'current':
      return { ...outcome, asked }
    case 'rebase-loses':
      throw rebaseUnfit(from)
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
