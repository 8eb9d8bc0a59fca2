// A short look at a session's file: its beginning and its end, whatever its size. What was seen is remembered until the file
// changes.
import type { SessionFault } from '@a-parallel/shared'
import type { SessionCodec, SessionFacts } from '../drivers/sessions-port.ts'
import { openFile, readAt } from './file.ts'
import type { SessionFile } from './places.ts'

export interface Glance {
  facts: SessionFacts
  bytes: number
  changedAt: number
  /** All of it was read. */
  isWhole: boolean
  /** Of the bytes of the file, those that were read. */
  share: number
}

export type Glanced = { kind: 'seen'; glance: Glance } | { kind: 'skipped'; why: SessionFault }

/** So much is read from either end; a file that is not much longer is read whole. */
const endBytes = 64 * 1024
/** A first message may carry whole files: so much is read before it is given up. */
const furtherBytes = 1024 * 1024
const mostRemembered = 5_000

export type Glances = (file: SessionFile) => Promise<Glanced | null>

export function openGlances(codec: SessionCodec): Glances {
  const known = new Map<string, { key: string; seen: Glanced }>()
  return async (file) => {
    const key = `${file.bytes} ${file.changedAt}`
    const before = known.get(file.path)
    if (before?.key === key) return before.seen
    const seen = await glance(codec, file.path)
    if (!seen) return null
    known.delete(file.path)
    known.set(file.path, { key, seen })
    if (known.size > mostRemembered) {
      const [oldest] = known.keys()
      if (oldest !== undefined) known.delete(oldest)
    }
    return seen
  }
}

/** Null: it is gone. */
async function glance(codec: SessionCodec, path: string): Promise<Glanced | null> {
  const opened = await openFile(path)
  if (opened.kind === 'gone') return null
  if (opened.kind === 'refused') return { kind: 'skipped', why: opened.why }
  const { file, stats } = opened
  try {
    const { size, mtimeMs } = stats
    const whole = size <= 3 * endBytes
    const ends = async (bytes: number) => {
      const head = linesOf(await readAt(file, 0, whole ? size : bytes), { from: true, to: whole })
      if (whole) return { head, tail: [] }
      const tail = linesOf(await readAt(file, size - endBytes, endBytes), { from: false, to: true })
      return { head, tail }
    }
    let read = await ends(endBytes)
    let headBytes = endBytes
    // Its first line has not ended yet, or nothing was said so far.
    if (!whole && codec.facts(read.head).opening === '') {
      headBytes = Math.min(furtherBytes, size - endBytes)
      read = await ends(headBytes)
    }
    const facts = codec.facts([...read.head, ...read.tail])
    if (facts.folder === null) return { kind: 'skipped', why: 'no-session' }
    const share = whole ? 1 : (headBytes + endBytes) / size
    const seen = { facts, bytes: size, changedAt: mtimeMs, isWhole: whole, share }
    return { kind: 'seen', glance: seen }
  } finally {
    await file.close()
  }
}

/** Whole lines alone: the piece was cut out of a file, unless it reaches to its beginning or end. */
function linesOf(bytes: Buffer, reaches: { from: boolean; to: boolean }): string[] {
  const lines = bytes.toString('utf8').split('\n')
  if (!reaches.from) lines.shift()
  if (!reaches.to) lines.pop()
  return lines.filter((line) => line !== '')
}
