// Where pushes may go. A browser hands the address in, so it could be any: only public hosts over https are spoken to,
// and what a name leads to is looked at when the connection is made, so that it cannot change in between.
import { Problem } from '@a-parallel/contract/model'
import ipaddr from 'ipaddr.js'
import { lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'

/**
 * Throws `push_address_refused` for what cannot be a push service.
 * @param trusted an origin that is taken as it is: a push service of one's own.
 */
export function refuseAddress(endpoint: string, trusted: string | null): URL {
  const url = new URL(endpoint)
  if (trusted !== null && url.origin === trusted) return url
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const named = host.includes('.') && isIP(host) === 0 && !inner.test(host)
  const plain = url.protocol === 'https:' && url.port === '' && !url.username && !url.password
  if (!named || !plain) throw refused(url.host)
  return url
}

/** Names that lead nowhere outside. */
const inner = /\.(?:localhost|local|internal|home\.arpa|lan)\.?$/i

/** Looks a host up, and fails unless all that it leads to is public. */
export const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (failure, found) => {
    if (failure) return done(failure, '')
    const [first] = found
    if (!first || found.some(({ address }) => !isPublic(address))) return done(refused(host), '')
    if (options.all) return done(null, found)
    done(null, first.address, first.family)
  })
}

/** An address of the public internet: not of this machine, a network behind it, or a way around. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

function refused(host: string): Problem {
  return new Problem('push_address_refused', `${host} is no public push service over https.`, {
    host,
  })
}
