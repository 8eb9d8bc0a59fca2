// One server as configurations of MCP clients write it: `{"command": …}` or `{"url": …}`.
import { z } from 'zod'
import { GivenTransport, ToolServerName } from '../../nouns/agent/tool-server.ts'
import type { Misread, Reading } from './draft.ts'

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const Entry = z.object({
  type: z.string().optional(),
  command: z.string().optional(),
  args: z.array(Scalar).optional(),
  env: z.record(z.string(), Scalar).optional(),
  url: z.string().optional(),
  headers: z.record(z.string(), Scalar).optional(),
  timeout: z.number().int().min(1000).max(3_600_000).optional(),
})
type Entry = z.infer<typeof Entry>

/** What each client calls the way in which a server is reached. */
const types: Record<string, 'stdio' | 'http' | 'sse'> = {
  stdio: 'stdio',
  http: 'http',
  'streamable-http': 'http',
  streamableHttp: 'http',
  sse: 'sse',
}

/**
 * @param name the key that it stands under; null where it stands alone.
 * @param path where it stands.
 */
export function readEntry(name: string | null, value: unknown, path: PropertyKey[]): Reading {
  const faults: Misread[] = []
  if (name !== null && !ToolServerName.safeParse(name).success)
    faults.push({ path, atKey: true, code: 'name', said: name })
  const entry = Entry.safeParse(value)
  if (!entry.success)
    return { drafts: [], faults: [...faults, ...misread(entry.error.issues, value, path)] }
  const { timeout } = entry.data
  const told = transportOf(entry.data)
  if (told === null) {
    const said = entry.data.type ?? ''
    const at = entry.data.type === undefined ? path : [...path, 'type']
    return { drafts: [], faults: [...faults, { path: at, code: 'transport', said }] }
  }
  const transport = GivenTransport.safeParse(told)
  if (!transport.success) {
    const own = told.type === 'stdio' ? 'env' : 'headers'
    const issues = transport.error.issues.map((issue) => ({
      ...issue,
      path: issue.path.map((part, at) => (at === 0 && part === 'values' ? own : part)),
    }))
    return { drafts: [], faults: [...faults, ...misread(issues, value, path)] }
  }
  if (faults.length > 0) return { drafts: [], faults }
  const missing = Object.keys(told.values).filter((key) => told.values[key] === '')
  const draft = { transport: transport.data, timeoutMs: timeout ?? null, missing, places: [] }
  return { drafts: [{ name: name ?? '', ...draft }], faults: [] }
}

function transportOf({ type, command, args = [], env = {}, url, headers = {} }: Entry) {
  const meant = type === undefined ? (command === undefined ? 'http' : 'stdio') : types[type]
  if (meant === 'stdio' && command !== undefined)
    return { type: meant, command, args, values: env } as const
  if (meant !== undefined && meant !== 'stdio' && url !== undefined)
    return { type: meant, url, values: headers } as const
  return null
}

function misread(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  path: readonly PropertyKey[],
): Misread[] {
  return issues.map((issue) => {
    const at = [...path, ...issue.path]
    if (issue.code === 'invalid_type') {
      const isMissing = valueAt(value, issue.path) === undefined
      return { path: at, code: isMissing ? 'missing' : 'type', said: issue.expected }
    }
    if (issue.code === 'invalid_key')
      return { path: at, atKey: true, code: 'value', said: String(at.at(-1)) }
    return { path: at, code: 'value', said: shown(valueAt(value, issue.path)) }
  })
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value
  for (const key of path)
    found = typeof found === 'object' && found ? Reflect.get(found, key) : undefined
  return found
}

/** A fault tells where it is; a value that may be secret is not said again. */
function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : ''
}
