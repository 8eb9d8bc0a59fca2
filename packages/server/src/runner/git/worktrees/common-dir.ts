// The directory that all worktrees of a repository share, by which a repository is known and locked.
import { realpath } from 'node:fs/promises'
import type { Git } from '../core.ts'

/** Real path of the shared directory of the repository that holds `cwd`. */
export async function commonDirOf(git: Git, cwd: string): Promise<string> {
  const { text } = await git(['rev-parse', '--path-format=absolute', '--git-common-dir'], {
    cwd,
    name: 'common-dir',
  })
  return realpath(text.trim())
}
