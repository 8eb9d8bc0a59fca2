// What a person saw of what a commit would hold: so it is told to be committed, and nothing else. Pure.
import type { BranchState } from '@a-parallel/shared'
import type { Between } from './scope.ts'

export type Seen = Pick<BranchState, 'head' | 'versions'>

export const seenIn = ({ head, versions }: Seen): Seen => ({ head, versions })

export function isSame(one: Seen, other: Seen): boolean {
  const [a, b] = [one.versions, other.versions]
  return one.head === other.head && a.staged === b.staged && a.all === b.all
}

/** A list that came by itself shows what its scope is of; nobody has looked at the rest anew. */
export function seenOf({ scope }: Between, before: Seen, now: Seen): Seen {
  const { staged, all } = now.versions
  return scope === 'staged'
    ? { ...before, versions: { ...before.versions, staged } }
    : { head: now.head, versions: { ...before.versions, all } }
}

/** A person staged something, or took it back: of that alone they know, where files are other than what is shown. */
export function seenAfterAct(before: Seen, now: Seen, behind: boolean): Seen {
  if (!behind) return seenIn(now)
  return { ...before, versions: { ...before.versions, staged: now.versions.staged } }
}
