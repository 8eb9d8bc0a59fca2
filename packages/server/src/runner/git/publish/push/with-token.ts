// A push with a token that its owner gave for the host, where git itself has no way in. It goes from a repository of ours that
// only borrows the objects.
import type { CredentialFor } from '../../token/credential.ts'
import type { Git, GitOptions, GitOutput } from '../../core.ts'
import { borrowing } from '../../token/borrowing.ts'
import { wayIn } from '../../token/way-in.ts'
import type { Run } from '../place.ts'

export interface TokenPush {
  /** One that git would push to. */
  address: string
  /** The ref there. */
  ref: string
  /** What is pushed. */
  commit: string
  /** Overwrites the branch there if it still is at this commit. */
  over: string | null
  more: Pick<GitOptions, 'signal' | 'onStderr' | 'timeoutMs'>
}

/** Null where there is no token for where the branch goes, or that is not reached by https. Throws as git does. */
export async function pushWithToken(
  git: Git,
  run: Run,
  credentialFor: CredentialFor,
  push: TokenPush,
): Promise<{ output: GitOutput; login: string } | null> {
  const way = await wayIn(push.address, credentialFor)
  if (way === null) return null
  const args = argsOf(push, way.address)
  const output = await borrowing(git, run, { receives: false }, (place) =>
    place.withToken(way, args, { ...push.more, name: 'push-with-token' }),
  )
  return { output, login: way.login }
}

function argsOf({ ref, commit, over }: TokenPush, address: string): string[] {
  return [
    'push',
    '--porcelain',
    '--progress',
    '--no-verify',
    '--no-follow-tags',
    '--recurse-submodules=no',
    ...(over === null ? [] : [`--force-with-lease=${ref}:${over}`]),
    '--',
    address,
    `${commit}:${ref}`,
  ]
}
