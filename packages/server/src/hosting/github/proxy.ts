// Through which proxy a host is reached, as the environment of this server says: HTTPS_PROXY and NO_PROXY, in small letters
// too, which come first (as curl takes them). Pure.
import { Problem } from '@a-parallel/contract/model'

export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/**
 * Null: it is reached without one.
 * @throws Problem `host_proxy_invalid` where what is set is no address.
 */
export function proxyFor({ protocol, hostname, port }: URL, env: ProxyEnvironment): URL | null {
  if (protocol !== 'https:') return null
  const set = env['https_proxy'] || env['HTTPS_PROXY'] || ''
  const without = env['no_proxy'] || env['NO_PROXY'] || ''
  if (set === '' || isLeftOut(without, hostname, port || '443')) return null
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(set) ? set : `http://${set}`
  const proxy = URL.canParse(address) ? new URL(address) : null
  if (proxy === null || !/^https?:$/.test(proxy.protocol)) throw noProxy()
  return proxy
}

/** `example.org` and `.example.org` are a host with all below it, `*` is every one; a port may stand behind. */
function isLeftOut(list: string, hostname: string, port: string): boolean {
  const host = bare(hostname)
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true
      // An IPv6 address holds colons itself.
      const [, name = entry, only] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? []
      if (only !== undefined && only !== port) return false
      const wanted = bare(name.replace(/^\*?\./, ''))
      return host === wanted || host.endsWith(`.${wanted}`)
    })
}

/** Without what encloses an IPv6 address, and without a final dot. */
const bare = (host: string) => host.toLowerCase().replace(/^\[|\]$|\.$/g, '')

function noProxy(): Problem {
  const detail =
    'HTTPS_PROXY is no address of a proxy. Set it to one such as http://proxy.example:3128, and start the server again.'
  return new Problem('host_proxy_invalid', detail)
}
