// One thing that a repository brings, with what it is known by.
import type { Brought, BroughtKind } from '@a-parallel/shared'
import { createHash } from 'node:crypto'

/** Enough to judge by; what is longer is told by its beginning, and known by all of it. */
const longestText = 4000

/** @param whole what it would run or set, all of it. `shown`: what a person is shown of it, if that is something else. */
export function broughtOf(
  kind: BroughtKind,
  place: { file: string; key: string },
  whole: string,
  shown = whole,
): Brought {
  const digest = digestOf([kind, place.file, place.key, whole])
  return { kind, ...place, text: shown.slice(0, longestText), digest }
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
