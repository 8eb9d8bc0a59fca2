// Reads tool servers from pasted JSON, and tells each fault by its line and column: a client's `{"mcpServers": …}`, one
// server alone, or the official registry's `server.json`. Pure: faults are told while one types.
import { JsonFault, linesOf, placedJson } from '../preparation/json-places.ts'
import type { DraftFault, Misread, Reading, ToolServerDraft } from './draft.ts'
import { readEntry } from './read-entry.ts'
import { readRegistry } from './read-registry.ts'

export type PastedRead =
  /** At least one draft, and what is wrong with the others. */
  | { kind: 'read'; drafts: ToolServerDraft[]; faults: DraftFault[] }
  /** At least one, in the order of the text. */
  | { kind: 'faulty'; faults: DraftFault[] }

const longest = 200_000
const mostFaults = 20

export function readPasted(text: string): PastedRead {
  try {
    if (text.length > longest) throw new JsonFault('syntax', longest, '')
    const { value, places } = placedJson(text)
    const read = readAny(value)
    const faults = placed(text, read.faults, places)
    return read.drafts.length > 0
      ? { kind: 'read', drafts: read.drafts, faults }
      : { kind: 'faulty', faults }
  } catch (cause) {
    if (!(cause instanceof JsonFault)) throw cause
    const { code, offset, message: said } = cause
    return { kind: 'faulty', faults: [{ ...linesOf(text)(offset), path: '', code, said }] }
  }
}

type Fields = Record<string, unknown>

function readAny(value: unknown): Reading {
  if (!isFields(value)) return { drafts: [], faults: [{ path: [], code: 'type', said: 'object' }] }
  for (const key of ['mcpServers', 'servers']) {
    const found = value[key]
    if (isFields(found)) return readAll(found, [key])
  }
  // As the registry's API wraps it.
  const { server } = value
  if (isFields(server) && isListed(server)) return readRegistry(server, ['server'])
  if (isListed(value)) return readRegistry(value, [])
  if ('command' in value || 'url' in value) {
    const { name } = value
    return readEntry(typeof name === 'string' ? name : null, value, [])
  }
  if (Object.values(value).some((one) => isFields(one) && ('command' in one || 'url' in one)))
    return readAll(value, [])
  return { drafts: [], faults: [{ path: [], code: 'nothing', said: '' }] }
}

function readAll(servers: Fields, path: PropertyKey[]): Reading {
  const read = Object.entries(servers).map(([name, one]) => readEntry(name, one, [...path, name]))
  const drafts = read.flatMap((one) => one.drafts)
  const faults = read.flatMap((one) => one.faults)
  if (drafts.length + faults.length > 0) return { drafts, faults }
  return { drafts, faults: [{ path, code: 'nothing', said: '' }] }
}

function isListed(value: Fields): boolean {
  return Array.isArray(value['packages']) || Array.isArray(value['remotes'])
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function placed(
  text: string,
  faults: readonly Misread[],
  places: ReadonlyMap<string, number>,
): DraftFault[] {
  const place = linesOf(text)
  return faults
    .map((fault) => ({ ...fault, offset: offsetOf(fault, places) }))
    .toSorted((one, other) => one.offset - other.offset)
    .slice(0, mostFaults)
    .map(({ path, code, said, offset }) => ({
      ...place(offset),
      path: written(path).slice(0, 300),
      code,
      said: said.slice(0, 300),
    }))
}

/** What is missing has no place: then the nearest value around it. */
function offsetOf({ path, atKey }: Misread, places: ReadonlyMap<string, number>): number {
  const keys = path.map(String)
  const key = `${keys.slice(0, -1).join('.')}#${keys.at(-1) ?? ''}`
  if (atKey && places.has(key)) return places.get(key) ?? 0
  for (let length = keys.length; length > 0; length -= 1) {
    const found = places.get(keys.slice(0, length).join('.'))
    if (found !== undefined) return found
  }
  return places.get('') ?? 0
}

/** Such as `mcpServers.github.args[0]`. */
function written(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('')
}
