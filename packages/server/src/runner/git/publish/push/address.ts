// A push to one address: as git goes there by itself, and where it finds no way in, with the person's own token for that host.
import type { PushProgress, PushRefusal } from '@a-parallel/shared'
import type { Git, GitOutput } from '../../core.ts'
import { GitError } from '../../error.ts'
import { withoutPasswords } from '../../remotes/addresses.ts'
import type { Remote } from '../../remotes/chosen.ts'
import { directly } from '../../remotes/directly.ts'
import { refusalReason } from '../../remotes/reason.ts'
import type { CredentialFor } from '../../token/credential.ts'
import { hasHook, type Place, type Run } from '../place.ts'
import { progressReader } from './progress.ts'
import { pushWithToken } from './with-token.ts'

export interface PushAsk extends Place {
  /** Whose earlier work is this branch's too. */
  threadId?: string
  /** What HEAD was when the person decided; without: whatever is there. */
  head?: string | undefined
  /** Overwrites the branch there if it still is at this commit. */
  over: string | null
  onProgress?: (progress: PushProgress) => void
  signal?: AbortSignal | undefined
  /** The way in where git itself has none. */
  credentialFor?: CredentialFor
}

/** What is pushed, and with what. */
export interface Pushing {
  git: Git
  run: Run
  ask: PushAsk
  remote: Remote
  /** What the branch is called here. */
  branch: string
  /** The commit that goes there, whatever the branch is at by then. */
  head: string
}

export type Answer = { address: string; output: string } & (
  | {
      reason: null
      /** It was there already. */
      current: boolean
      /** Whose token it went with; null: git had a way in of its own. */
      login: string | null
    }
  | { reason: PushRefusal }
)

/**
 * @param byName git goes to the remote by its name, and notes what lies there then; else it notes nothing.
 * @throws GitError when git could not be run to its end.
 */
export async function pushTo(at: Pushing, address: string, byName: boolean): Promise<Answer> {
  const { run, ask, remote } = at
  try {
    const output = await run(argsOf(at, byName ? null : address), 'push', {
      lasting: true,
      signal: ask.signal,
      onStderr: progressOf(ask),
      ...(!byName && directly(remote, address, ask.trusted)),
    })
    return taken(address, output, null)
  } catch (cause) {
    const answer = await refused(at, address, cause)
    if (answer.reason !== 'signed-out') return answer
    return (await secondTry(at, address)) ?? answer
  }
}

/** With the person's own token for that host. Null where there is none. */
async function secondTry(at: Pushing, address: string): Promise<Answer | null> {
  const { git, run, ask, remote, head } = at
  const { credentialFor, over, signal } = ask
  if (!credentialFor) return null
  const more = { signal, onStderr: progressOf(ask), timeoutMs: 15 * 60_000 }
  const push = { address, ref: `refs/heads/${remote.branch}`, commit: head, over, more }
  try {
    const done = await pushWithToken(git, run, credentialFor, push)
    return done && taken(address, done.output, done.login)
  } catch (cause) {
    return refused(at, address, cause)
  }
}

const progressOf = ({ onProgress }: PushAsk) => progressReader((progress) => onProgress?.(progress))

/** @param address null: the remote by its name. */
function argsOf({ ask, remote, head }: Pushing, address: string | null): string[] {
  const { over, trusted } = ask
  const there = `refs/heads/${remote.branch}`
  const set = address === null ? undefined : remote.ways.find(([part]) => part === 'receivepack')
  // No setting can overrule which program the repository names for the other end.
  const program = trusted ? set?.[1] : 'git-receive-pack'
  return [
    'push',
    '--porcelain',
    '--progress',
    '--no-follow-tags',
    '--recurse-submodules=no',
    ...(over === null ? [] : [`--force-with-lease=${there}:${over}`]),
    ...(program === undefined ? [] : [`--receive-pack=${program}`]),
    '--',
    address ?? remote.at,
    `${head}:${there}`,
  ]
}

function taken(address: string, { text, stderr }: GitOutput, login: string | null): Answer {
  const current = /^=\t/m.test(text)
  return { address, reason: null, current, output: withoutProgress(stderr), login }
}

/** What git itself had to say; throws whatever else went wrong. */
async function refused({ git, ask }: Pushing, address: string, cause: unknown): Promise<Answer> {
  const isGits = cause instanceof GitError && cause.exitCode !== null && cause.code !== 'aborted'
  if (!isGits) throw cause
  const { stdout, stderr } = cause
  const output = withoutProgress(stderr)
  const told = refusalReason(stdout, output)
  // Trust would change nothing about a transport that is never used.
  const known = told === 'untrusted' && ask.trusted ? 'other' : told
  // A hook on this side ends the push before any branch was spoken of.
  const mayBeOwn = known === null && stdout === '' && ask.trusted
  const isOwn = mayBeOwn && (await hasHook(git, ask.path, 'pre-push'))
  return { address, output, reason: known ?? (isOwn ? 'own-hook' : 'other') }
}

/** The lines that stay on a terminal: what was written over with a CR is gone. */
function withoutProgress(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.split('\r').findLast((piece) => piece !== '') ?? '')
    .filter(
      (line) =>
        !/^(Enumerating|Counting|Compressing|Writing) objects:|^Delta compression|^Total \d+ /.test(
          line,
        ),
    )
  return withoutPasswords(lines.join('\n').trim())
}
