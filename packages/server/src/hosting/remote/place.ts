// What an address of a remote says: which host, which repository, and where a pull request is opened in the browser.
// Pure. Names and passwords in an address are left behind here and never come back.
import type { HostService, RemotePlace } from '@a-parallel/shared'

export interface Address {
  host: string
  /** Of a page in the browser: the host, with its port where the address says one. */
  origin: string
  /** Without slashes around it and without `.git`. */
  path: string
}

/** Null for a path on this machine, or nothing that git could push to. */
export function parseAddress(text: string): Address | null {
  const trimmed = text.trim()
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return ofUrl(trimmed)
  // `user@host:path`, as scp writes it; one letter before the colon is a drive of Windows.
  const [, host, path] = /^(?:[^@/\s]+@)?([^:/@\s]{2,}):(?!\/\/|:)(\S.*)$/.exec(trimmed) ?? []
  if (host === undefined || path === undefined) return null
  return made(host, `https://${plainHost(host)}`, path)
}

function ofUrl(text: string): Address | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const scheme = url.protocol.replace(/^git\+/, '')
  if (!['http:', 'https:', 'ssh:', 'git:'].includes(scheme) || url.hostname === '') return null
  const web = scheme === 'http:' || scheme === 'https:'
  const port = web && url.port !== '' ? `:${url.port}` : ''
  const origin = `${scheme === 'http:' ? 'http' : 'https'}://${plainHost(url.hostname)}${port}`
  return made(url.hostname, origin, decoded(url.pathname))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // Not encoded after all.
  }
}

function made(host: string, origin: string, path: string): Address | null {
  const plain = path
    .replace(/^\/+|\/+$/g, '')
    .replace(/^~\//, '')
    .replace(/\.git$/i, '')
  return plain === '' ? null : { host: plainHost(host), origin, path: plain }
}

/** Hosts that answer ssh under another name, for networks that let only web ports out. */
const otherNames: Record<string, string> = {
  'www.github.com': 'github.com',
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
  'ssh.dev.azure.com': 'dev.azure.com',
}

function plainHost(host: string): string {
  const lower = host.toLowerCase()
  return otherNames[lower] ?? lower
}

/** @param enterprise hosts that are known to be GitHub's although their names do not say so. */
export function serviceOf(host: string, enterprise: readonly string[]): HostService {
  if (host === 'github.com' || host.endsWith('.ghe.com') || enterprise.includes(host))
    return 'github'
  if (host === 'dev.azure.com' || host.endsWith('.visualstudio.com')) return 'azure'
  if (host === 'codeberg.org') return 'gitea'
  const named = /(?:^|\.)(github|gitlab|bitbucket|gitea|forgejo)\./.exec(`${host}.`)?.[1]
  if (named === undefined) return 'other'
  return named === 'forgejo' ? 'gitea' : (named as HostService) // The others are services by name.
}

export interface PlaceAsk {
  /** The remote’s name. */
  name: string
  /** Its addresses; the first that leads to a known service counts. */
  urls: readonly string[]
  enterprise: readonly string[]
  /** The branches that are compared; null where they are not known. */
  base: string | null
  head: string | null
}

/** Null where no address leads to a host. */
export function placeOf({ name, urls, enterprise, base, head }: PlaceAsk): RemotePlace | null {
  const found = urls.flatMap((url) => {
    const address = parseAddress(url)
    return address ? [{ address, service: serviceOf(address.host, enterprise) }] : []
  })
  const best = found.find(({ service }) => service !== 'other') ?? found[0]
  if (!best) return null
  const { address, service } = best
  const page = pageOf(address, service)
  const comparePage = head === null ? null : comparePageOf(service, page, base, head)
  const repository = service === 'azure' ? page.path : address.path
  return { name, host: address.host, service, repository, page: page.url, comparePage }
}

interface Page {
  url: string
  path: string
}

function pageOf({ host, origin, path }: Address, service: HostService): Page {
  if (service === 'azure') return azurePage(host, path)
  // Bitbucket Data Center: `scm/PROJECT/repository` is `projects/PROJECT/repos/repository` in the browser.
  const [, project, repository] = /^scm\/([^/]+)\/([^/]+)$/.exec(path) ?? []
  const shown =
    service === 'bitbucket' && project !== undefined
      ? `projects/${project}/repos/${repository}`
      : path
  return { url: `${origin}/${encoded(shown)}`, path: shown }
}

/** `organization/project/_git/repository`; over ssh `v3/organization/project/repository`. */
function azurePage(host: string, path: string): Page {
  const parts = path
    .replace(/^v3\//, '')
    .split('/')
    .filter((part) => part !== '_git')
  const named = /^(?!vs-ssh\.)([^.]+)\.visualstudio\.com$/.exec(host)?.[1]
  const [organization = '', project = '', repository = project] =
    named === undefined ? parts : [named, ...parts]
  const shown = `${organization}/${project}/_git/${repository}`
  return { url: `https://dev.azure.com/${encoded(shown)}`, path: shown }
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function query(values: Record<string, string | null>): string {
  const given = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== null)
  return new URLSearchParams(given).toString()
}

function comparePageOf(
  service: HostService,
  { url }: Page,
  base: string | null,
  head: string,
): string | null {
  const range = `${base === null ? '' : `${encoded(base)}...`}${encoded(head)}`
  switch (service) {
    case 'github':
      return `${url}/compare/${range}?expand=1`
    case 'gitea':
      return base === null ? null : `${url}/compare/${range}`
    case 'gitlab':
      return `${url}/-/merge_requests/new?${query({ 'merge_request[source_branch]': head, 'merge_request[target_branch]': base })}`
    case 'bitbucket':
      return url.includes('/projects/')
        ? `${url}/pull-requests?create&${query({ sourceBranch: `refs/heads/${head}` })}`
        : `${url}/pull-requests/new?${query({ source: head, dest: base })}`
    case 'azure':
      return `${url}/pullrequestcreate?${query({ sourceRef: head, targetRef: base })}`
    case 'other':
      return null
  }
}
