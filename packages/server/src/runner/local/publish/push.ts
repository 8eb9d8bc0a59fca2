// Pushes from this machine: outcomes of git as answers and Problems.
import { assertNever, Problem } from '@a-parallel/contract/model'
import type { PushRefusal } from '@a-parallel/shared'
import type { Git } from '../../git/core.ts'
import { push, type PushOutcome } from '../../git/publish/push/push.ts'
import type { There } from '../../git/publish/push/there.ts'
import type { Publishing } from '../../publish-port.ts'
import { headMoved, type Turns } from './open.ts'
import { endOf, printed } from './printed.ts'

export function localPushes(git: Git, { atOnce }: Turns): Pick<Publishing, 'push'> {
  return {
    push: (wish) => atOnce(wish, async (ask) => answer(await push(git, ask))),
  }
}

function answer(outcome: PushOutcome) {
  switch (outcome.kind) {
    case 'pushed': {
      const { upstream, commit, current, output, hooksSkipped, login } = outcome
      return { upstream, commit, current, output, hooksSkipped, login }
    }
    case 'detached':
      throw new Problem('branch_detached', 'No branch is checked out here, so none can be pushed.')
    case 'no-commits':
      throw new Problem('nothing_to_commit', 'Commit something first; there is nothing to push.')
    case 'head-moved':
      throw headMoved(outcome.head)
    case 'no-remote':
      throw new Problem(
        'remote_missing',
        'This repository knows no remote. Add one: git remote add origin <address>',
      )
    case 'refused':
      throw refusal(outcome)
    default:
      return assertNever(outcome)
  }
}

type Refused = Extract<PushOutcome, { kind: 'refused' }>

const next: Readonly<Record<PushRefusal, string>> = {
  behind:
    'The branch there has commits that are not here. Update from it (rebase or merge) and push again.',
  stale: 'The branch there moved since you looked at it. Look again before you overwrite it.',
  hook: 'A hook on the other side refused it.',
  protected: 'The branch is protected there. Push to another one, and open a pull request.',
  'own-hook': 'A hook of this repository refused the push. Mend what it names and push again.',
  'checked-out': 'The branch is checked out on the other side, so nobody may push to it.',
  untrusted:
    'The remote is a folder on this machine, whose hooks would run. Trust the project first.',
  'signed-out':
    'You are not signed in there, or may not push. Give a token for that host in the settings, or sign in with git or ssh in a terminal; then push again.',
  'no-repository': 'There is no repository at that address. Check: git remote -v',
  unreachable: 'The other side could not be reached. Check your network, and push again.',
  other: 'Git did not push.',
}

const ownAlone =
  'The branch there holds what this one held before it was rewritten here, and nothing of anybody else’s. Push over it.'

function refusal(refused: Refused): Problem {
  const { reason, output, remote, branch, there, taken, missing } = refused
  const places = { taken: taken.join('\n'), missing: missing.join('\n') }
  const isOwn = reason === 'behind' && there?.theirs === 0
  const words = [
    isOwn ? ownAlone : next[reason],
    ...(taken.length > 0 ? [`It lies at ${taken.join(', ')}, not at ${missing.join(', ')}.`] : []),
    endOf(output),
  ]
  return new Problem('push_refused', words.filter((text) => text !== '').join('\n\n'), {
    reason,
    ...printed(output),
    remote,
    branch,
    ...(there ? metThere(there) : {}),
    ...(taken.length > 0 ? places : {}),
  })
}

const metThere = ({ commit, ahead, theirs, merges }: There) => ({
  there: commit,
  ahead,
  theirs,
  merges,
})
