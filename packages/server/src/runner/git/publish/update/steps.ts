// How far an update has come that takes in several commits, one after the other. Whoever made the branch what it is since it
// began is told by its history, so that it is known also once a server died on the way.
import { commitOf } from '../bases.ts'
import type { Run } from '../place.ts'
import type { Take } from './kept.ts'
import { holdsCommit } from './update.ts'

export interface Steps {
  /** Where the branch was. */
  head: string
  takes: readonly Pick<Take, 'commit'>[]
}

/** Whether a commit is what taking in made of the branch, and nothing else: merges of these commits, or one of them itself. */
export async function isMadeBy(
  run: Run,
  commit: string | null,
  { head, takes }: Steps,
): Promise<boolean> {
  const commits = takes.map((take) => take.commit)
  let at = commit
  while (at !== head) {
    if (at === null) return false
    if (commits.includes(at)) return holdsCommit(run, at, head)
    const [brought, more] = await Promise.all([commitOf(run, `${at}^2`), commitOf(run, `${at}^3`)])
    if (brought === null || more !== null || !commits.includes(brought)) return false
    at = await commitOf(run, `${at}^1`)
  }
  return true
}

/** Whether the branch has come part of the way, and stands there. */
export async function isHalfWay(run: Run, at: string, steps: Steps): Promise<boolean> {
  if (at === steps.head || !(await isMadeBy(run, at, steps))) return false
  return (await leftOf(run, at, steps.takes)).length > 0
}

/** What is not taken in yet. */
export async function leftOf<T extends Pick<Take, 'commit'>>(
  run: Run,
  at: string,
  takes: readonly T[],
): Promise<T[]> {
  const held = await Promise.all(takes.map(({ commit }) => holdsCommit(run, at, commit)))
  return takes.filter((_, index) => held[index] === false)
}
