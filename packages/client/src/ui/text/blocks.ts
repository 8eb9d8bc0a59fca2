// Splits markdown into its top-level blocks, so that while text streams in only the last ones are drawn again.
import { marked, type Token } from 'marked'

export type Blocks = {
  /** The text they were cut from. */
  text: string
  /** Raw blocks; joined they give the text back, but for white space. */
  raw: readonly string[]
  /** For each block, the depth of the heading that it is; 0 for any other. */
  depths: readonly number[]
  /** Link definitions, which any block may refer to. */
  definitions: string
}

export const noBlocks: Blocks = { text: '', raw: [], depths: [], definitions: '' }

// A list or a quote may still swallow what follows it, so the tail that is cut again holds this many blocks.
const unsettled = 3

/** Cuts `text`. With the blocks of a text that it starts with, cuts only the tail again. */
export function splitBlocks(text: string, before: Blocks = noBlocks): Blocks {
  if (text === before.text) return before
  // The lexer tidies some blocks (a lone "1." gains a line end), and then their text cannot be counted on.
  const candidate = before.raw.slice(0, settledCount(before.raw))
  const head = candidate.join('')
  const settled = text.startsWith(head) && text.startsWith(before.text) ? candidate : []
  const tail = settled.length > 0 ? text.slice(head.length) : text
  const tokens = marked.lexer(tail)
  const found = tokens.filter((token) => token.type === 'def').map((token) => token.raw.trim())
  const kept = settled.length > 0 ? before.definitions : ''
  const definitions = [...new Set([...kept.split('\n'), ...found])].filter(Boolean).join('\n')
  return {
    text,
    raw: [...settled, ...tokens.map((token) => token.raw)],
    depths: [...before.depths.slice(0, settled.length), ...tokens.map(depthOf)],
    definitions,
  }
}

const depthOf = (token: Token): number =>
  token.type === 'heading' && 'depth' in token ? token.depth : 0

function settledCount(raw: readonly string[]): number {
  let blocks = 0
  for (let index = raw.length - 1; index >= 0; index -= 1) {
    if (raw[index]?.trim()) blocks += 1
    if (blocks === unsettled) return index
  }
  return 0
}
