// One thing that a repository brings, with what it is known by.
import type { Brought, BroughtKind } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import { isClosed } from '../git/kept/whole/closed.ts'

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

/** What was asked of a file or folder; what may not be read is told as such: what it brings nobody knows. */
export async function orUnreadable<T>(file: string, asked: Promise<T[]>): Promise<(T | Brought)[]> {
  try {
    return await asked
  } catch (cause) {
    if (!isClosed(cause)) throw cause
    return [broughtOf('unreadable', { file, key: '' }, '')]
  }
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
