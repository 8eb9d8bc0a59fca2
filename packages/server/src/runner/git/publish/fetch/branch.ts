// One branch, fetched from a remote as git goes there by itself; with the person's token for that host where git finds no way in.
import { realpath } from 'node:fs/promises'
import { oneAtATime } from '../../../local/one-at-a-time.ts'
import type { CredentialFor } from '../../token/credential.ts'
import type { Git } from '../../core.ts'
import type { Remote } from '../../remotes/chosen.ts'
import { directly } from '../../remotes/directly.ts'
import { refusalReason } from '../../remotes/reason.ts'
import { withoutEnd } from '../../restrict/said-path.ts'
import type { Run } from '../place.ts'
import { FetchFailed, fetchedOf, fetchTimeoutMs } from './outcome.ts'
import { fetchWithToken } from './with-token.ts'

export interface FetchAsk {
  /** With what the branch is called there. */
  remote: Remote
  /** An address in the place of the one that the remote is fetched from. */
  from?: string | undefined
  trusted: boolean
  credentialFor?: CredentialFor | undefined
}

/** By where what comes is noted: git locks that, and a second fetch would find it locked. */
const inTurn = oneAtATime<string>()

/** Behind whoever fetches the same branch of the repository already. False: there is none. Throws `FetchFailed`. */
export async function fetchBranch(git: Git, run: Run, ask: FetchAsk): Promise<boolean> {
  const place = ['rev-parse', '--path-format=absolute', '--git-common-dir']
  const { text } = await run(place, 'git-common-dir', { access: 'read' })
  const repository = await realpath(withoutEnd(text))
  return inTurn(JSON.stringify([repository, ask.remote.tracking]), () => fetchNow(git, run, ask))
}

async function fetchNow(git: Git, run: Run, ask: FetchAsk): Promise<boolean> {
  const { credentialFor } = ask
  try {
    return await fetchPlainly(run, ask)
  } catch (cause) {
    const isClosed =
      cause instanceof FetchFailed && refusalReason('', cause.stderr) === 'signed-out'
    const fetched =
      isClosed && credentialFor ? await fetchWithToken(git, run, credentialFor, ask) : null
    if (fetched === null) throw cause
    return fetched
  }
}

async function fetchPlainly(run: Run, { remote, from, trusted }: FetchAsk): Promise<boolean> {
  const { at, isNamed, fetched, branch, tracking } = remote
  const address = from ?? (isNamed ? undefined : fetched)
  return fetchedOf(
    await run(
      [
        'fetch',
        '--no-tags',
        '--no-recurse-submodules',
        '--no-write-fetch-head',
        ...(trusted ? [] : ['--upload-pack=git-upload-pack']),
        '--',
        address ?? at,
        `+refs/heads/${branch}:${tracking}`,
      ],
      'fetch-branch',
      {
        lasting: true,
        successExitCodes: [0, 128],
        timeoutMs: fetchTimeoutMs,
        ...(address !== undefined && directly(remote, address, trusted)),
      },
    ),
  )
}
