// What came of fetching one branch, from what git said.
import type { GitOutput } from '../../core.ts'

export const fetchTimeoutMs = 5 * 60_000

/** False: there is no branch of this name. Throws `FetchFailed`. */
export function fetchedOf({ code, stderr }: Pick<GitOutput, 'code' | 'stderr'>): boolean {
  if (code === 0) return true
  if (/couldn't find remote ref/.test(stderr)) return false
  throw new FetchFailed(stderr)
}

export class FetchFailed extends Error {
  readonly stderr: string
  constructor(stderr: string) {
    super(stderr.trim().slice(0, 2000))
    this.stderr = stderr
  }
}
