// What would be lost with the submodules of a worktree. Their repositories lie in the worktree's own entry and go with
// it (gitsubmodules(7), git-worktree(1)), and git removes such a worktree only by force, without a look of its own.
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Git } from '../core.ts'
import { neutralise } from '../filters.ts'
import { ifThere, isThere } from './if-there.ts'

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
  for (const at of await checkedOut(git, path, trusted))
    names.set(await repositoryOf(git, at), relative(path, at))
  const found: string[] = []
  for (const [repository, name] of names)
    if (await isUnsaved(git, repository, trusted)) found.push(name)
  return found
}

async function repositoryOf(git: Git, cwd: string): Promise<string> {
  const { text } = await git(['rev-parse', '--absolute-git-dir'], { cwd, name: 'submodule-dir' })
  return text.trim()
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

/** The submodules that are checked out below, with theirs. */
async function checkedOut(git: Git, path: string, trusted?: boolean): Promise<string[]> {
  const { text } = await git(['ls-files', '--stage', '-z'], {
    cwd: path,
    name: 'list-submodules',
    trusted,
    ...(await neutralise(git, path, trusted)),
  })
  const found: string[] = []
  for (const entry of text.split('\0')) {
    const name = /^160000 [^\t]*\t([^]+)$/.exec(entry)?.[1]
    if (name === undefined || !(await isThere(join(path, name, '.git')))) continue
    const at = join(path, name)
    found.push(at, ...(await checkedOut(git, at, trusted)))
  }
  return found
}

/** The repositories below `modules`, also of submodules that are not checked out now. A name may hold slashes. */
async function repositoriesIn(folder: string): Promise<string[]> {
  const names = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? []
  const found: string[] = []
  for (const entry of names) {
    if (!entry.isDirectory()) continue
    const at = join(folder, entry.name)
    const isRepository = (await isThere(join(at, 'HEAD'))) && (await isThere(join(at, 'objects')))
    if (isRepository) found.push(at)
    found.push(...(await repositoriesIn(isRepository ? join(at, 'modules') : at)))
  }
  return found
}
