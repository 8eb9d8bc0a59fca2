// One request to a host's API and its answer, through the proxy that this server's environment names. Never follows a redirect to elsewhere with the token, never waits for long,
// never reads without end. Says nothing of tokens: neither in problems nor in logs.
import { Problem } from '@a-parallel/contract/model'
import { request as plainRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { isPublicName } from '../../platform/public-host.ts'
import { hostLookup, refusedHost, type ApiPlace } from './address.ts'
import { proxyFor, type ProxyEnvironment } from './proxy.ts'

export interface ApiAsk {
  method: 'GET' | 'POST' | 'PUT'
  /** Below the API's root, with a leading slash. */
  path: string
  token: string
  body?: unknown
  /** What the last answer was named; the same again is answered 304. */
  etag?: string | undefined
  /** A redirect to another public host is followed, without the token: for what lies in a store of files. */
  elsewhere?: boolean
}

export interface ApiAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

const withinMs = 20_000
const mostBytes = 8 << 20
const mostRedirects = 3

/** Throws `host_unreachable` when there is no answer, `host_refused` for a place that is not spoken to. */
export async function askApi(
  place: ApiPlace,
  ask: ApiAsk,
  env: ProxyEnvironment = process.env,
): Promise<ApiAnswer> {
  const home = new URL(place.root).origin
  let url = new URL(`${place.root}${ask.path}`)
  for (let redirects = 0; ; redirects += 1) {
    const atHome = url.origin === home
    const asked = atHome ? { ...place, ask } : { ...place, trusted: false, ask: withoutToken(ask) }
    const answer = await exchange(asked, url, proxyFor(url, env))
    const next = nextPlace(answer, url, ask.method)
    if (!next || redirects === mostRedirects) return answer
    if (next.origin !== home && !mayLeave(ask, next)) return answer
    url = next
  }
}

/** A renamed repository, or a file that lies elsewhere. What changes something is sent again only where that is meant. */
function nextPlace({ status, headers }: ApiAnswer, from: URL, method: string): URL | null {
  const meant = method === 'GET' ? [301, 302, 307, 308] : [307, 308]
  if (!meant.includes(status) || headers.location === undefined) return null
  return URL.canParse(headers.location, from.href) ? new URL(headers.location, from) : null
}

function mayLeave({ elsewhere = false }: ApiAsk, { protocol, port, hostname }: URL): boolean {
  return elsewhere && protocol === 'https:' && port === '' && isPublicName(hostname)
}

type Sent = Omit<ApiAsk, 'token'> & { token?: string }

function withoutToken({ method, path }: ApiAsk): Sent {
  return { method, path }
}

function exchange(
  { host, trusted, ask }: Pick<ApiPlace, 'host' | 'trusted'> & { ask: Sent },
  url: URL,
  proxy: URL | null,
): Promise<ApiAnswer> {
  if (!trusted && (url.protocol !== 'https:' || !isPublicName(url.hostname)))
    throw refusedHost(url.host)
  const body = ask.body === undefined ? null : Buffer.from(JSON.stringify(ask.body))
  const options: RequestOptions = {
    method: ask.method,
    agent: proxy ? new HttpsProxyAgent(proxy) : false,
    signal: AbortSignal.timeout(withinMs),
    headers: headersOf(ask, body),
  }
  // What a name leads to behind a proxy is the proxy's to say, which whoever runs this server has named.
  if (!trusted && !proxy) options.lookup = hostLookup
  const request = url.protocol === 'http:' ? plainRequest : secureRequest
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(cause instanceof Problem ? cause : unreachable(host, cause))
    const asked = request(url, options, (answer) => {
      const parts: Buffer[] = []
      let bytes = 0
      answer.on('data', (part: Buffer) => {
        bytes += part.byteLength
        if (bytes > mostBytes) return void answer.destroy(new Error('the answer is too long'))
        parts.push(part)
      })
      answer.on('error', fail)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
      })
    })
    asked.on('error', fail)
    // What a proxy answers for itself is not the host's answer.
    asked.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      if (statusCode !== 200) asked.destroy(new Error(`the proxy answered ${statusCode}`))
    })
    asked.end(body)
  })
}

function headersOf({ token, etag }: Sent, body: Buffer | null): Record<string, string> {
  return {
    accept: 'application/vnd.github+json',
    'user-agent': 'a-parallel',
    'x-github-api-version': '2022-11-28',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(body && {
      'content-type': 'application/json',
      'content-length': String(body.byteLength),
    }),
  }
}

function unreachable(host: string, cause: Error): Problem {
  const detail = `${host} does not answer. Check the network, and try again.`
  return new Problem('host_unreachable', detail, { host }, { cause })
}
