// The messages that are being streamed now: their blocks, how much of each was told, and where the journal has
// to be read from to get all of it again. Not part of the state: a checkpoint lies before every open message.
import type { ItemId, Signal } from '@a-parallel/shared'
import { blockId, itemId } from '../names.ts'
import type { State } from './state.ts'

export type BlockKind = 'agent-message' | 'reasoning' | 'other'

interface Block {
  kind: BlockKind
  itemId: ItemId
  /** UTF-16 units told so far. */
  told: number
  /** Its whole line came. */
  whole: boolean
}

interface OpenMessage {
  id: string
  at: number
  before: State
  blocks: Block[]
}

export class OpenMessages {
  /** By the subagent's tool call; '' is the main agent. */
  readonly #messages = new Map<string, OpenMessage>()

  begin(parent: string, id: string, at: number, before: State): Signal[] {
    const signals = this.end(parent)
    this.#messages.set(parent, { id, at, before, blocks: [] })
    return signals
  }

  beginBlock(parent: string, index: number, kind: BlockKind): void {
    const message = this.#messages.get(parent)
    if (!message) return
    message.blocks[index] = { kind, itemId: blockId(message.id, index), told: 0, whole: false }
  }

  /** More text of a block. Nothing for a block whose beginning was not seen. */
  delta(parent: string, index: number, text: string): Signal | null {
    const block = this.#messages.get(parent)?.blocks[index]
    if (!block || block.kind === 'other' || text === '') return null
    const offset = block.told
    block.told += text.length
    const parentId = parent === '' ? null : itemId(parent)
    return { type: 'delta', itemId: block.itemId, kind: block.kind, parentId, offset, text }
  }

  /** The index of the block whose whole line has just come: lines come in the order of the blocks. */
  wholeBlock(parent: string, messageId: string, kind: BlockKind): number | null {
    const message = this.#messages.get(parent)
    if (message?.id !== messageId) return null
    const index = message.blocks.findIndex((block) => block && !block.whole && block.kind === kind)
    const block = message.blocks[index]
    if (!block) return null
    block.whole = true
    return index
  }

  /** A message ends, or another takes its place: what was told of blocks that never came whole is void. */
  end(parent: string): Signal[] {
    const message = this.#messages.get(parent)
    if (!message) return []
    this.#messages.delete(parent)
    return message.blocks
      .filter((block) => block && !block.whole && block.told > 0)
      .map((block) => ({ type: 'abandoned', itemId: block.itemId }))
  }

  /** Ends a message unless it is the one named. */
  endOther(parent: string, messageId: string): Signal[] {
    return this.#messages.get(parent)?.id === messageId ? [] : this.end(parent)
  }

  endAll(): Signal[] {
    return [...this.#messages.keys()].flatMap((parent) => this.end(parent))
  }

  /** Where the earliest open message begins, and what was known there. */
  earliest(): { at: number; before: State } | null {
    const [first] = [...this.#messages.values()].toSorted((a, b) => a.at - b.at)
    return first ?? null
  }
}
