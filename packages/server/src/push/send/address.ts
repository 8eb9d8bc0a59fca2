// Where pushes may go. A browser hands the address in, so it could be any: only public hosts over https are spoken to.
import { Problem } from '@a-parallel/contract/model'
import { isPublicName, publicLookup } from '../../platform/public-host.ts'

/**
 * Throws `push_address_refused` for what cannot be a push service.
 * @param trusted an origin that is taken as it is: a push service of one's own.
 */
export function refuseAddress(endpoint: string, trusted: string | null): URL {
  const url = new URL(endpoint)
  if (trusted !== null && url.origin === trusted) return url
  const plain = url.protocol === 'https:' && url.port === '' && !url.username && !url.password
  if (!isPublicName(url.hostname) || !plain) throw refused(url.host)
  return url
}

/** Looks a push service up; fails unless it is public. */
export const pushLookup = publicLookup(refused)

function refused(host: string): Problem {
  return new Problem('push_address_refused', `${host} is no public push service over https.`, {
    host,
  })
}
