// How a repository is got from an address that a person gave, for a clone and for skills alike: with their own credential
// helpers, ssh and its agent, as in their terminal. Nothing is asked for, and nothing that the other side brings runs.
import type { GitOptions } from '../core.ts'
import type { Environment, Setting } from '../environment.ts'

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
}

type FromAddress = Pick<GitOptions, 'access' | 'lasting' | 'trusted' | 'settings' | 'env'>

/** Options for a `git clone` of such an address. No other configuration than the person's has a say in it. */
export function fromAddress({ protocols, settings = [], env = {} }: AddressAsk): FromAddress {
  return {
    access: 'write',
    lasting: true,
    // The person's own git: there is no repository yet that could bring anything.
    trusted: true,
    settings: [...standing, ...settings],
    env: { GIT_ALLOW_PROTOCOL: protocols, GIT_TEMPLATE_DIR: '', ...env },
  }
}
