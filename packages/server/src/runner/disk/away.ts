// Whether something is gone, or only out of reach: a worktree on a stick that was pulled out must not look deleted.
import type { ProjectId } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'

/** @param root the folder of our own worktrees: whoever removes one may remove the folder around it. */
export async function isAway(root: string, path: string): Promise<boolean> {
  if (path.startsWith(`${root}${sep}`) || existsSync(path)) return false
  // What moved with the data directory is not out of reach: it lies in there.
  if (existsSync(inside(root, path))) return false
  const beside = await ifThere(readdir(dirname(path)))
  // What is left of a disk that is not mounted is the empty folder that it was mounted at, or nothing.
  return beside === null || beside.length === 0
}

/** Where a worktree of this path lies in this data directory. */
export function inside(root: string, path: string): string {
  return join(root, basename(dirname(path)), basename(path))
}

/** Where the worktrees of a project's threads lie in a folder that is for those of several. */
export function folderOfProject(folder: string, projectId: ProjectId): string {
  return join(folder, projectId.slice(0, 8))
}
