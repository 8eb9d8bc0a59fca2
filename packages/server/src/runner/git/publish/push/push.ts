// Pushes a branch to where git would, all addresses of it. Never forces unless told which commit is to be overwritten.
import type { PushRefusal } from '@a-parallel/shared'
import type { Git } from '../../core.ts'
import { shownAddress } from '../../remotes/addresses.ts'
import { nameThere } from '../../remotes/chosen.ts'
import { hasHook, hooksSkipped, openPlace } from '../place.ts'
import { readStanding } from '../standing.ts'
import { pushTo, type Answer, type PushAsk, type Pushing } from './address.ts'
import { remoteOf } from './remote.ts'
import { thereNow, type There } from './there.ts'

export type { PushAsk }

export type PushOutcome =
  | {
      kind: 'pushed'
      /** `origin/feature`. */
      upstream: string
      commit: string
      /** It was there already. */
      current: boolean
      output: string
      hooksSkipped: boolean
      /** Whose token it went with; null: git had a way in of its own. */
      login: string | null
    }
  | { kind: 'detached' }
  | { kind: 'no-commits' }
  /** Somebody committed, or moved the branch, in between. */
  | { kind: 'head-moved'; head: string }
  | { kind: 'no-remote' }
  | {
      kind: 'refused'
      reason: PushRefusal
      output: string
      /** Its name; an address where it has none, or several. */
      remote: string
      branch: string
      /** What lies there now, where that is why. */
      there: There | null
      /** Of several addresses those that have it now, and those that do not. */
      taken: string[]
      missing: string[]
    }

/** @throws GitError when git could not be run to its end. */
export async function push(git: Git, ask: PushAsk): Promise<PushOutcome> {
  const run = await openPlace(git, ask)
  const { branch, head } = await readStanding(run)
  if (branch === null) return { kind: 'detached' }
  if (head === null) return { kind: 'no-commits' }
  if (ask.head !== undefined && ask.head !== head) return { kind: 'head-moved', head }
  const remote = await remoteOf(run, branch)
  if (remote === null) return { kind: 'no-remote' }
  const at = { git, run, ask, remote, branch, head }
  const byName = remote.isNamed && remote.pushed.length === 1
  const answers: Answer[] = []
  for (const address of remote.pushed) answers.push(await pushTo(at, address, byName))
  const refused = answers.find(({ reason }) => reason !== null)
  return refused ? refusal(at, refused, answers) : pushed(at, byName, answers)
}

async function pushed(
  at: Pushing,
  byName: boolean,
  answers: readonly Answer[],
): Promise<PushOutcome> {
  const { git, ask, remote, head } = at
  const taken = answers.filter((answer) => answer.reason === null)
  const login = taken.find((answer) => answer.login !== null)?.login ?? null
  if (!byName || login !== null) await noted(at)
  if (remote.isNamed) await setUpstream(at)
  return {
    kind: 'pushed',
    upstream: nameThere(remote),
    commit: head,
    current: taken.every(({ current }) => current),
    output: printed(answers),
    hooksSkipped:
      login === null
        ? await hooksSkipped(git, ask, ['pre-push'])
        : await hasHook(git, ask.path, 'pre-push'),
    login,
  }
}

const printed = (answers: readonly Answer[]) =>
  answers
    .map(({ output }) => output)
    .filter((output) => output !== '')
    .join('\n')

/** As git notes it of a push of its own, once it lies at all addresses. */
async function noted({ run, remote, head }: Pushing): Promise<void> {
  await run(['update-ref', remote.tracking, head], 'push-noted')
}

/** As `--set-upstream` does of a branch; git does it of no commit. */
async function setUpstream({ run, remote, branch }: Pushing): Promise<void> {
  const { text } = await run(['config', '--get', 'branch.autoSetupRebase'], 'remotes', {
    access: 'read',
    successExitCodes: [0, 1],
  })
  const rebases = ['always', 'remote'].includes(text.trim())
  for (const [key, value] of [
    ['remote', remote.at],
    ['merge', `refs/heads/${remote.branch}`],
    ...(rebases ? [['rebase', 'true'] as const] : []),
  ] as const)
    await run(
      ['config', '--local', '--replace-all', `branch.${branch}.${key}`, value],
      'push-upstream',
    )
}

async function refusal(
  at: Pushing,
  { reason, address }: Answer,
  answers: readonly Answer[],
): Promise<PushOutcome> {
  const { remote } = at
  const several = answers.length > 1
  const meets = reason === 'behind' || reason === 'stale'
  const places = (have: boolean) =>
    several
      ? answers
          .filter((answer) => (answer.reason === null) === have)
          .map((answer) => shownAddress(answer.address))
      : []
  return {
    kind: 'refused',
    reason: reason ?? 'other',
    output: printed(answers),
    remote: several ? shownAddress(address) : remote.name,
    branch: remote.branch,
    there: meets ? await thereNow(at, address) : null,
    taken: places(true),
    missing: places(false),
  }
}
