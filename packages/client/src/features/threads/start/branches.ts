// Which branches a search shows. Pure.
import type { Branch } from '@a-parallel/shared'

const most = 30

/** Default and checked-out branch first, then by last commit; every word of the search must occur. */
export function matchingBranches(branches: readonly Branch[], search: string) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const matching = branches
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .toSorted(
      (a, b) => weight(b) - weight(a) || (b.committedAt ?? '').localeCompare(a.committedAt ?? ''),
    )
  return { shown: matching.slice(0, most), more: Math.max(0, matching.length - most) }
}

function weight({ isDefault, current, kind }: Branch): number {
  return Number(isDefault) * 4 + Number(current) * 2 + Number(kind === 'local')
}
