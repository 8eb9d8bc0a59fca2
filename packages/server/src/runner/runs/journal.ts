// Follows a growing file: every line once, in order, as soon as its last byte is written.
import { openChunkReader } from './chunk-reader.ts'
import { openLineSplitter, type JournalLine } from './line-splitter.ts'
import { openWakes, type Wakes } from './wakes.ts'

export type { JournalLine }

export interface JournalAsk {
  /** Must exist. */
  file: string
  /** Byte offset of a line's first byte. */
  from: number
  /** Whole lines, in order; while its promise is open nothing more is read. One call a chunk read. */
  onLines: (lines: JournalLine[]) => void | Promise<void>
  /** Told at once when reading or `onLines` failed. No line behind the failure is given: it would leave a gap. */
  onFailure?: (cause: unknown) => void
  maxLineBytes?: number
}

export interface JournalTail {
  /** From here on lines are given. */
  begin(): void
  /** Reads to the end, a last line without newline too, then stops. The file must have stopped growing. */
  finish(): Promise<void>
  stop(): Promise<void>
}

const defaultMaxLine = 16 * 1024 * 1024

/** Gives nothing before `begin` or `finish`. Errors of reading or of `onLines` come out of `finish` and `stop`. */
export function tailJournal(ask: JournalAsk): JournalTail {
  const splitter = openLineSplitter(ask.from, ask.maxLineBytes ?? defaultMaxLine)
  const reader = openChunkReader({
    file: ask.file,
    from: ask.from,
    take(bytes) {
      const lines = splitter.push(bytes)
      return lines.length > 0 ? ask.onLines(lines) : undefined
    },
    onFailure: (cause) => ask.onFailure?.(cause),
  })
  let stopped = false
  let wakes: Wakes | null = null
  const stop = async () => {
    stopped = true
    wakes?.close()
    await reader.close()
    const failure = reader.failure()
    if (failure) throw failure.cause
  }
  return {
    begin() {
      if (!stopped) wakes ??= openWakes(ask.file, () => reader.wake())
    },
    async finish() {
      await reader.quiet()
      reader.wake()
      await reader.quiet()
      const last = stopped || reader.failure() ? null : splitter.rest()
      try {
        if (last) await ask.onLines([last])
      } finally {
        await stop()
      }
    },
    stop,
  }
}
