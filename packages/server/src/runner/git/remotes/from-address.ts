// How a repository is got from an address that a person gave, for a clone and for skills alike: with their own credential
// helpers, ssh and its agent, as in their terminal. Nothing is asked for, and nothing that the other side brings runs.
import { devNull } from 'node:os'
import type { CredentialFor } from '../token/credential.ts'
import type { Git, GitOptions } from '../core.ts'
import type { Environment, Setting } from '../environment.ts'
import { foundNoWayIn, wayIn, type WayIn } from '../token/way-in.ts'

/** On top of what holds for every git of ours. */
const standing: readonly Setting[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.askPass', ''],
  ['core.alternateRefsCommand', 'true'],
  // A server may name other places to fetch from.
  ['transfer.bundleURI', 'false'],
  ['fetch.uriProtocols', ''],
  // A connection on which nothing comes any more ends by itself.
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '120'],
]

export interface AddressAsk {
  /** Also where a server sends us on. */
  protocols: 'https:ssh' | 'file'
  settings?: readonly Setting[]
  env?: Environment
  /** Null: as git goes by itself. */
  way: WayIn | null
}

type FromAddress = Pick<
  GitOptions,
  'access' | 'lasting' | 'trusted' | 'settings' | 'env' | 'secret'
>

/** Options for a `git clone` of such an address. No other configuration than the person's has a say in it. */
export function fromAddress({ protocols, settings = [], env = {}, way }: AddressAsk): FromAddress {
  return {
    access: 'write',
    lasting: true,
    // The person's own git: there is no repository yet that could bring anything.
    trusted: true,
    settings: [...standing, ...settings, ...(way?.options.settings ?? [])],
    env: { GIT_ALLOW_PROTOCOL: protocols, GIT_TEMPLATE_DIR: '', ...env, ...(way && withToken) },
    ...(way && { secret: way.options.secret }),
  }
}

/** The token is for git alone: Git LFS would ask for it again, and for hosts that the repository names. */
const withToken: Environment = { GIT_ALLOW_PROTOCOL: 'https', GIT_LFS_SKIP_SMUDGE: '1' }

export interface TriesAsk {
  address: string
  /** A folder. A repository that it may lie in has no say. */
  cwd: string
  credentialFor?: CredentialFor | undefined
}

/**
 * Gets something from an address as git does by itself, and where that finds no way in, once more with the person's token for
 * that host.
 * @param attempt leaves nothing behind where it fails with no way in.
 */
export async function asGitOrWithToken<T>(
  git: Git,
  { address, cwd, credentialFor }: TriesAsk,
  attempt: (way: WayIn | null) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(null)
  } catch (cause) {
    if (!credentialFor || !foundNoWayIn(cause)) throw cause
    const way = await wayIn(await leadsTo(git, cwd, address), credentialFor)
    if (way === null) throw cause
    return attempt(way)
  }
}

/** By the person's own short names for addresses (`url.….insteadOf`). */
async function leadsTo(git: Git, cwd: string, address: string): Promise<string> {
  const asked = ['ls-remote', '--get-url', '--', address]
  const { text } = await git(asked, { cwd, name: 'whole-address', env: { GIT_DIR: devNull } })
  return text.replace(/\n$/, '')
}
