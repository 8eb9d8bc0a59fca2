// Folders of a checkout in which nothing lies: git knows of none of them.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'

const mostWalked = 200_000

/**
 * @param skipped folders that are not looked into.
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
      if (entry.isDirectory() && path !== '.git' && !skipped.has(path)) folders.push(path)
    }
  }
  return found
}
