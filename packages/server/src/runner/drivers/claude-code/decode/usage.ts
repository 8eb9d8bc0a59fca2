// What a turn used. The agent tells the totals of its process, which begin at nought with it; a turn is the difference.
import type { Usage } from '@a-parallel/shared'
import type { z } from 'zod'
import type { ModelUsage, ResultLine } from './lines.ts'
import type { Totals } from './state.ts'

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

/** One turn's part. Totals that fell mean that the agent began to count anew. */
export function turnUsage(line: ResultLine, before: Totals, after: Totals): Usage {
  const part = (key: keyof Totals) =>
    after[key] >= before[key] ? after[key] - before[key] : after[key]
  return {
    inputTokens: part('inputTokens'),
    outputTokens: part('outputTokens'),
    cacheReadTokens: part('cacheReadTokens'),
    cacheWriteTokens: part('cacheWriteTokens'),
    costUsd: part('costUsd'),
    durationMs: Math.max(0, line.duration_ms ?? 0),
  }
}
