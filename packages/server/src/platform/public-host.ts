// Which hosts are on the public internet. For addresses that come from outside: what a name leads to is looked at when
// the connection is made, so that it cannot change in between.
import ipaddr from 'ipaddr.js'
import { lookup as resolveHost, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'

/** A name, and one that may lead outside: no address, no name of this machine or of a network behind it. */
export function isPublicName(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '')
  return name.includes('.') && isIP(name) === 0 && !inner.test(name)
}

/** Names that lead nowhere outside. */
const inner = /\.(?:localhost|local|internal|home\.arpa|lan)\.?$/i

/** An address of the public internet: not of this machine, a network behind it, or a way around. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/** As `dns.lookup` finds all addresses of a host. */
export type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (failure: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void

/** Looks a host up, and fails with what `refused` makes of its name unless all that it leads to is public. */
export function publicLookup(
  refused: (host: string) => Error,
  resolve: Resolve = resolveHost,
): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (failure, found) => {
      if (failure) return done(failure, '')
      const [first] = found
      if (!first || found.some(({ address }) => !isPublic(address))) return done(refused(host), '')
      if (options.all) return done(null, found)
      done(null, first.address, first.family)
    })
  }
}
