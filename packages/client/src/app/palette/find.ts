// What the palette finds: threads and projects by their names, or commands. Pure, and cheap for a thousand threads.
import type { Project, ThreadSummary } from '@a-parallel/shared'

/** As many as a person looks through; whoever wants another types one more letter. */
const most = 50

/** Without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Whether each of the sought words is in the text, and how well: 0 is best, null is not at all. */
export function rank(text: string, words: readonly string[]): number | null {
  const inside = folded(text)
  let worst = 0
  for (const word of words) {
    const at = inside.indexOf(word)
    if (at === -1) return null
    const begins = at === 0 || !/[\p{L}\p{N}]/u.test(inside[at - 1] ?? '')
    worst = Math.max(worst, at === 0 ? 0 : begins ? 1 : 2)
  }
  return worst
}

export const wordsOf = (sought: string) => folded(sought).split(/\s+/).filter(Boolean)

/** The best first, and among equals in the order they came in. */
export function best<T>(all: readonly T[], textOf: (one: T) => string, sought: string): T[] {
  const words = wordsOf(sought)
  return all
    .flatMap((one) => {
      const place = rank(textOf(one), words)
      return place === null ? [] : [{ one, place }]
    })
    .toSorted((a, b) => a.place - b.place)
    .slice(0, most)
    .map(({ one }) => one)
}

/** Threads that are not archived, the one in which something happened last first. */
export function recent(threads: readonly ThreadSummary[], projects: readonly Project[]) {
  const names = new Map(projects.map(({ id, name }) => [id, name]))
  return threads
    .filter(({ archived, projectId }) => !archived && names.has(projectId))
    .toSorted((a, b) => b.since.localeCompare(a.since))
    .map((thread) => ({ thread, project: names.get(thread.projectId) ?? '' }))
}
