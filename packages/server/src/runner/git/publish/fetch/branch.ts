// One branch, fetched from a remote as git goes there by itself; with the person's token for that host where git finds no way in.
import type { CredentialFor } from '../../token/credential.ts'
import type { Git } from '../../core.ts'
import { refusalReason } from '../../remotes/reason.ts'
import type { Run } from '../place.ts'
import type { Remote } from '../push/remote.ts'
import { FetchFailed, fetchedOf, fetchTimeoutMs } from './outcome.ts'
import { fetchWithToken } from './with-token.ts'

export interface FetchAsk {
  remote: Remote
  branch: string
  /** An address in the place of the one that the remote is fetched from. */
  from?: string | undefined
  trusted: boolean
  credentialFor?: CredentialFor | undefined
}

/** False: there is no branch of this name. Throws `FetchFailed`. */
export async function fetchBranch(git: Git, run: Run, ask: FetchAsk): Promise<boolean> {
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

async function fetchPlainly(
  run: Run,
  { remote, branch, from, trusted }: FetchAsk,
): Promise<boolean> {
  return fetchedOf(
    await run(
      [
        'fetch',
        '--no-tags',
        '--no-recurse-submodules',
        '--no-write-fetch-head',
        ...(trusted ? [] : ['--upload-pack=git-upload-pack']),
        '--',
        from ?? remote.name,
        `+refs/heads/${branch}:${remote.tracking}`,
      ],
      'fetch-branch',
      { lasting: true, successExitCodes: [0, 128], timeoutMs: fetchTimeoutMs },
    ),
  )
}
