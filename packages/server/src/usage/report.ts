// Sums up what turns have used: by day, project and model, and by thread. Pure.
import type { DayUse, ModelUse, ThreadId, ThreadUse, Tokens, UsageReport } from '@a-parallel/shared'
import type { TurnUse } from '../store/port.ts'

const mostThreads = 100

/** Everything but the titles. `dayOf` tells the day of an instant in the reader's time zone. */
export function reportOf(
  uses: readonly TurnUse[],
  dayOf: (at: string) => string,
): Omit<UsageReport, 'threads'> & { threads: Omit<ThreadUse, 'title'>[] } {
  const days = new Map<string, DayUse>()
  const threads = new Map<ThreadId, Omit<ThreadUse, 'title'>>()
  for (const { threadId, projectId, at, usage } of uses) {
    const day = dayOf(at)
    for (const used of modelsOf(usage)) {
      const { model } = used
      const key = `${day} ${projectId} ${model}`
      days.set(key, { day, projectId, model, ...plus(days.get(key), used) })
    }
    const before = threads.get(threadId)
    threads.set(threadId, {
      threadId,
      projectId,
      turns: (before?.turns ?? 0) + 1,
      lastAt: before && before.lastAt > at ? before.lastAt : at,
      ...plus(before, usage),
    })
  }
  const dearest = [...threads.values()].toSorted((a, b) => b.costUsd - a.costUsd)
  return {
    days: [...days.values()].toSorted((a, b) => a.day.localeCompare(b.day)),
    threads: dearest.slice(0, mostThreads),
    moreThreads: Math.max(0, dearest.length - mostThreads),
    turns: uses.length,
  }
}

/** The agent tells models apart only as far as it can; the rest of a turn has no model. */
function modelsOf({ models = [], ...whole }: TurnUse['usage']): ModelUse[] {
  const told = models.reduce((sum, one) => plus(sum, one), none)
  const rest: ModelUse = {
    model: '',
    inputTokens: Math.max(0, whole.inputTokens - told.inputTokens),
    outputTokens: Math.max(0, whole.outputTokens - told.outputTokens),
    cacheReadTokens: Math.max(0, whole.cacheReadTokens - told.cacheReadTokens),
    cacheWriteTokens: Math.max(0, whole.cacheWriteTokens - told.cacheWriteTokens),
    costUsd: whole.costUsd - told.costUsd > least ? whole.costUsd - told.costUsd : 0,
  }
  const isSomething =
    rest.costUsd > 0 || rest.inputTokens + rest.outputTokens + rest.cacheReadTokens > 0
  return isSomething || models.length === 0 ? [...models, rest] : [...models]
}

/** Dollars that are no more than the error of a sum. */
const least = 0.000_001

const none: Tokens = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costUsd: 0,
}

function plus(one: Tokens = none, other: Tokens): Tokens {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
    costUsd: one.costUsd + other.costUsd,
  }
}
