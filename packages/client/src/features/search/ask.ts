// What is searched for, as it stands in the address and as the server is asked. Pure.
import type { CallInput, Calls, ThreadStatus } from '@a-parallel/shared'
import { dayOf, endOfDay, startOfDay } from './days.ts'

export const authors = ['person', 'agent', 'tool'] as const
/** `days`: between two of a person's own choice. */
export const spans = ['7d', '30d', '365d', 'days'] as const
/** What threads may be at, those first that want something. */
export const statuses = [
  'waiting',
  'running',
  'pending',
  'completed',
  'failed',
  'stopped',
  'interrupted',
] as const satisfies readonly ThreadStatus[]

const lengths = { '7d': 7, '30d': 30, '365d': 365 } as const

export interface SearchAsk {
  q?: string
  project?: string
  author?: (typeof authors)[number]
  status?: (typeof statuses)[number]
  span?: (typeof spans)[number]
  /** The first and the last day, such as 2026-11-27, where the span is of days. */
  from?: string
  until?: string
  file?: string
  /** Archived threads alone, or none of them. */
  archived?: 'yes' | 'no'
}

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 500) : undefined
const pick = <T extends string>(all: readonly T[], value: unknown) =>
  all.find((known) => known === value)

/** What of an address, which anybody may have written, is a choice of ours. */
export function searchAsk(search: Record<string, unknown>): SearchAsk {
  return without({
    q: text(search['q']),
    project: text(search['project']),
    author: pick(authors, search['author']),
    status: pick(statuses, search['status']),
    span: pick(spans, search['span']),
    from: dayOf(search['from']),
    until: dayOf(search['until']),
    file: text(search['file']),
    archived: pick(['yes', 'no'] as const, search['archived']),
  })
}

/** Without what filters nothing. */
export function without(ask: { [Key in keyof SearchAsk]: SearchAsk[Key] | undefined }): SearchAsk {
  const days = ask.span === 'days' ? {} : { from: undefined, until: undefined }
  return Object.fromEntries(
    Object.entries({ ...ask, ...days }).filter(([, value]) => Boolean(value)),
  )
}

export const asksNothing = ({ q = '', file = '' }: SearchAsk): boolean =>
  q.trim() === '' && file.trim() === ''

export const filters = (ask: SearchAsk): number =>
  Object.keys(ask).filter((key) => key !== 'q').length

/** The same words, wherever they stand. */
export const everywhere = ({ q }: SearchAsk): SearchAsk => (q === undefined ? {} : { q })

/** @param now in milliseconds since 1970. */
export function queryOf(
  ask: SearchAsk,
  now: number,
): NonNullable<CallInput<Calls['search']>['query']> {
  const { q, project, author, status, file, archived } = ask
  return {
    ...(q && { q }),
    ...(project && { projectId: project }),
    ...(author && { author }),
    ...(status && { status }),
    ...timeOf(ask, now),
    ...(file?.trim() && { file: file.trim() }),
    ...(archived && { archived: archived === 'yes' ? 'true' : 'false' }),
    limit: '100',
  }
}

function timeOf({ span, from, until }: SearchAsk, now: number): { since?: string; until?: string } {
  if (span === undefined) return {}
  if (span !== 'days') return { since: sinceOf(lengths[span], now) }
  // Two days are what lies between them, whichever was put in first.
  const [first, last] = from && until && from > until ? [until, from] : [from, until]
  return {
    ...(first && { since: startOfDay(first) }),
    ...(last && { until: endOfDay(last) }),
  }
}

/** By the hour, so that the same question has the same answer for a while. */
function sinceOf(days: number, now: number): string {
  const hour = 3_600_000
  return new Date(Math.floor(now / hour) * hour - days * 24 * hour).toISOString()
}
