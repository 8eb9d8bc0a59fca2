// The directory that all worktrees of a repository share, by which a repository is known and locked.
import { realpath } from 'node:fs/promises'
import type { Git } from '../core.ts'
import { saidPath } from '../restrict/said-path.ts'

/** Real path of the shared directory of the repository that holds `cwd`. */
export async function commonDirOf(git: Git, cwd: string): Promise<string> {
  return realpath(await saidPath(git, cwd, '--git-common-dir'))
}
