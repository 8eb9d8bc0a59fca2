// Sums up what turns have used: by day, project and model, and by thread. Pure.
import type {
  DayUse,
  ModelUse,
  ThreadDays,
  ThreadId,
  ThreadUse,
  Tokens,
  Usage,
  UsageReport,
} from '@a-parallel/shared'
import type { TurnUse } from '../store/port.ts'

/** So many have a colour of their own in a chart, or one fewer where there are others. */
const mostDrawn = 7

type Untitled = Omit<UsageReport, 'threads' | 'largest' | 'removed'> & {
  threads: Omit<ThreadUse, 'title'>[]
  largest: Omit<ThreadDays, 'title'>[]
}

/** Everything but the titles. `dayOf` tells the day of an instant in the reader's time zone. */
export function reportOf(
  uses: readonly TurnUse[],
  dayOf: (at: string) => string,
  mostThreads: number,
): Untitled {
  /** By day and project, then by model. */
  const days = new Map<string, Map<string, DayUse>>()
  const threads = new Map<ThreadId, Omit<ThreadUse, 'title'>>()
  for (const { threadId, projectId, at, usage } of uses) {
    const day = dayOf(at)
    const place = `${day} ${projectId}`
    let models = days.get(place)
    if (!models) days.set(place, (models = new Map()))
    for (const used of modelsOf(usage)) {
      const before = models.get(used.model)
      if (before) add(before, used)
      else models.set(used.model, { day, projectId, ...used })
    }
    const before = threads.get(threadId)
    if (before) {
      add(before, usage)
      before.turns += 1
      if (at > before.lastAt) before.lastAt = at
    } else {
      threads.set(threadId, { threadId, projectId, turns: 1, lastAt: at, ...tokensIn(usage) })
    }
  }
  const dearest = [...threads.values()].toSorted((a, b) => b.costUsd - a.costUsd)
  const longest = dearest.toSorted((a, b) => countOf(b) - countOf(a))
  const drawn = [...dearest.slice(0, mostDrawn), ...longest.slice(0, mostDrawn)]
  return {
    days: [...days.values()].flatMap((models) => [...models.values()]).toSorted(byDay),
    largest: largestOf(uses, new Set(drawn.map(({ threadId }) => threadId)), dayOf),
    threads: dearest.slice(0, mostThreads),
    moreThreads: Math.max(0, dearest.length - mostThreads),
    turns: uses.length,
  }
}

function largestOf(
  uses: readonly TurnUse[],
  threads: ReadonlySet<ThreadId>,
  dayOf: (at: string) => string,
): Untitled['largest'] {
  type ThreadDay = Tokens & { day: string }
  const all = new Map([...threads].map((id) => [id, new Map<string, ThreadDay>()]))
  for (const { threadId, at, usage } of uses) {
    const days = all.get(threadId)
    if (!days) continue
    const day = dayOf(at)
    const before = days.get(day)
    if (before) add(before, usage)
    else days.set(day, { day, ...tokensIn(usage) })
  }
  return [...all].map(([threadId, days]) => ({ threadId, days: [...days.values()] }))
}

function tokensIn(usage: Usage): Tokens {
  const { durationMs: _, models: __, ...tokens } = usage
  return tokens
}

const countOf = (used: Tokens): number =>
  used.inputTokens + used.outputTokens + used.cacheReadTokens + used.cacheWriteTokens

/** As texts: days need no language’s rules, which take their time. */
const byDay = (a: DayUse, b: DayUse) => Number(a.day > b.day) - Number(a.day < b.day)

/** The agent tells models apart only as far as it can; the rest of a turn has no model. */
function modelsOf(whole: Usage): readonly ModelUse[] {
  const { models = [] } = whole
  const told = { ...none }
  for (const one of models) add(told, one)
  const rest: ModelUse = {
    model: '',
    inputTokens: Math.max(0, whole.inputTokens - told.inputTokens),
    outputTokens: Math.max(0, whole.outputTokens - told.outputTokens),
    cacheReadTokens: Math.max(0, whole.cacheReadTokens - told.cacheReadTokens),
    cacheWriteTokens: Math.max(0, whole.cacheWriteTokens - told.cacheWriteTokens),
    costUsd: whole.costUsd - told.costUsd > least ? whole.costUsd - told.costUsd : 0,
  }
  const isSomething = rest.costUsd + countOf(rest) > 0
  return isSomething || models.length === 0 ? [...models, rest] : models
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

/** Adds to a sum in place: a year has many turns, and a new object for each costs more than the sum. */
function add(sum: Tokens, more: Tokens): void {
  sum.inputTokens += more.inputTokens
  sum.outputTokens += more.outputTokens
  sum.cacheReadTokens += more.cacheReadTokens
  sum.cacheWriteTokens += more.cacheWriteTokens
  sum.costUsd += more.costUsd
}
