// Commits on this machine: outcomes of git as answers and Problems.
import { assertNever, Problem } from '@a-parallel/contract/model'
import { listWorktrees } from '../../disk/list-worktrees.ts'
import type { Git } from '../../git/core.ts'
import { commit, type CommitOutcome } from '../../git/publish/commit/commit.ts'
import { takeBackCommit } from '../../git/publish/commit/left.ts'
import { describeCommit, lastSubjects } from '../../git/publish/commit/wording.ts'
import { openPlace } from '../../git/publish/place.ts'
import { filterUntrusted } from '../../git/restrict/filtered.ts'
import type { Publishing } from '../../publish-port.ts'
import type { OneAtATime } from '../one-at-a-time.ts'
import {
  few,
  headMoved,
  identityMissing,
  locked,
  named,
  operationRunning,
  signingFailed,
  type Turns,
} from './open.ts'
import { endOf, growing, printed } from './printed.ts'

export function localCommits(
  git: Git,
  { inTurn, atOnce }: Turns,
  byPath: OneAtATime<string>,
): Pick<Publishing, 'commit' | 'describe' | 'takeBackCommits'> {
  return {
    commit: (wish) => {
      const said = growing()
      const onOutput = (piece: string) => {
        said.add(piece)
        wish.onOutput?.(said.told)
      }
      return inTurn(wish, async (ask) => answer(await commit(git, { ...ask, onOutput })))
    },
    async takeBackCommits(repository) {
      const others = await listWorktrees(git, repository)
      for (const { path } of [{ path: repository }, ...others])
        await byPath(path, () => takeBackCommit(git, path))
    },
    describe: (wish) =>
      atOnce(wish, async (ask) => {
        const run = await openPlace(git, ask)
        const [staged, subjects] = await Promise.all([
          describeCommit(run, ask.path, ask),
          lastSubjects(run),
        ])
        return { staged, subjects }
      }),
  }
}

function answer(outcome: CommitOutcome) {
  if (outcome.kind === 'committed') {
    const { kind: _, output, ...made } = outcome
    return { ...made, ...printed(output) }
  }
  throw refusal(outcome)
}

function refusal(outcome: Exclude<CommitOutcome, { kind: 'committed' }>): Problem {
  switch (outcome.kind) {
    case 'no-identity':
      return identityMissing()
    case 'nothing-staged':
      return outcome.changed > 0
        ? new Problem('nothing_to_commit', 'Nothing is staged. Stage something, or commit all.', {
            changed: outcome.changed,
          })
        : new Problem('nothing_to_commit', 'Nothing has changed since the last commit.', {
            changed: 0,
          })
    case 'conflicted':
      return new Problem(
        'conflicts_open',
        `Solve the conflicts first: ${few(outcome.paths)}`,
        named(outcome.paths),
      )
    case 'mid-operation':
      return operationRunning(outcome.operation)
    case 'head-moved':
      return headMoved(outcome.head)
    case 'unseen':
      return new Problem(
        'changed_meanwhile',
        'Somebody wrote or staged here since what you saw, so nothing was committed. Read the changes again and commit, or stage what is to go in.',
        { reason: 'unseen' },
      )
    case 'locked':
      return locked()
    case 'filtered':
      return filterUntrusted(outcome.path)
    case 'refused':
      return refused(outcome)
    default:
      return assertNever(outcome)
  }
}

function refused({ by, output: said }: Extract<CommitOutcome, { kind: 'refused' }>): Problem {
  const output = endOf(said)
  switch (by) {
    case 'hook':
      return new Problem(
        'hook_refused',
        `A hook of the repository refused the commit. Nothing was changed: mend what it names and commit again.\n\n${output}`,
        printed(said),
      )
    case 'signing':
      return signingFailed(said)
    case 'identity':
      return identityMissing()
    case 'git':
      return new Problem('commit_refused', `Git did not commit: ${output}`, printed(said))
    default:
      return assertNever(by)
  }
}
