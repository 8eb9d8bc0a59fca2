// Checksums of rows. SQLite notices a broken page, but not a letter that changed in a text; these do.
import { crc32 } from 'node:zlib'

/** A row of `events` as it is stored. `sum` is null in rows of an earlier version. */
export interface EventRow {
  threadId: string
  seq: number
  at: string
  actor: string
  type: string
  data: string
  writtenTo: number | null
}

/** The same sum is made in `beside.ts`, in a process of its own. */
export function eventSum(row: EventRow): number {
  const { threadId, seq, at, actor, type, data, writtenTo } = row
  const end = writtenTo === null ? '' : `\n${writtenTo}`
  return crc32(`${threadId}\n${seq}\n${at}\n${actor}\n${type}\n${data}${end}`)
}

export function cursorSum(runId: string, offset: number, state: string, seq: number): number {
  return crc32(`${runId}\n${offset}\n${seq}\n${state}`)
}

export function textSum(text: string): number {
  return crc32(text)
}
