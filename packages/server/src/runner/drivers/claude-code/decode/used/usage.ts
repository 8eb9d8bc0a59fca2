// What a turn used. The agent tells the totals of its process, which begin at nought with it; a turn is the difference.
import type { ModelUse, Usage } from '@a-parallel/shared'
import type { z } from 'zod'
import type { ModelUsage, ResultLine } from '../lines.ts'
import { noTotals, type Totals } from '../state.ts'

/** The process's totals after a turn; unchanged where the line tells none. */
export function totalsAfter(line: ResultLine, before: Totals): Totals {
  const costUsd = line.total_cost_usd ?? before.costUsd
  if (!line.modelUsage) return { ...before, costUsd }
  const models = Object.values(line.modelUsage)
  const sum = (of: (usage: z.infer<typeof ModelUsage>) => number) =>
    models.reduce((total, usage) => total + of(usage), 0)
  return {
    costUsd,
    inputTokens: sum((usage) => usage.inputTokens),
    outputTokens: sum((usage) => usage.outputTokens),
    cacheReadTokens: sum((usage) => usage.cacheReadInputTokens),
    cacheWriteTokens: sum((usage) => usage.cacheCreationInputTokens),
  }
}

/** What each model has used since the process began. */
export function totalsByModel(
  { modelUsage }: ResultLine,
  before: Record<string, Totals>,
): Record<string, Totals> {
  if (!modelUsage) return before
  return Object.fromEntries(
    Object.entries(modelUsage).map(([model, used]) => [
      model,
      {
        costUsd: used.costUSD ?? 0,
        inputTokens: used.inputTokens,
        outputTokens: used.outputTokens,
        cacheReadTokens: used.cacheReadInputTokens,
        cacheWriteTokens: used.cacheCreationInputTokens,
      },
    ]),
  )
}

/** What each model used in between; those that did nothing are left out. */
export function usesOf(before: Record<string, Totals>, after: Record<string, Totals>): ModelUse[] {
  return Object.entries(after)
    .map(([model, totals]) => ({ model, used: partOf(before[model] ?? noTotals, totals) }))
    .filter(({ used }) => Object.values(used).some((value) => value > 0))
    .map(({ model, used }) => ({ model, ...used }))
}

/** One turn's part. Totals that fell mean that the agent began to count anew. */
function partOf(before: Totals, after: Totals): Totals {
  const part = (key: keyof Totals) =>
    Math.max(0, after[key] >= before[key] ? after[key] - before[key] : after[key])
  return {
    inputTokens: part('inputTokens'),
    outputTokens: part('outputTokens'),
    cacheReadTokens: part('cacheReadTokens'),
    cacheWriteTokens: part('cacheWriteTokens'),
    costUsd: part('costUsd'),
  }
}

export function turnUsage(
  line: ResultLine,
  { before, after }: { before: Totals; after: Totals },
): Usage {
  return { ...partOf(before, after), durationMs: Math.max(0, line.duration_ms ?? 0) }
}
