// A text that a person changes in a place that can be closed by mistake: kept in this browser until it is sent or given up.
import { useKept } from './kept.ts'

export interface KeptText {
  text: string
  change: (text: string) => void
}

/** What was kept under `name`, or else `initial`, which itself is not kept. */
export function useKeptText(name: string, initial: string): KeptText {
  const revive = (kept: unknown) => (typeof kept === 'string' ? kept : initial)
  const [text, change] = useKept(name, revive, initial)
  return { text, change: (next) => change(() => next) }
}
