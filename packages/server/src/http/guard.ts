// What every request must pass before anything looks at it: the name it asks for, the page it comes from, its path.
import { Problem } from '@a-parallel/contract/model'

export interface Guard {
  /** Throws wrong_host unless the Host header is one of ours. A page that rebinds its own name gets nowhere. */
  host(host: string | undefined): void
  /** Throws forbidden_origin for a page that is not ours. */
  origin(origin: string | undefined): void
  path(rawPath: string): void
}

/** @param origins exact origins of our own pages: scheme, host and port. */
export function openGuard(origins: readonly string[]): Guard {
  const known = new Set(origins)
  const hosts = new Set(origins.map((origin) => new URL(origin).host))
  return {
    host(host) {
      if (host === undefined || !hosts.has(host.toLowerCase())) throw new Problem('wrong_host')
    },
    origin(origin) {
      if (origin !== undefined && !known.has(origin)) throw new Problem('forbidden_origin')
    },
    path(rawPath) {
      const path = rawPath.split('?')[0] ?? ''
      if (/\/\/|%2f|%5c|%00|\\|(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path)) {
        throw new Problem('invalid_path', 'The address is not in its plain form.')
      }
    },
  }
}
