// What the turn that runs has used so far: for a process that ends before a result tells all of it. Each request to the
// API tells its tokens, subagents' too; dollars are known only as far as the program was asked for them.
import type { Tokens } from '@a-parallel/shared'
import type { Input } from '../../tools/input.ts'
import type { Reading } from '../reading.ts'
import { noTotals, type State, type Totals } from '../state.ts'

/** @param parent the subagent's tool call; '' is the main agent. `told` grows with the message, and is told again by each of its lines. */
export function countUse(
  reading: Reading,
  { parent, messageId, told }: { parent: string; messageId: string; told: Input },
): void {
  const { soFar } = reading.state
  const known = soFar.messages[parent]
  const before = known?.id === messageId ? known.used : noTotals
  const used: Totals = {
    costUsd: 0,
    inputTokens: Math.max(before.inputTokens, countAt(told, 'input_tokens')),
    outputTokens: Math.max(before.outputTokens, countAt(told, 'output_tokens')),
    cacheReadTokens: Math.max(before.cacheReadTokens, countAt(told, 'cache_read_input_tokens')),
    cacheWriteTokens: Math.max(
      before.cacheWriteTokens,
      countAt(told, 'cache_creation_input_tokens'),
    ),
  }
  const { costUsd } = soFar.used
  reading.state = {
    ...reading.state,
    soFar: {
      used: {
        costUsd,
        inputTokens: soFar.used.inputTokens + used.inputTokens - before.inputTokens,
        outputTokens: soFar.used.outputTokens + used.outputTokens - before.outputTokens,
        cacheReadTokens: soFar.used.cacheReadTokens + used.cacheReadTokens - before.cacheReadTokens,
        cacheWriteTokens:
          soFar.used.cacheWriteTokens + used.cacheWriteTokens - before.cacheWriteTokens,
      },
      messages: { ...soFar.messages, [parent]: { id: messageId, used } },
    },
  }
}

/** The program was asked: the turn has cost so much by now. */
export function countCost(reading: Reading, costUsd: number): void {
  const { soFar } = reading.state
  reading.state = {
    ...reading.state,
    soFar: { ...soFar, used: { ...soFar.used, costUsd } },
  }
}

/** Null: nothing was told of it. */
export function usedSoFar({ soFar: { used } }: Pick<State, 'soFar'>): Tokens | null {
  return Object.values(used).some((value) => value > 0) ? used : null
}

function countAt(told: Input, key: string): number {
  const value = told[key]
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0
}
