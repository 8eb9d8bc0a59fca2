// Worktrees that hold exactly the commit they were made at: what their files are need not be read to be kept. Each is told
// of once, to whoever keeps its files first; what this server does in one before makes it like any other.

export interface Untouched {
  /** It was just made at this commit, and no program has run in it since. */
  made(path: string, commit: string): void
  /** Something may have been written there. */
  written(path: string): void
  /** Its commit, once; null for any other. */
  take(path: string): string | null
}

export function openUntouched(): Untouched {
  const commits = new Map<string, string>()
  return {
    made: (path, commit) => void commits.set(path, commit),
    written: (path) => void commits.delete(path),
    take(path) {
      const commit = commits.get(path) ?? null
      commits.delete(path)
      return commit
    },
  }
}
