// What lies where worktrees of threads lie, of projects that nobody knows any more: they were erased.
import type { ProjectId } from '@a-parallel/shared'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'
import { folderOfProject } from './away.ts'

/** @param root the folder that worktrees of threads lie below, by project. */
export async function straysIn(
  root: string,
  known: readonly ProjectId[],
): Promise<{ path: string; repository: string | null }[]> {
  const theirs = new Set(known.map((id) => folderOfProject(root, id)))
  const folders = (await foldersIn(root)).filter((path) => !theirs.has(path))
  // Whatever else lies there is nothing that was made for a project.
  const ofProjects = folders.filter((path) => /^[0-9a-f]{8}$/.test(basename(path)))
  const inside = (await Promise.all(ofProjects.map(foldersIn))).flat()
  return Promise.all(inside.map(async (path) => ({ path, repository: await repositoryOf(path) })))
}

export async function foldersIn(folder: string): Promise<string[]> {
  const entries = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? []
  return entries.flatMap((one) => (one.isDirectory() ? [join(folder, one.name)] : []))
}

/** As the file says that git leaves in a worktree. Whether it is one, only its repository can say. */
async function repositoryOf(path: string): Promise<string | null> {
  const entries = (await ifThere(readdir(path, { withFileTypes: true }))) ?? []
  if (!entries.some((one) => one.name === '.git' && one.isFile())) return null
  const text = (await ifThere(readFile(join(path, '.git'), 'utf8'))) ?? ''
  const folder = /^gitdir: (.+)[/\\]worktrees[/\\][^/\\]+$/.exec(text.trim())?.[1]
  if (folder === undefined) return null
  return basename(folder) === '.git' ? dirname(folder) : folder
}
