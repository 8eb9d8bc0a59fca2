// Who commits here, as git sees it.
import type { Git } from './core.ts'

export interface GitIdentity {
  name: string | null
  email: string | null
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
