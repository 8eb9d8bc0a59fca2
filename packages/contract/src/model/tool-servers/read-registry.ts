// The official registry's `server.json`: packages that are run, and remotes that are reached. Each becomes a draft, with
// whatever has to be entered left open. Schema of 2025-12-11 (static.modelcontextprotocol.io/schemas).
import { z } from 'zod'
import { GivenTransport, ToolServerName } from '../../nouns/agent/tool-server.ts'
import type { Misread, Reading, ToolServerDraft } from './draft.ts'
import { Argument, filled, Named, placesIn, valuesOf, Variables, words } from './registry-input.ts'

const Package = z.object({
  registryType: z.string(),
  identifier: z.string(),
  version: z.string().optional(),
  runtimeHint: z.string().optional(),
  transport: z.object({ type: z.string() }).optional(),
  runtimeArguments: z.array(Argument).default([]),
  packageArguments: z.array(Argument).default([]),
  environmentVariables: z.array(Named).default([]),
})
type Package = z.infer<typeof Package>
const Remote = z.object({
  type: z.enum(['streamable-http', 'sse']),
  url: z.string(),
  variables: Variables,
  headers: z.array(Named).default([]),
})
const Listed = z.object({
  name: z.string(),
  packages: z.array(z.unknown()).default([]),
  remotes: z.array(z.unknown()).default([]),
})

/** @param path where it stands. */
export function readRegistry(value: unknown, path: PropertyKey[]): Reading {
  const listed = Listed.safeParse(value)
  if (!listed.success)
    return { drafts: [], faults: [{ path: [...path, 'name'], code: 'missing', said: 'name' }] }
  const name = shortName(listed.data.name)
  const drafts: ToolServerDraft[] = []
  const faults: Misread[] = []
  const take = (at: PropertyKey[], draft: ToolServerDraft | null, said: string) => {
    if (draft) drafts.push(draft)
    else faults.push({ path: [...path, ...at], code: 'package', said })
  }
  for (const [index, one] of listed.data.remotes.entries()) {
    const remote = Remote.safeParse(one)
    const draft = remote.success ? ofRemote(name, remote.data) : null
    take(['remotes', index], draft, calledBy(one, ['type', 'url']))
  }
  for (const [index, one] of listed.data.packages.entries()) {
    const found = Package.safeParse(one)
    const draft = found.success ? ofPackage(name, found.data) : null
    take(['packages', index], draft, calledBy(one, ['registryType', 'identifier']))
  }
  if (drafts.length + faults.length > 0) return { drafts, faults }
  return { drafts, faults: [{ path, code: 'nothing', said: '' }] }
}

/** By what a person knows one that cannot be taken. */
function calledBy(one: unknown, keys: readonly string[]): string {
  const fields = new Map(Object.entries(typeof one === 'object' && one ? one : {}))
  return keys
    .map((key) => fields.get(key))
    .filter((said) => typeof said === 'string')
    .join(' ')
}

/** `io.github.user/weather` is called `weather` here. */
function shortName(name: string): string {
  const last = (name.split('/').at(-1) ?? '')
    .replace(/[^\w-]+/g, '-')
    .replace(/_{2,}/g, '_')
    .replace(/^-+/, '')
    .slice(0, 64)
  return ToolServerName.safeParse(last).success ? last : ''
}

function ofRemote(name: string, remote: z.infer<typeof Remote>): ToolServerDraft | null {
  const url = filled(remote.url, remote.variables)
  const type = remote.type === 'sse' ? 'sse' : 'http'
  const values = valuesOf(remote.headers)
  const read = GivenTransport.safeParse({ type, url: withStandIns(url), values })
  return read.success ? draftOf(name, { type, url, values }, [url]) : null
}

/** An address as it may become: with its braces it is none yet. */
function withStandIns(url: string): string {
  return placesIn([url]).reduce(
    (left, one) => left.replace(one, left.startsWith(one) ? 'https://1' : '1').replaceAll(one, '1'),
    url,
  )
}

function ofPackage(name: string, found: Package): ToolServerDraft | null {
  if (found.transport && found.transport.type !== 'stdio') return null
  const run = commandOf(found)
  if (run === null) return null
  const values = valuesOf(found.environmentVariables)
  const read = GivenTransport.safeParse({ type: 'stdio', ...run, values })
  return read.success ? draftOf(name, read.data, [run.command, ...run.args]) : null
}

/** @param texts what its transport holds besides values. */
function draftOf(
  name: string,
  transport: GivenTransport,
  texts: readonly string[],
): ToolServerDraft {
  const values = Object.entries(transport.values)
  const missing = values.flatMap(([key, value]) => (value === '' ? [key] : []))
  const places = placesIn([...texts, ...values.map(([, value]) => value ?? '')])
  return { name, transport, timeoutMs: null, missing, places }
}

/** How each kind of package is run by its own tool. */
function commandOf(found: Package): { command: string; args: string[] } | null {
  const { registryType, identifier, version, runtimeHint, environmentVariables } = found
  const runtime = found.runtimeArguments.flatMap(words)
  const own = found.packageArguments.flatMap(words)
  const at = (mark: string) => (version ? `${identifier}${mark}${version}` : identifier)
  switch (registryType) {
    case 'npm': {
      const yes = runtime.includes('-y') || runtime.includes('--yes') ? [] : ['-y']
      return { command: runtimeHint ?? 'npx', args: [...yes, ...runtime, at('@'), ...own] }
    }
    case 'pypi':
      return { command: runtimeHint ?? 'uvx', args: [...runtime, at('=='), ...own] }
    case 'nuget': {
      const rest = own.length > 0 ? ['--', ...own] : []
      return { command: runtimeHint ?? 'dnx', args: [...runtime, at('@'), '--yes', ...rest] }
    }
    case 'oci': {
      // A container sees the variables that are named to it.
      const variables = environmentVariables.flatMap((one) => ['-e', one.name])
      const image = /:[^/]+$|@/.test(identifier) ? identifier : at(':')
      const args = ['run', '-i', '--rm', ...variables, ...runtime, image, ...own]
      return { command: runtimeHint ?? 'docker', args }
    }
    default:
      return null
  }
}
