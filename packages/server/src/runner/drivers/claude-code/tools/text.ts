// Bounds on text that goes into the log: whatever an agent's tool gives back, an item stays small.
import type { ToolOutput } from '@a-parallel/shared'
import type { z } from 'zod'

const headBytes = 48 * 1024
const tailBytes = 16 * 1024

/** The text, cut at `max` UTF-16 units and marked where it was. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${wholeHead(text, max - 1)}…`
}

/** One line for a row: the first that is not blank, at most 200 units. */
export function oneLine(text: string): string {
  return cut(
    text
      .split('\n', 50)
      .find((line) => line.trim() !== '')
      ?.trim() ?? '',
    200,
  )
}

/** At most 64 KiB of UTF-8: the first 48 and the last 16, between them a blank line; the rest is counted. */
export function output(text: string): z.infer<typeof ToolOutput> {
  if (text.length * 3 <= headBytes + tailBytes) return { text, omittedBytes: 0 }
  const bytes = Buffer.from(text)
  if (bytes.length <= headBytes + tailBytes) return { text, omittedBytes: 0 }
  const head = bytes.subarray(0, characterStart(bytes, headBytes))
  const tail = bytes.subarray(characterStart(bytes, bytes.length - tailBytes))
  return {
    text: `${head.toString()}\n\n${tail.toString()}`,
    omittedBytes: bytes.length - head.length - tail.length,
  }
}

/** The last place at or before `at` where a character begins. */
function characterStart(bytes: Buffer, at: number): number {
  let start = at
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  return start
}

/** Never ends in half a surrogate pair. */
function wholeHead(text: string, units: number): string {
  const last = text.charCodeAt(units - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? units - 1 : units)
}
