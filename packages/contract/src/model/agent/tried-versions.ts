// The versions of the agent's program that this product was tried with. Pure.

/** From the one that all tests run with, up to the next that may speak otherwise. */
export const triedVersions = { from: '2.1.197', below: '2.2.0' } as const

/** Where a version (`2.1.197`) stands; null where it cannot be read. */
export function versionStanding(version: string): 'tried' | 'older' | 'newer' | null {
  const parts = partsOf(version)
  if (parts === null) return null
  if (compare(parts, partsOf(triedVersions.from)) < 0) return 'older'
  return compare(parts, partsOf(triedVersions.below)) < 0 ? 'tried' : 'newer'
}

function partsOf(version: string): number[] | null {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(version)
  return found && found.slice(1).map(Number)
}

function compare(a: readonly number[], b: readonly number[] | null): number {
  const at = a.findIndex((part, index) => part !== b?.[index])
  return at === -1 ? 0 : (a[at] ?? 0) - (b?.[at] ?? 0)
}
