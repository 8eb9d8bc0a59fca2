// Who commits here, as git sees it.
import type { Git } from './core.ts'

export interface GitIdentity {
  name: string | null
  email: string | null
}

/** Of what git printed when it made no commit: it knows nobody to commit as, or not by a name that it takes. */
export function identityRefused(output: string): boolean {
  return /please tell me who you are|empty ident name|unable to auto-detect|consists only of disallowed characters|no (name|email) was given/i.test(
    output,
  )
}

/** `user.name` and `user.email` as they hold in a directory (any existing one; need not be a repository). */
export async function readIdentity(git: Git, cwd: string): Promise<GitIdentity> {
  const { text } = await git(
    ['config', '--includes', '-z', '--get-regexp', '^user\\.(name|email)$'],
    {
      cwd,
      name: 'read-identity',
      successExitCodes: [0, 1],
    },
  )
  const identity: GitIdentity = { name: null, email: null }
  // `user.name\nAda Lovelace\0`, the last one wins.
  for (const entry of text.split('\0')) {
    const value = entry.slice(entry.indexOf('\n') + 1).trim()
    if (entry.startsWith('user.name\n')) identity.name = value || null
    if (entry.startsWith('user.email\n')) identity.email = value || null
  }
  return identity
}
