// Where tool servers may be. People and pasted files name the addresses, so they could be any: public ones over https are
// taken; one of this machine or of a network behind it only when a person said that it is meant. The agent's program goes
// there by itself afterwards: what is looked at here is where the address leads now, redirects included.
import { Problem } from '@a-parallel/contract/model'
import { lookup as lookUp } from 'node:dns/promises'
import { request as plainRequest, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { isPublic, isPublicName, publicLookup } from '../platform/public-host.ts'

const withinMs = 5_000
const mostRedirects = 3

/**
 * Throws `tool_server_private` for an address that a person has to say they mean, `tool_server_address_refused` for one that
 * is not taken at all.
 * @param meant the person said that it may lead to this machine or a network behind it.
 */
export async function refusePlace(address: string, meant: boolean): Promise<void> {
  const url = new URL(address)
  if (url.username !== '' || url.password !== '')
    throw refused('Put the password into a header: an address is shown wherever the server is.')
  const leads = await whereTo(url.hostname)
  if (leads === 'nowhere' && meant) return
  if (leads !== 'inside') {
    if (url.protocol !== 'https:') throw refused(`${url.host} is reached over https only.`)
    return
  }
  if (!meant) throw leadsInside(url.host)
}

/** `outside`: all that the host leads to is public. `nowhere`: its name leads to nothing as yet, or not from here. */
async function whereTo(hostname: string): Promise<'outside' | 'inside' | 'nowhere'> {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return isPublic(host) ? 'outside' : 'inside'
  if (!isPublicName(host)) return 'inside'
  const found = await lookUp(host, { all: true }).catch(() => [])
  if (found.length === 0) return 'nowhere'
  return found.every(({ address }) => isPublic(address)) ? 'outside' : 'inside'
}

/**
 * Asks the address once, and each that it redirects to; throws as `refusePlace` does for any of them. That one of them does
 * not answer is not said here. What a person meant is the host that they named, and no other. The connection is made to what was looked up, and to nothing else.
 */
export async function refuseDetours(address: string, meant: boolean): Promise<void> {
  let url = new URL(address)
  const { hostname } = url
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const isMeant = meant && url.hostname === hostname
    await refusePlace(url.href, isMeant)
    const next = await redirectOf(url, isMeant)
    if (next === null) return
    url = next
  }
  throw refused(`${url.host} redirects on and on.`)
}

function redirectOf(url: URL, meant: boolean): Promise<URL | null> {
  const options: RequestOptions = {
    method: 'GET',
    agent: false,
    signal: AbortSignal.timeout(withinMs),
    headers: { accept: 'application/json, text/event-stream' },
  }
  if (!meant) options.lookup = publicLookup(leadsInside)
  const request = url.protocol === 'http:' ? plainRequest : secureRequest
  return new Promise((resolve, reject) => {
    const asked = request(url, options, ({ statusCode = 0, headers, socket }) => {
      socket.destroy()
      const { location } = headers
      const leads = statusCode >= 300 && statusCode < 400 && location !== undefined
      if (!leads) return resolve(null)
      if (!URL.canParse(location, url.href)) return reject(refused(`${url.host} leads nowhere.`))
      const next = new URL(location, url)
      if (!/^https?:$/.test(next.protocol)) return reject(refused(`${url.host} leads elsewhere.`))
      resolve(next)
    })
    asked.on('error', (cause) => (cause instanceof Problem ? reject(cause) : resolve(null)))
    asked.end()
  })
}

function leadsInside(host: string): Problem {
  const detail = `${host} leads to this machine or to a network behind it. Say that you mean it.`
  return new Problem('tool_server_private', detail, { host })
}

function refused(detail: string): Problem {
  return new Problem('tool_server_address_refused', detail)
}
