// What a subagent's rows amount to: how much it did, and what it does now. Pure.
import type { ToolCall } from '@a-parallel/shared'
import type { Row } from './row.ts'

/** Tools used in these rows, those of nested subagents included. */
export function usesOf(rows: readonly Row[]): number {
  return rows.reduce((count, row) => {
    if (row.kind === 'call') return count + 1
    if (row.kind === 'calls') return count + row.calls.length
    return row.kind === 'task' ? count + 1 + row.uses : count
  }, 0)
}

/** The latest call that has not ended: what a fold shows of itself while it is closed. */
export function nowOf(rows: readonly Row[]): ToolCall | null {
  for (const row of rows.toReversed()) {
    if (row.kind === 'task' && row.call.state === 'running') return row.now ?? row.call
    if (row.kind === 'call' && row.call.state === 'running') return row.call
    if (row.kind === 'calls') {
      const running = row.calls.findLast((call) => call.state === 'running')
      if (running) return running
    }
  }
  return null
}
