// A folder that a person chose for the worktrees of a project.
import { Problem } from '@a-parallel/contract/model'
import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { Git } from '../../git/core.ts'
import { inspectRepository } from '../../git/repository.ts'
import { ifThere } from '../../git/worktrees/if-there.ts'
import { absolute } from '../../machine/absolute.ts'

/** @param own our own data lies below it. */
export async function openWorktreeFolder(git: Git, own: string, path: string): Promise<string> {
  const asked = absolute(path)
  const folder = await ifThere(realpath(asked))
  if (folder === null)
    throw new Problem('path_missing', `There is no folder ${asked}. Make it, or choose another.`)
  if (!(await stat(folder)).isDirectory())
    throw new Problem('path_not_directory', `${asked} is a file. Choose the folder it lies in.`)
  const why = await whyNot(git, await realpath(own), folder)
  if (why === null) return folder
  const detail = `No worktrees can lie in ${folder}: ${why}. Choose a folder outside of repositories that you may write to.`
  throw new Problem('worktree_folder_unfit', detail, { path: folder })
}

async function whyNot(git: Git, own: string, folder: string): Promise<string | null> {
  if (folder === own || folder.startsWith(`${own}${sep}`)) return 'our own data lies there'
  const mayWrite = await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!mayWrite) return 'you may not write to it'
  // Else it would show there as untracked, and what that repository tells agents would be told to them.
  const { kind } = await inspectRepository(git, folder)
  return kind === 'not-a-repository' ? null : 'it lies in a repository'
}
