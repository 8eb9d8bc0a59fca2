// The way in that a person's token gives where git has none: to one host, over https. The token goes over a pipe that git
// and what it starts inherit; it stands in no argument, variable, file or log.
import type { CredentialFor } from './credential.ts'
import type { GitOptions } from '../core.ts'
import type { Setting } from '../environment.ts'
import { GitError } from '../error.ts'
import { refusalReason } from '../remotes/reason.ts'

export interface WayIn {
  /** What git is to be told to go to. */
  address: string
  /** Whose token it is. */
  login: string
  /** Of a git that goes there. The settings come after whatever names helpers. */
  options: Required<Pick<GitOptions, 'settings' | 'secret'>>
}

/**
 * Null where there is no token for that very host, or it is not reached by https. A name or a password in the address is a way
 * in of its own, which did not lead there.
 */
export async function wayIn(address: string, credentialFor: CredentialFor): Promise<WayIn | null> {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  const credential = await credentialFor(url.hostname.toLowerCase())
  if (!credential) return null
  const { login, token } = credential
  const secret = `username=${login}\npassword=${token}\n`
  return { address: url.href, login, options: { settings: askedOnlyFor(url), secret } }
}

/** Of all helpers ours alone, and that one for this host alone: a redirect, and what keeps passwords, gets nothing. */
function askedOnlyFor({ protocol, host }: URL): Setting[] {
  const helper = '!f() { test "$1" = get && cat <&3; }; f'
  return [
    ['credential.helper', ''],
    [`credential.${protocol}//${host}.helper`, helper],
  ]
}

/** Whether git went to its end and found no way in. */
export function foundNoWayIn(cause: unknown): cause is GitError {
  if (!(cause instanceof GitError) || cause.exitCode === null || cause.code === 'aborted')
    return false
  return refusalReason(cause.stdout, cause.stderr) === 'signed-out'
}
