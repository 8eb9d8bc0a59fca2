// Turns the blocks of a step into what is streamed: pieces of text with their pace.
// Pieces are made one by one, so a huge block costs no memory before it is sent.
import { randomUUID } from 'node:crypto'
import type { Block, Scenario } from '../script/script.ts'
import { fillText, fillValue, type Values } from '../script/placeholders.ts'

export type ContentPart = {
  readonly kind: 'text' | 'thinking' | 'tool'
  readonly pieces: Iterable<string>
  /** Milliseconds before each piece, before the server's speed; 0 for none. */
  readonly delayMs: number
  /** Each piece begins with the time at which it is sent. */
  readonly stamped: boolean
  /** Goes on with the block before the pause it follows. */
  readonly continues: boolean
  /** Its block goes on after a pause. */
  readonly staysOpen: boolean
  /** Only for tools. */
  readonly tool?: { readonly id: string; readonly name: string }
}

export type Part =
  | ContentPart
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'hold'; readonly name: string }

type Pace = Scenario['pace']
type Huge = Extract<Block, { huge: unknown }>['huge']

const defaultChunk = 24
const filler = 'the agent reads, weighs, writes and checks its work again; '

/** Cuts a text in chunks of about `size` characters; never between the halves of one character. */
export function* chunksOf(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at + size - 1)
    const end = at + size + (code >= 0xd800 && code < 0xdc00 ? 1 : 0)
    yield text.slice(at, end)
    at = end
  }
}

/** The deltas of a huge block: numbered, ASCII, all the same every time, a new line now and then. */
export function* hugePieces(huge: Omit<Huge, 'stamped'>): Generator<string> {
  const total = huge.bytes ?? Number.POSITIVE_INFINITY
  const deltas = huge.deltas ?? Math.ceil(total / huge.chars)
  const body = filler.repeat(Math.ceil(huge.chars / filler.length) + 1)
  for (let index = 0, sent = 0; index < deltas && sent < total; index++) {
    const size = Math.min(huge.chars, total - sent)
    const start = `${index} `.slice(0, size)
    const end = size > start.length ? (index % 12 === 11 ? '\n' : ' ') : ''
    sent += size
    yield start + body.slice(0, size - start.length - end.length) + end
  }
}

const apart = { continues: false, staysOpen: false, stamped: false }

function partOf(block: Block, pace: Pace, values: Values): Part {
  if ('wait' in block) return { kind: 'wait', ms: block.wait }
  if ('hold' in block) return { kind: 'hold', name: fillText(block.hold, values) }
  if ('huge' in block) {
    const { perSecond, as, stamped } = block.huge
    const delayMs = perSecond > 0 ? 1000 / perSecond : 0
    return { kind: as, pieces: hugePieces(block.huge), delayMs, ...apart, stamped }
  }
  if ('tool' in block) {
    const chunk = block.chunk ?? Math.max(pace?.chunk ?? 0, 64)
    const json = JSON.stringify(fillValue(block.input, values))
    return {
      kind: 'tool',
      pieces: chunksOf(json, chunk),
      delayMs: block.delayMs ?? 0,
      ...apart,
      tool: { id: block.id ?? `toolu_${randomUUID().replaceAll('-', '')}`, name: block.tool },
    }
  }
  const chunk = ('chunk' in block ? block.chunk : undefined) ?? pace?.chunk ?? defaultChunk
  const delayMs = ('delayMs' in block ? block.delayMs : undefined) ?? pace?.delayMs ?? 0
  const kind = 'thinking' in block ? 'thinking' : 'text'
  const text = 'thinking' in block ? block.thinking : block.text
  return { kind, pieces: chunksOf(fillText(text, values), chunk), delayMs, ...apart }
}

function isPause(part: Part | undefined): boolean {
  return part?.kind === 'wait' || part?.kind === 'hold'
}

/** Text (or thinking) before and after a pause is one block, as a model's would be. */
function joinAcrossPauses(parts: readonly Part[]): Part[] {
  const neighbour = (from: number, by: 1 | -1): Part | undefined => {
    let at = from + by
    while (isPause(parts[at])) at += by
    return at === from + by ? undefined : parts[at]
  }
  return parts.map((part, index) => {
    if (part.kind !== 'text' && part.kind !== 'thinking') return part
    const continues = neighbour(index, -1)?.kind === part.kind
    return { ...part, continues, staysOpen: neighbour(index, 1)?.kind === part.kind }
  })
}

/** The parts of a step, with placeholders filled and tool ids given. */
export function partsOf(blocks: readonly Block[], pace: Pace, values: Values): Part[] {
  return joinAcrossPauses(blocks.map((block) => partOf(block, pace, values)))
}
