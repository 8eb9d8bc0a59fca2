// Bounds on text that goes into the log: whatever an agent's tool gives back, an item stays small.
import type { ToolOutput } from '@a-parallel/shared'
import type { z } from 'zod'
import { wordsBeyond } from './words-beyond.ts'

const headBytes = 48 * 1024
const tailBytes = 16 * 1024
/** So much of what is left out is looked through for words. */
const mostLookedThrough = 1024 * 1024
/** And so much beside it: a word may stand on the border. */
const around = 512

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

/** At most 64 KiB of UTF-8: the first 48 and the last 16, between them a blank line; the rest is counted, its words kept. */
export function output(text: string): z.infer<typeof ToolOutput> {
  if (text.length * 3 <= headBytes + tailBytes) return { text, omittedBytes: 0 }
  const bytes = Buffer.from(text)
  if (bytes.length <= headBytes + tailBytes) return { text, omittedBytes: 0 }
  const from = characterStart(bytes, headBytes)
  const to = characterStart(bytes, bytes.length - tailBytes)
  const kept = `${bytes.subarray(0, from).toString()}\n\n${bytes.subarray(to).toString()}`
  const until = Math.min(to + around, from + mostLookedThrough)
  const left = bytes.subarray(characterStart(bytes, from - around), characterStart(bytes, until))
  return { text: kept, omittedBytes: to - from, ...wordsOf(left.toString(), kept) }
}

function wordsOf(left: string, kept: string): Pick<z.infer<typeof ToolOutput>, 'omittedWords'> {
  // What it begins and ends with may be a part of a word.
  const first = left.search(/[^\p{L}\p{N}\p{M}]/u)
  const last = left.search(/[^\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}]*$/u)
  const omittedWords = first === -1 ? '' : wordsBeyond(left.slice(first, last), kept)
  return omittedWords === '' ? {} : { omittedWords }
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
