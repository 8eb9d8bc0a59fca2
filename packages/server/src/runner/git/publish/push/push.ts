// Pushes a branch to the branch of the same name. Never forces unless told which commit is to be overwritten.
import type { PushProgress, PushRefusal } from '@a-parallel/shared'
import type { Git } from '../../core.ts'
import { GitError } from '../../error.ts'
import { hasHook, hooksSkipped, openPlace, type Place, type Run } from '../place.ts'
import { readStanding } from '../standing.ts'
import { progressReader } from './progress.ts'
import { refusalReason } from '../../remotes/reason.ts'
import { remoteOf, type Remote } from './remote.ts'
import type { CredentialFor } from '../../token/credential.ts'
import { thereNow, type There } from './there.ts'
import { pushWithToken } from './with-token.ts'

export interface PushAsk extends Place {
  /** Whose earlier work is this branch's too. */
  threadId?: string
  /** Overwrites the branch there if it still is at this commit. */
  over: string | null
  onProgress?: (progress: PushProgress) => void
  signal?: AbortSignal | undefined
  /** The way in where git itself has none. */
  credentialFor?: CredentialFor
}

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
  | { kind: 'no-remote' }
  | {
      kind: 'refused'
      reason: PushRefusal
      output: string
      remote: string
      branch: string
      /** What lies there now, where that is why. */
      there: There | null
    }

/** @throws GitError when git could not be run to its end. */
export async function push(git: Git, ask: PushAsk): Promise<PushOutcome> {
  const run = await openPlace(git, ask)
  const { branch, head } = await readStanding(run)
  if (branch === null) return { kind: 'detached' }
  if (head === null) return { kind: 'no-commits' }
  const remote = await remoteOf(run, branch)
  if (remote === null) return { kind: 'no-remote' }
  try {
    const { text, stderr } = await run(argsOf(ask, remote, branch), 'push', {
      lasting: true,
      signal: ask.signal,
      onStderr: progressReader((progress) => ask.onProgress?.(progress)),
    })
    return {
      kind: 'pushed',
      upstream: `${remote.name}/${branch}`,
      commit: head,
      current: /^=\t/m.test(text),
      output: withoutProgress(stderr),
      hooksSkipped: await hooksSkipped(git, ask, ['pre-push']),
      login: null,
    }
  } catch (cause) {
    const at = { git, run, ask, remote, branch }
    const outcome = await refused(at, said(cause))
    if (outcome.reason !== 'signed-out') return outcome
    return (await secondTry(at, head)) ?? outcome
  }
}

/** What git itself had to say; throws whatever else went wrong. */
function said(cause: unknown): GitError {
  const isGits = cause instanceof GitError && cause.exitCode !== null && cause.code !== 'aborted'
  if (!isGits) throw cause
  return cause
}

/** What is pushed, and with what. */
interface Pushing {
  git: Git
  run: Run
  ask: PushAsk
  remote: Remote
  branch: string
}

/** With the person's own token for that host. Null where there is none. */
async function secondTry(at: Pushing, head: string): Promise<PushOutcome | null> {
  const { git, run, ask, remote, branch } = at
  const { credentialFor, over, signal, onProgress } = ask
  if (!credentialFor) return null
  const onStderr = progressReader((progress) => onProgress?.(progress))
  const more = { signal, onStderr, timeoutMs: 15 * 60_000 }
  try {
    const push = { remote, branch, commit: head, over, more }
    const done = await pushWithToken(git, run, credentialFor, push)
    if (done === null) return null
    const { output, login } = done
    return {
      kind: 'pushed',
      upstream: `${remote.name}/${branch}`,
      commit: head,
      current: /^=\t/m.test(output.text),
      output: withoutProgress(output.stderr),
      hooksSkipped: await hasHook(git, ask.path, 'pre-push'),
      login,
    }
  } catch (cause) {
    return refused(at, said(cause))
  }
}

function argsOf({ over, trusted }: PushAsk, remote: Remote, branch: string): string[] {
  const ref = `refs/heads/${branch}`
  return [
    'push',
    '--porcelain',
    '--progress',
    '--set-upstream',
    '--no-follow-tags',
    '--recurse-submodules=no',
    ...(over === null ? [] : [`--force-with-lease=${ref}:${over}`]),
    // No setting can overrule which program the repository names for the other end.
    ...(trusted ? [] : ['--receive-pack=git-receive-pack']),
    '--',
    remote.name,
    `${ref}:${ref}`,
  ]
}

async function refused(
  at: Pushing,
  { stdout, stderr }: GitError,
): Promise<Extract<PushOutcome, { kind: 'refused' }>> {
  const { git, run, ask, remote, branch } = at
  const output = withoutProgress(stderr)
  const known = refusalReason(stdout, output)
  // A hook on this side ends the push before any branch was spoken of.
  const mayBeOwn = known === null && stdout === '' && ask.trusted
  const reason =
    known ?? (mayBeOwn && (await hasHook(git, ask.path, 'pre-push')) ? 'own-hook' : 'other')
  const meets = reason === 'behind' || reason === 'stale'
  const there = meets ? await thereNow(git, run, { ...ask, remote, branch }) : null
  return { kind: 'refused', reason, output, remote: remote.name, branch, there }
}

/** The lines that stay on a terminal: what was written over with a CR is gone. */
function withoutProgress(stderr: string): string {
  return stderr
    .split('\n')
    .map((line) => line.split('\r').findLast((piece) => piece !== '') ?? '')
    .filter(
      (line) =>
        !/^(Enumerating|Counting|Compressing|Writing) objects:|^Delta compression|^Total \d+ /.test(
          line,
        ),
    )
    .join('\n')
    .trim()
}
