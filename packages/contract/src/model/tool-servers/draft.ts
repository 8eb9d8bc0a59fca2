// What was read of pasted JSON: tool servers as they could be added, or what is wrong with it.
import type { GivenTransport } from '../../nouns/agent/tool-server.ts'

export interface ToolServerDraft {
  /** Empty where the text names none, or none that can be kept. */
  name: string
  transport: GivenTransport
  timeoutMs: number | null
  /** Names of variables or headers whose values have to be entered. */
  missing: string[]
  /** What stands in braces and has to be written in their place, such as `{tenant}`; braces included. */
  places: string[]
}

export type DraftFaultCode =
  | 'syntax'
  | 'twice'
  | 'type'
  | 'missing'
  | 'name'
  | 'transport'
  | 'value'
  | 'nothing'
  | 'package'

/** Lines and columns count from 1. */
export interface DraftFault {
  line: number
  column: number
  /** Such as `mcpServers.github.args[0]`; empty for the whole. */
  path: string
  code: DraftFaultCode
  /** What was found, or would be right, in the words of the file. */
  said: string
}

/** A fault before it is placed: by the path of the value, or of a key. */
export interface Misread {
  path: readonly PropertyKey[]
  atKey?: boolean
  code: DraftFaultCode
  said: string
}

export type Reading = { drafts: ToolServerDraft[]; faults: Misread[] }
