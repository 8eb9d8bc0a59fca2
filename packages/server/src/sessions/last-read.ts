// The session that was read last, for whoever reads on in it. One alone: it may be large.
import type { WholeSession } from '../runner/port.ts'

export interface LastRead {
  /** Null where another one was read since, or long ago. */
  of(key: string): WholeSession | null
  keep(key: string, session: WholeSession): void
}

const keptMs = 120_000

/** @param elapsed milliseconds that only grow. */
export function openLastRead(elapsed: () => number): LastRead {
  let last: { key: string; session: WholeSession; at: number } | null = null
  let timer: NodeJS.Timeout | undefined
  return {
    of(key) {
      if (last?.key !== key || elapsed() - last.at > keptMs) return null
      return last.session
    },
    keep(key, session) {
      last = { key, session, at: elapsed() }
      clearTimeout(timer)
      timer = setTimeout(() => (last = null), keptMs).unref()
    },
  }
}
