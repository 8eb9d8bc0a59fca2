// One reading of a journal: what every kind of line gets to work on. Handlers replace `state`, push `signals`
// and change nothing else.
import type { DraftNotice, ItemId, Signal } from '@a-parallel/shared'
import { itemId } from '../names.ts'
import { standingAfter, type ToldServers } from '../tool-servers.ts'
import type { OpenMessages } from './open-messages.ts'
import type { Call, State } from './state.ts'

export interface Reading {
  readonly cwd: string
  state: State
  readonly open: OpenMessages
  signals: Signal[]
  /** Lines to be written to the agent. */
  replies: string[]
  /** Byte offset of the line being read. */
  at: number
}

type NoticeParts = Pick<DraftNotice, 'level' | 'code' | 'detail'> &
  Partial<Pick<DraftNotice, 'values' | 'parentId'>>

const longestDetail = 4000

/** Tells of something that is neither words nor a tool call. The same id again replaces the notice. */
export function notice(reading: Reading, id: string, parts: NoticeParts): void {
  reading.signals.push({
    type: 'item-completed',
    item: {
      kind: 'notice',
      id: itemId(id),
      parentId: parts.parentId ?? null,
      level: parts.level,
      code: parts.code,
      detail: parts.detail.slice(0, longestDetail),
      values: parts.values ?? {},
    },
  })
}

/** Tells how tool servers stand, and remembers it. */
export function tellServers(reading: Reading, told: ToldServers): void {
  const toolServers = standingAfter(reading.state.toolServers, told)
  reading.state = { ...reading.state, toolServers }
  reading.signals.push(told)
}

export function setCall(reading: Reading, id: string, call: Call): void {
  reading.state = { ...reading.state, calls: { ...reading.state.calls, [id]: call } }
}

export function parentOf(id: string | null | undefined): ItemId | null {
  return id ? itemId(id) : null
}
