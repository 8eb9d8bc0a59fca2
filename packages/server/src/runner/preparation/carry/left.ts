// What a worktree was not given. All of it is counted; only the first is named, however much that is.
import type { LeftOut } from '@a-parallel/shared'

/** So many of what was given, and of what was not, are named. */
export const mostNamed = 100

export interface Left {
  /** The first `mostNamed`. */
  named: LeftOut[]
  count: number
}

export function nothingLeft(): Left {
  return { named: [], count: 0 }
}

export function leave(left: Left, one: LeftOut): void {
  left.count += 1
  if (left.named.length < mostNamed) left.named.push(one)
}

export function leaveFailed(left: Left, path: string, cause: unknown): void {
  const said = cause instanceof Error ? cause.message : String(cause)
  leave(left, { path, why: 'failed', said })
}

/** Adds what was left out of a part. */
export function leaveAll(left: Left, part: Left): void {
  for (const one of part.named) leave(left, one)
  left.count += part.count - part.named.length
}
