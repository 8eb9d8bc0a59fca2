// What a person writes in the form of an MCP server, and what is sent of it. Pure.
import type { ToolServerDraft } from '@a-parallel/contract/model'
import type { GivenToolServer, ProjectId, ToolServer } from '@a-parallel/shared'
import { shellWord } from '../../platform/shell-word.ts'

export interface WrittenValue {
  /** Of this row of the form. */
  id: number
  name: string
  value: string
  /** It has a value that is kept, and stays when none is written. */
  kept: boolean
}

export interface Written {
  name: string
  /** Empty: all projects. */
  projectId: string
  type: 'stdio' | 'http' | 'sse'
  command: string
  /** One a line. */
  args: string
  /** It works in the thread's checkout; of one project's only. */
  inCheckout: boolean
  url: string
  values: WrittenValue[]
  /** Seconds; empty: as the agent does of itself. */
  timeout: string
  privateAddress: boolean
  /** What a file left open, as it stands in the fields: `{tenant}`, braces included. */
  places: readonly string[]
}

export const blank: Written = {
  name: '',
  projectId: '',
  type: 'stdio',
  command: '',
  args: '',
  inCheckout: false,
  url: '',
  values: [],
  timeout: '',
  privateAddress: false,
  places: [],
}

export function writtenOf(server: ToolServer): Written {
  const { name, projectId, transport, timeoutMs, privateAddress } = server
  const values = transport.names.map((one, id) => ({ id, name: one, value: '', kept: true }))
  const rest = { name, projectId: projectId ?? '', values, timeout: seconds(timeoutMs) }
  return { ...blank, ...rest, privateAddress, ...placeOf(transport) }
}

export function writtenOfDraft({ name, transport, timeoutMs, places }: ToolServerDraft): Written {
  const values = Object.entries(transport.values).map(([one, value], id) => ({
    id,
    name: one,
    value: value ?? '',
    kept: false,
  }))
  return { ...blank, name, values, places, timeout: seconds(timeoutMs), ...placeOf(transport) }
}

type Place =
  | { type: 'stdio'; command: string; args: string[]; inCheckout: boolean }
  | { type: 'http' | 'sse'; url: string }

function placeOf(transport: Place): Partial<Written> {
  if (transport.type !== 'stdio') return { type: transport.type, url: transport.url }
  const { type, command, args, inCheckout } = transport
  return { type, command, args: args.join('\n'), inCheckout }
}

function seconds(ms: number | null): string {
  return ms === null ? '' : String(ms / 1000)
}

/** The arguments; lines without anything in them are none. */
export function argumentsOf({ args }: Pick<Written, 'args'>): string[] {
  return args.split('\n').filter((line) => line !== '')
}

/** Why it cannot be sent yet; null: it can. */
export type Lack = 'name' | 'command' | 'relative' | 'place' | 'url' | 'value' | 'timeout'

const goodName = /^(?!-)(?!.*__)[\w-]{1,64}$/

export function lackOf(written: Written): Lack | null {
  const { name, type, command, url, values, timeout } = written
  if (!goodName.test(name)) return 'name'
  if (type === 'stdio' && command.trim() === '') return 'command'
  if (type === 'stdio' && isRelative(command.trim()) && !worksInCheckout(written)) return 'relative'
  if (openPlaces(written).length > 0) return 'place'
  if (type !== 'stdio' && !/^https?:\/\/./.test(url.trim())) return 'url'
  if (values.some((one) => one.name.trim() === '' || (one.value === '' && !one.kept)))
    return 'value'
  const waits = Number(timeout)
  if (timeout !== '' && !(waits >= 1 && waits <= 3600)) return 'timeout'
  return null
}

/** What is still to be written where it stands in braces. */
export function openPlaces(written: Written): string[] {
  const { type, command, args, url, values, places } = written
  const texts = [...(type === 'stdio' ? [command, args] : [url]), ...values.map((one) => one.value)]
  return places.filter((place) => texts.some((text) => text.includes(place)))
}

/** A path that leads elsewhere from each folder; a name is looked for where programs are. */
function isRelative(command: string): boolean {
  return /[\\/]/.test(command) && !/^(\/|\\\\|[a-z]:[\\/])/i.test(command)
}

/** With all projects it would work in checkouts that nobody has thought of. */
export function worksInCheckout({ type, projectId, inCheckout }: Written): boolean {
  return type === 'stdio' && projectId !== '' && inCheckout
}

/** With another address: what a person said that they mean is the host that stood there, and no other. */
export function atAddress(before: Written, url: string): Partial<Written> {
  return hostOf(url) === hostOf(before.url) ? { url } : { url, privateAddress: false }
}

function hostOf(url: string): string {
  return URL.canParse(url.trim()) ? new URL(url.trim()).host : ''
}

export function givenOf(written: Written): GivenToolServer {
  const { name, projectId, type, command, url, timeout, privateAddress } = written
  const values = Object.fromEntries(
    written.values.map((one) => [one.name.trim(), one.value === '' && one.kept ? null : one.value]),
  )
  return {
    name,
    projectId: projectId === '' ? null : (projectId as ProjectId), // One of the list's.
    transport:
      type === 'stdio'
        ? {
            type,
            command: command.trim(),
            args: argumentsOf(written),
            values,
            inCheckout: worksInCheckout(written),
          }
        : { type, url: url.trim(), values },
    timeoutMs: timeout === '' ? null : Math.round(Number(timeout) * 1000),
    privateAddress: type !== 'stdio' && privateAddress,
  }
}

/** A command as one could write it in a shell: what is one argument is seen to be one. */
export function shownCommand(command: string, args: readonly string[]): string {
  return [command, ...args].map(shellWord).join(' ')
}
