// Where a host's API lies, and whether it is spoken to. Hosts are named by people and by repositories, so they could be
// any: only public ones over https are asked, unless whoever runs this server has named where their API is.
import { Problem } from '@a-parallel/contract/model'
import type { LookupFunction } from 'node:net'
import { isPublicName, publicLookup } from '../../platform/public-host.ts'

/** By host: the root of its API, taken as it is. */
export type KnownApis = ReadonlyMap<string, string>

export interface ApiPlace {
  host: string
  /** Ends without a slash: `https://api.github.com`. */
  root: string
  /** Its address is not looked at. */
  trusted: boolean
}

/** Throws `host_refused` for a host that is not spoken to. */
export function apiOf(host: string, known: KnownApis): ApiPlace {
  const named = known.get(host)
  if (named !== undefined) return { host, root: named.replace(/\/+$/, ''), trusted: true }
  if (!isPublicName(host)) throw refusedHost(host)
  if (host === 'github.com') return { host, root: 'https://api.github.com', trusted: false }
  // GitHub Enterprise Cloud with data residency, and GitHub Enterprise Server (docs.github.com, "Getting started with the REST API").
  if (host.endsWith('.ghe.com')) return { host, root: `https://api.${host}`, trusted: false }
  return { host, root: `https://${host}/api/v3`, trusted: false }
}

/**
 * Where the GraphQL API of the same host lies, below the root of the REST API (docs.github.com/graphql, "Forming calls"):
 * on GitHub Enterprise Server beside it.
 */
export function graphqlOf({ root }: ApiPlace): string {
  return root.endsWith('/api/v3') ? '/../graphql' : '/graphql'
}

/**
 * Whether a host may be given the sign-in of the GitHub CLI. The address of a remote names no such host, whatever it looks
 * like: github.com is one, and those are that whoever runs this server has named. Others get what was given for them.
 */
export function takesSignIn(host: string, known: KnownApis): boolean {
  return host === 'github.com' || known.has(host)
}

/** Looks a host up; fails unless it is public. */
export const hostLookup: LookupFunction = publicLookup(refusedHost)

export function refusedHost(host: string): Problem {
  return new Problem(
    'host_refused',
    `${host} is no public host over https. To use one in your own network, start the server with A_PARALLEL_GITHUB_APIS=${host}=https://${host}/api/v3.`,
    { host },
  )
}
