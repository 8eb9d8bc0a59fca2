// A branch fetched with a token that its owner gave for the host, where git itself has no way in. It comes through a repository
// of ours, which writes it among the other one's objects and knows what that one has already.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CredentialFor } from '../../token/credential.ts'
import type { Git } from '../../core.ts'
import { borrowing } from '../../token/borrowing.ts'
import { wayIn } from '../../token/way-in.ts'
import type { Run } from '../place.ts'
import type { Remote } from '../../remotes/chosen.ts'
import { fetchedOf, fetchTimeoutMs } from './outcome.ts'

export interface TokenFetch {
  /** With what the branch is called there. */
  remote: Pick<Remote, 'fetched' | 'branch' | 'tracking'>
  /** An address in the place of the one that the remote is fetched from. */
  from?: string | undefined
}

const taken = 'refs/taken'

/** Null where there is no token for where the branch lies, or that is not reached by https. */
export async function fetchWithToken(
  git: Git,
  run: Run,
  credentialFor: CredentialFor,
  { remote, from }: TokenFetch,
): Promise<boolean | null> {
  const way = await wayIn(from ?? remote.fetched, credentialFor)
  if (way === null) return null
  return borrowing(git, run, { receives: true }, async (place) => {
    await writeFile(join(place.folder, 'packed-refs'), await knownTips(run))
    const args = [
      'fetch',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      '--no-write-commit-graph',
      '--',
      way.address,
      `+refs/heads/${remote.branch}:${taken}`,
    ]
    const output = await place.withToken(way, args, {
      name: 'fetch-with-token',
      successExitCodes: [0, 128],
      timeoutMs: fetchTimeoutMs,
    })
    if (!fetchedOf(output)) return false
    const { text } = await place.here(['rev-parse', '--verify', taken], 'fetched-commit')
    await run(['update-ref', remote.tracking, text.trim()], 'fetch-noted')
    return true
  })
}

/** What need not come again, as git keeps refs in one file; by numbers, since it is only what they name that counts. */
async function knownTips(run: Run): Promise<string> {
  const asked = ['for-each-ref', '--format=%(objectname)', 'refs/heads', 'refs/remotes']
  const { text } = await run(asked, 'known-tips', { access: 'read' })
  const tips = [...new Set(text.split('\n').filter((tip) => tip !== ''))]
  return tips.map((tip, number) => `${tip} refs/known/${number}\n`).join('')
}
