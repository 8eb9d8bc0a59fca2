// Which threads the overview shows: by words in the title, by project, by state. Kept in the address, so that it can be
// shared and gone back to. Pure.
import type { ThreadSummary } from '@a-parallel/shared'
import { groupNames, groupOf, type Group } from '../select/order.ts'

export const overviewViews = ['list', 'board', 'grid'] as const
export type OverviewView = (typeof overviewViews)[number]

export const overviewStates = [...groupNames, 'archived'] as const
export type OverviewState = (typeof overviewStates)[number]

/** The address of the overview; what is left out filters nothing. */
export interface OverviewSearch {
  view?: OverviewView
  q?: string
  project?: string
  state?: OverviewState
  /** The threads of the grid, joined by dots. */
  ids?: string
}

const pick = <T extends string>(all: readonly T[], value: unknown) =>
  all.find((known) => known === value)
const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

/** What of an address, which anybody may have written, is a choice of ours. */
export function overviewSearch(search: Record<string, unknown>): OverviewSearch {
  const given = {
    view: pick(overviewViews, search.view),
    q: text(search.q)?.slice(0, 200),
    project: text(search.project),
    state: pick(overviewStates, search.state),
    ids: text(search.ids)?.slice(0, 400),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => Boolean(value)))
}

export function stateOf(thread: ThreadSummary): OverviewState {
  return thread.archived ? 'archived' : groupOf(thread)
}

/** Archived threads are shown only when they are asked for. */
export function filtered(
  threads: readonly ThreadSummary[],
  { q = '', project, state }: OverviewSearch,
): ThreadSummary[] {
  const words = folded(q).split(/\s+/).filter(Boolean)
  return threads.filter((thread) => {
    if (project !== undefined && thread.projectId !== project) return false
    const own = stateOf(thread)
    if (state === undefined ? own === 'archived' : own !== state) return false
    const title = folded(thread.title)
    return words.every((word) => title.includes(word))
  })
}

export const isFiltered = ({ q, project, state }: OverviewSearch): boolean =>
  [q, project, state].some(Boolean)

/** Without case and accents: "tamano" finds "Tamaño". */
function folded(words: string): string {
  return words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

export const mostCells = 9

/** The threads that a grid begins with: who wants something, who works, then the newest. */
export function gridOf(threads: readonly ThreadSummary[]): ThreadSummary[] {
  const rank: readonly Group[] = groupNames
  return threads
    .filter(({ archived }) => !archived)
    .toSorted(
      (a, b) =>
        rank.indexOf(groupOf(a)) - rank.indexOf(groupOf(b)) ||
        b.createdAt.localeCompare(a.createdAt),
    )
    .slice(0, mostCells)
}
