// Feeds recorded or hand-made lines to a decoder, with the offsets that a journal would give them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DraftItem, DraftToolCall, Signal } from '@a-parallel/shared'
import type { Checkpoint } from '../../packages/server/src/runner/drivers/port.ts'
import { claudeCode } from '../../packages/server/src/runner/drivers/claude-code/driver.ts'

const recordings = join(import.meta.dirname, '../transcripts/claude-code-2.1.197')

export const checkout = '/home/dev/repo'

export interface JournalLine {
  text: string
  at: number
  next: number
}

export function recordingNames(): string[] {
  return readdirSync(recordings).map((file) => file.replace(/\.ndjson$/, ''))
}

/** The lines of a recording, without newlines. */
export function recording(name: string): string[] {
  return readFileSync(join(recordings, `${name}.ndjson`), 'utf8')
    .trimEnd()
    .split('\n')
}

/** Lines as they lie in a journal. */
export function journal(texts: readonly string[]): JournalLine[] {
  let at = 0
  return texts.map((text) => {
    const line = { text, at, next: at + Buffer.byteLength(text) + 1 }
    at = line.next
    return line
  })
}

/** Reads lines from a checkpoint on (from the first one where there is none). */
export function replay(lines: readonly JournalLine[], from: Checkpoint | null = null) {
  const decoder = claudeCode.decoder(checkout, from)
  const signals = lines
    .filter(({ at }) => at >= (from?.offset ?? 0))
    .flatMap(({ text, at, next }) => decoder.read(text, at, next))
  return { signals, decoder }
}

export function signalsOf(name: string): Signal[] {
  return replay(journal(recording(name))).signals
}

/** Signals of lines that are written as values. */
export function signalsFor(...values: unknown[]): Signal[] {
  return replay(journal(values.map((value) => JSON.stringify(value)))).signals
}

export function only<T extends Signal['type']>(
  signals: readonly Signal[],
  type: T,
): Extract<Signal, { type: T }>[] {
  return signals.filter((signal): signal is Extract<Signal, { type: T }> => signal.type === type)
}

/** The last word on every item, in the order in which the items first appeared. */
export function lastItems(signals: readonly Signal[]): DraftItem[] {
  const items = new Map<string, DraftItem>()
  for (const signal of signals) {
    if (signal.type === 'item-started' || signal.type === 'item-completed') {
      items.set(signal.item.id, signal.item)
    }
  }
  return [...items.values()]
}

export function toolCalls(signals: readonly Signal[]): DraftToolCall[] {
  return lastItems(signals).filter((item) => item.kind === 'tool-call')
}

export function notices(signals: readonly Signal[]) {
  return lastItems(signals).filter((item) => item.kind === 'notice')
}

/** What the agent said, without thinking. */
export function words(signals: readonly Signal[]): string[] {
  return lastItems(signals).flatMap((item) => (item.kind === 'agent-message' ? [item.text] : []))
}
