// The official registry's `server.json`: packages that are run, and remotes that are reached. Each becomes a draft, with
// whatever has to be entered left open. Schema of 2025-12-11 (static.modelcontextprotocol.io/schemas).
import { z } from 'zod'
import { GivenTransport, ToolServerName } from '../../nouns/agent/tool-server.ts'
import type { Misread, Reading, ToolServerDraft } from './draft.ts'

const Input = z.object({
  value: z.string().optional(),
  default: z.string().optional(),
  isRequired: z.boolean().optional(),
})
const Named = Input.extend({ name: z.string() })
const Argument = Input.extend({
  type: z.enum(['positional', 'named']),
  name: z.string().optional(),
  valueHint: z.string().optional(),
})
type Argument = z.infer<typeof Argument>
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
    take(['remotes', index], remote.success ? ofRemote(name, remote.data) : null, '')
  }
  for (const [index, one] of listed.data.packages.entries()) {
    const found = Package.safeParse(one)
    const said = found.success ? found.data.registryType : ''
    take(['packages', index], found.success ? ofPackage(name, found.data) : null, said)
  }
  if (drafts.length > 0) return { drafts, faults: [] }
  return { drafts, faults: faults.length > 0 ? faults : [{ path, code: 'nothing', said: '' }] }
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

function ofRemote(
  name: string,
  { type, url, headers }: z.infer<typeof Remote>,
): ToolServerDraft | null {
  const transport = GivenTransport.safeParse({
    type: type === 'sse' ? 'sse' : 'http',
    url,
    values: valuesOf(headers),
  })
  if (!transport.success) return null
  return { name, transport: transport.data, timeoutMs: null, missing: missingOf(headers) }
}

function ofPackage(name: string, found: Package): ToolServerDraft | null {
  if (found.transport && found.transport.type !== 'stdio') return null
  const run = commandOf(found)
  if (run === null) return null
  const transport = GivenTransport.safeParse({
    type: 'stdio',
    ...run,
    values: valuesOf(found.environmentVariables),
  })
  if (!transport.success) return null
  const missing = missingOf(found.environmentVariables)
  return { name, transport: transport.data, timeoutMs: null, missing }
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

/** What has to be entered stands in braces. */
function words({ type, name, value, default: usual, valueHint, isRequired }: Argument): string[] {
  const known = value ?? usual
  const hint = `{${valueHint ?? name?.replace(/^-+/, '') ?? 'value'}}`
  if (type === 'positional') return known !== undefined ? [known] : isRequired ? [hint] : []
  if (name === undefined) return []
  if (known !== undefined) return [name, known]
  return isRequired ? [name, hint] : []
}

type Inputs = z.infer<typeof Named>[]

/** Those that need not be there and have no value are left out. */
function valuesOf(inputs: Inputs): Record<string, string> {
  const wanted = inputs.filter(
    (one) => one.isRequired || one.value !== undefined || one.default !== undefined,
  )
  return Object.fromEntries(wanted.map((one) => [one.name, filled(one) ?? '']))
}

function missingOf(inputs: Inputs): string[] {
  return inputs.filter((one) => one.isRequired && filled(one) === undefined).map(({ name }) => name)
}

/** A value with a variable in it is for a person to fill in. */
function filled({ value, default: usual }: z.infer<typeof Input>): string | undefined {
  const known = value ?? usual
  return known !== undefined && /\{\w+\}/.test(known) ? undefined : known
}
