// The worktrees of a repository, as git knows them.
import type { ListedWorktree } from '../disk-port.ts'
import type { Git } from '../git/core.ts'

export async function listWorktrees(git: Git, repository: string): Promise<ListedWorktree[]> {
  const { text } = await git(['worktree', 'list', '--porcelain', '-z'], {
    cwd: repository,
    name: 'list-worktrees',
  })
  return parseWorktrees(text)
}

/** Lines with a NUL behind them, an empty one behind each checkout; the first is the repository's own. */
export function parseWorktrees(text: string): ListedWorktree[] {
  const [, ...entries] = text.split('\0\0').map((entry) => entry.split('\0'))
  return entries.flatMap((lines) => {
    const said = (name: string) =>
      lines.find((line) => line === name || line.startsWith(`${name} `))?.slice(name.length + 1)
    const path = said('worktree')
    if (!path) return []
    const branch = said('branch')?.replace(/^refs\/heads\//, '') ?? null
    const [isLocked, isGone] = [said('locked') !== undefined, said('prunable') !== undefined]
    return [{ path, branch, isLocked, isGone }]
  })
}
