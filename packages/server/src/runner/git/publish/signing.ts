// Whether commits are to be signed, and whether git failed at that, or at who makes them.
import type { Git } from '../core.ts'
import { identityRefused } from '../identity.ts'
import type { Place } from './place.ts'

/** Whether a commit would have been signed and was not, since the project is not trusted. */
export async function signingSkipped(git: Git, { path, trusted }: Place): Promise<boolean> {
  return !trusted && (await wantsSigning(git, path))
}

/** As a person or the repository has set it; our own setting comes last and is passed over. */
async function wantsSigning(git: Git, cwd: string): Promise<boolean> {
  const args = ['config', '--includes', '-z', '--show-scope', '--type=bool', '--get-all']
  const { text } = await git([...args, 'commit.gpgSign'], {
    cwd,
    name: 'wants-signing',
    successExitCodes: [0, 1],
  })
  const parts = text.split('\0')
  let last = false
  for (let at = 0; at + 1 < parts.length; at += 2)
    if (parts[at] !== 'command') last = parts[at + 1] === 'true'
  return last
}

/** Why git made no commit, as far as it is the same for every commit. */
export type Uncommitted = 'signing' | 'identity' | 'git'

/** @param output what git printed then. */
export function uncommittedBy({ trusted }: Pick<Place, 'trusted'>, output: string): Uncommitted {
  if (trusted && signingFailed(output)) return 'signing'
  return identityRefused(output) ? 'identity' : 'git'
}

/** Of what git printed when it made no commit: the program that signs is missing, or did not sign. */
function signingFailed(output: string): boolean {
  return /gpg failed to sign|cannot run .*(gpg|ssh-keygen)|signing key|failed to sign|gpg\.ssh/i.test(
    output,
  )
}
