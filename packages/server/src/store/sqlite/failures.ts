// What SQLite refuses, in our words: a lock and a full disk are Problems with a next step, damage is told to whoever can
// restore the database. Anything else stays what it was.
import { Problem } from '@a-parallel/contract/model'

/** Result codes, see sqlite.org/rescode.html; the lowest byte is the primary one. */
const busy = new Set([5, 6])
/** FULL; writing, and enlarging the shared memory file, fail so on disks that count otherwise (quotas, tmpfs). */
const full = new Set([13, 778, 4874])
/** CORRUPT, NOTADB; and bytes of the file that the disk cannot give back. */
const damaged = new Set([11, 26, 266, 522, 8458])

/** A row is not what was written, though SQLite can read it. */
export class DamagedRow extends Error {}

export function isDamage(cause: unknown): boolean {
  if (cause instanceof DamagedRow) return true
  const code = codeOf(cause)
  return damaged.has(code) || damaged.has(code & 0xff)
}

/** The Problem that a person is told, or the cause itself. */
export function refusal(cause: unknown): unknown {
  const code = codeOf(cause)
  if (busy.has(code & 0xff)) {
    const detail = 'Another program holds the database. Nothing was changed; try again in a moment.'
    return new Problem('database_busy', detail, {}, { cause })
  }
  if (full.has(code)) {
    const detail = 'The disk is full. Nothing was changed; free some space and try again.'
    return new Problem('disk_full', detail, {}, { cause })
  }
  return cause
}

/** Reading many rows at once, our SQLite says what went wrong in words only. */
const worded = new Map([
  ['database is locked', 5],
  ['database table is locked', 6],
  ['database disk image is malformed', 11],
  ['database or disk is full', 13],
  ['file is not a database', 26],
])

function codeOf(cause: unknown): number {
  if (!(cause instanceof Error)) return 0
  if ('errcode' in cause && typeof cause.errcode === 'number') return cause.errcode
  // Drizzle wraps what a statement threw that it prepared itself.
  return worded.get(cause.message) ?? (cause.cause === undefined ? 0 : codeOf(cause.cause))
}
