// What would be lost with the submodules of a worktree. Their repositories lie in the worktree's own entry and go with
// it (gitsubmodules(7), git-worktree(1)), and git removes such a worktree only by force, without a look of its own.
import { join, relative } from 'node:path'
import type { Git } from '../core.ts'
import { linkedCheckouts } from '../restrict/links.ts'
import { repositoriesIn } from '../restrict/places.ts'

interface Ask {
  /** The worktree, and its entry in the repository. */
  path: string
  gitDir: string
  trusted?: boolean
}

/** Submodules that hold commits which no remote of theirs has, relative to the worktree; of one that was taken out, its name. */
export async function listUnsavedSubmodules(git: Git, ask: Ask): Promise<string[]> {
  const { path, gitDir, trusted } = ask
  const modules = join(gitDir, 'modules')
  // By their repositories: one that is checked out is found twice.
  const names = new Map<string, string>()
  for (const at of await repositoriesIn(modules)) names.set(at, relative(modules, at))
  for (const { path: at, gitDir: repository } of await linkedCheckouts(git, path))
    names.set(repository, relative(path, at))
  const found: string[] = []
  for (const [repository, name] of names)
    if (await isUnsaved(git, repository, trusted)) found.push(name)
  return found
}

/** Whether a commit of any branch, of the stash or of HEAD is on no remote. */
async function isUnsaved(git: Git, repository: string, trusted?: boolean): Promise<boolean> {
  const { text } = await git(['rev-list', '--max-count=1', '--all', '--not', '--remotes'], {
    cwd: repository,
    name: 'list-unsaved',
    trusted,
    // The folder that it is checked out in may be gone; git would go there first.
    env: { GIT_DIR: repository, GIT_WORK_TREE: repository, GIT_NO_LAZY_FETCH: '1' },
  })
  return text !== ''
}
