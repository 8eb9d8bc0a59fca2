// A file of which only some changed lines are taken. Pure, and exact to the byte: lines are taken from the two files as
// they are, and the diff only says which.
import type { DiffHunk } from '@a-parallel/shared'

/** Lines that are meant, by the hunks of a diff; without `lines`: all of the hunk. */
export interface Pick {
  hunk: number
  lines?: readonly number[] | undefined
}

export interface Selected {
  bytes: Buffer
  /** Every change was taken, or none. */
  all: boolean
  none: boolean
}

const newline = Buffer.from('\n')

/**
 * `before` with the changes that `takes` says.
 * @returns null where the hunks are no diff of these two: somebody wrote in between.
 */
export function selected(
  before: Uint8Array,
  after: Uint8Array,
  hunks: readonly DiffHunk[],
  takes: (hunk: number, line: number) => boolean,
): Selected | null {
  const [old, fresh] = [linesOf(before), linesOf(after)]
  const out: Buffer[] = []
  const counts = { taken: 0, left: 0 }
  let [at, to] = [0, 0]
  /** What both have in front of a hunk, or behind the last one. */
  const same = (until: number) => {
    for (; at < until; at += 1, to += 1) {
      const line = old[at]
      if (!line?.equals(fresh[to] ?? newline.subarray(1))) return false
      out.push(line)
    }
    return true
  }
  for (const [index, hunk] of hunks.entries()) {
    // A hunk that takes no line of a side names the one before it.
    if (!same(hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1)) return null
    for (const [place, line] of hunk.lines.entries()) {
      const mark = line[0]
      if (mark === '\\') continue
      const [gone, came] = [old[at], fresh[to]]
      if (mark !== '+' && !says(line, gone)) return null
      if (mark !== '-' && !says(line, came)) return null
      const taken = mark !== ' ' && takes(index, place)
      if (mark !== ' ') counts[taken ? 'taken' : 'left'] += 1
      if (gone && (mark === ' ' || (mark === '-' && !taken))) out.push(gone)
      if (came && mark === '+' && taken) out.push(came)
      if (mark !== '+') at += 1
      if (mark !== '-') to += 1
    }
  }
  if (!same(old.length) || to !== fresh.length) return null
  return { bytes: joined(out), all: counts.left === 0, none: counts.taken === 0 }
}

/** Whether a file's line is the one that a diff shows. */
function says(shown: string, line: Buffer | undefined): boolean {
  if (line === undefined) return false
  const text = line.toString('utf8')
  return shown.slice(1) === (text.endsWith('\n') ? text.slice(0, -1) : text)
}

/** With their newlines; the last one may have none. */
function linesOf(bytes: Uint8Array): Buffer[] {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const lines: Buffer[] = []
  for (let at = 0; at < whole.length;) {
    const end = whole.indexOf(10, at)
    const next = end === -1 ? whole.length : end + 1
    lines.push(whole.subarray(at, next))
    at = next
  }
  return lines
}

/** A line that ended its file without a newline gets one when others follow it. */
function joined(lines: readonly Buffer[]): Buffer {
  const parts = lines.flatMap((line, index) =>
    index < lines.length - 1 && line.at(-1) !== 10 ? [line, newline] : [line],
  )
  return Buffer.concat(parts)
}

/** Which lines these picks mean. */
export function takesOf(picks: readonly Pick[]): (hunk: number, line: number) => boolean {
  const whole = new Set<number>()
  const single = new Set<string>()
  for (const { hunk, lines } of picks) {
    if (lines === undefined) whole.add(hunk)
    else for (const line of lines) single.add(`${hunk}:${line}`)
  }
  return (hunk, line) => whole.has(hunk) || single.has(`${hunk}:${line}`)
}

/** Whether every pick names a line that changed. */
export function fits(picks: readonly Pick[], hunks: readonly DiffHunk[]): boolean {
  return picks.every(({ hunk, lines }) => {
    const found = hunks[hunk]
    return (
      found !== undefined && (lines ?? []).every((line) => /^[-+]/.test(found.lines[line] ?? ''))
    )
  })
}
