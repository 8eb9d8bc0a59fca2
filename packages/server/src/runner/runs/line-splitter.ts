// Bytes in, whole lines out, each with its place in the file. Never quadratic: a line's bytes are joined once, when it
// ends. A line beyond the limit is not kept: its size and beginning are reported.

export type JournalLine =
  | { kind: 'line'; text: string; at: number; next: number }
  | { kind: 'oversized'; bytes: number; head: string; at: number; next: number }

export interface LineSplitter {
  /** Whole lines of this chunk and of what was left over before it. The chunk may be reused afterwards. */
  push(chunk: Buffer): JournalLine[]
  /** What stands behind the last newline, as a line of its own; null when there is nothing. */
  rest(): JournalLine | null
}

const newline = 0x0a
const headBytes = 400

/** @param from offset in the file of the first byte that will be pushed. */
export function openLineSplitter(from: number, maxLineBytes: number): LineSplitter {
  let lineAt = from
  let parts: Buffer[] = []
  let size = 0
  const keep = (bytes: Buffer) => {
    if (size <= maxLineBytes) parts.push(Buffer.from(bytes))
    size += bytes.length
  }
  const end = (last: Buffer, newlines: number): JournalLine => {
    const bytes = size + last.length
    const at = lineAt
    const next = at + bytes + newlines
    const line: JournalLine =
      bytes > maxLineBytes
        ? { kind: 'oversized', bytes, head: head(parts, last), at, next }
        : { kind: 'line', text: textOf(parts, last), at, next }
    lineAt = next
    parts = []
    size = 0
    return line
  }
  return {
    push(chunk) {
      const lines: JournalLine[] = []
      let start = 0
      for (let stop = chunk.indexOf(newline); stop !== -1; stop = chunk.indexOf(newline, start)) {
        lines.push(end(chunk.subarray(start, stop), 1))
        start = stop + 1
      }
      if (start < chunk.length) keep(chunk.subarray(start))
      return lines
    },
    rest: () => (size === 0 ? null : end(Buffer.alloc(0), 0)),
  }
}

/** Invalid UTF-8 becomes U+FFFD; nothing throws. */
function textOf(parts: Buffer[], last: Buffer): string {
  return parts.length === 0
    ? last.toString('utf8')
    : Buffer.concat([...parts, last]).toString('utf8')
}

function head(parts: Buffer[], last: Buffer): string {
  const first = parts[0] ?? last
  return first.subarray(0, headBytes).toString('utf8')
}
