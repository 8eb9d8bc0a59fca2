// What is searched for, as it stands in the address and as the server is asked. Pure.
import type { CallInput, Calls } from '@a-parallel/shared'

export const authors = ['person', 'agent', 'tool'] as const
export const spans = ['7d', '30d', '365d'] as const

const days = { '7d': 7, '30d': 30, '365d': 365 } as const

export interface SearchAsk {
  q?: string
  project?: string
  author?: (typeof authors)[number]
  span?: (typeof spans)[number]
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
    span: pick(spans, search['span']),
    file: text(search['file']),
    archived: pick(['yes', 'no'] as const, search['archived']),
  })
}

/** Without what filters nothing. */
export function without(ask: { [Key in keyof SearchAsk]: SearchAsk[Key] | undefined }): SearchAsk {
  return Object.fromEntries(Object.entries(ask).filter(([, value]) => Boolean(value)))
}

export const asksNothing = ({ q = '', file = '' }: SearchAsk): boolean =>
  q.trim() === '' && file.trim() === ''

export const filters = (ask: SearchAsk): number =>
  Object.keys(ask).filter((key) => key !== 'q').length

/** The same words, wherever they stand. */
export const everywhere = ({ q }: SearchAsk): SearchAsk => (q === undefined ? {} : { q })

/** @param now in milliseconds since 1970. */
export function queryOf(
  { q, project, author, span, file, archived }: SearchAsk,
  now: number,
): NonNullable<CallInput<Calls['search']>['query']> {
  return {
    ...(q && { q }),
    ...(project && { projectId: project }),
    ...(author && { author }),
    ...(span && { since: sinceOf(span, now) }),
    ...(file?.trim() && { file: file.trim() }),
    ...(archived && { archived: archived === 'yes' ? 'true' : 'false' }),
    limit: '100',
  }
}

/** By the hour, so that the same question has the same answer for a while. */
function sinceOf(span: (typeof spans)[number], now: number): string {
  const hour = 3_600_000
  return new Date(Math.floor(now / hour) * hour - days[span] * 24 * hour).toISOString()
}
