// What the agents used in a span of time, asked for anew each time it is looked at; the last answer stays meanwhile.
import type { UsageReport } from '@a-parallel/shared'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { queries } from '../../api/answers.ts'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { usualRange, type UsageSearch } from './search.ts'
import { spanOf, type Range } from './sums/range.ts'

/** From the way to the page until it is there: it does not ask again. */
const onTheWayMs = 5_000

/** @param now of the day that is shown, in milliseconds since 1970. */
function usageOf(range: Range, now: number) {
  const query = askOf(range, now)
  return queryOptions({
    queryKey: ['usage', query],
    queryFn: ({ signal }) => reportOf(query, signal),
    staleTime: onTheWayMs,
  })
}

function askOf(range: Range, now: number) {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return { ...spanOf(range, now), timeZone }
}

/** The same, with every thread and not those alone that used most. */
export function wholeUsage(range: Range, now: number): Promise<UsageReport> {
  return reportOf({ ...askOf(range, now), allThreads: 'true' })
}

interface ToldUsage extends UsageReport {
  /** Its days are those of UTC: the server does not know the browser's time zone, which may be newer, or none. */
  inUtc: boolean
}

type Ask = ReturnType<typeof askOf> & { allThreads?: 'true' }

async function reportOf(query: Ask, signal?: AbortSignal): Promise<ToldUsage> {
  const read = (timeZone: string) =>
    callApi('readUsage', { query: { ...query, timeZone } }, signal && { signal })
  try {
    return { ...(await read(query.timeZone)), inUtc: false }
  } catch (cause) {
    if (problemOf(cause).code !== 'invalid_input' || query.timeZone === 'UTC') throw cause
    return { ...(await read('UTC')), inUtc: true }
  }
}

const spentAgainMs = 30_000

/** What the threads of these projects have cost, by project; asked for anew when a budget is another. */
export function useBudgets(limited: readonly { id: string; budgetUsd: number }[]) {
  return useQuery({
    queryKey: ['budgets', limited.map(({ id, budgetUsd }) => [id, budgetUsd])],
    queryFn: ({ signal }) => callApi('readBudgets', {}, { signal }),
    enabled: limited.length > 0,
    placeholderData: (before) => before,
    select: ({ budgets }) =>
      new Map(budgets.map(({ projectId, spentUsd }): [string, number] => [projectId, spentUsd])),
    staleTime: onTheWayMs,
    refetchInterval: spentAgainMs,
  })
}

/** For who goes to the page: it is asked for beside the page's script. What fails is asked for again by the page. */
export function beginUsage({ range = usualRange }: UsageSearch): void {
  void queries.prefetchQuery(usageOf(range, Date.now()))
}

export function useUsage(range: Range, now: number) {
  return useQuery({ ...usageOf(range, now), placeholderData: (before) => before })
}
