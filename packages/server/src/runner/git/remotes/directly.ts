// How git goes to one address of a remote and to no other: to one of several that a branch is pushed to, or to one that bears
// no name. Pure.
import type { GitOptions } from '../core.ts'
import type { Setting } from '../environment.ts'
import type { Remote } from './chosen.ts'

/**
 * For a git that is told this address: it goes the way that is set for the remote of this name, and no short name leads it
 * on. An address that bears no name was never added by anybody as a remote: of transports, only git's own will do.
 */
export function directly(
  { isNamed, ways }: Remote,
  address: string,
  trusted: boolean,
): Required<Pick<GitOptions, 'settings' | 'env'>> {
  const protocols = `https:http:ssh:git${trusted ? ':file' : ''}`
  // Git has no settings of a remote that is called so, and says that each time.
  const named = address.startsWith('/') ? [] : ways
  return {
    env: isNamed ? {} : { GIT_ALLOW_PROTOCOL: protocols },
    settings: [
      ...exactly(address),
      ...named.map(([part, value]): Setting => [`remote.${address}.${part}`, value]),
    ],
  }
}

/** Its short name is itself, which is longer than any other that it begins with. Git knows no such setting of two lines. */
function exactly(address: string): Setting[] {
  if (address.includes('\n')) return []
  return [
    [`url.${address}.insteadOf`, address],
    [`url.${address}.pushInsteadOf`, address],
  ]
}
