// Folders of a checkout in which nothing lies: git knows of none of them.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'

const mostWalked = 200_000

/**
 * @param skipped folders that are not looked into.
 * @throws for a `.git` below the root: git names nothing of what lies in it.
 * @returns nothing in a checkout that is too large to be looked through.
 */
export async function emptyFolders(root: string, skipped: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = []
  const folders = ['']
  let walked = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = (await ifThere(readdir(join(root, folder), { withFileTypes: true }))) ?? []
    walked += entries.length
    if (walked > mostWalked) return []
    if (entries.length === 0 && folder !== '') found.push(folder)
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (path === '.git' || skipped.has(path)) continue
      if (entry.name === '.git') throw new Error(`${path} is nothing that git can keep`)
      if (entry.isDirectory()) folders.push(path)
    }
  }
  return found
}
