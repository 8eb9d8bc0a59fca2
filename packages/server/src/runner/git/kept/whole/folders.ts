// The folders of a checkout that git looks into, for what it says nothing of there: empty ones, what lies in a `.git` below
// the root, and what is closed to us.
import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'
import { isClosed } from './closed.ts'
import { isCheckout } from './inside.ts'
import { NotText } from './reading.ts'

export interface Walked {
  /** Folders in which nothing lies. */
  empty: string[]
  /** Checkouts in folders of which git tracks files, with a slash behind them. */
  checkouts: string[]
  /** Files in a `.git` below the root that is no repository. */
  leavings: string[]
  /** Folders that could not be read, with a slash behind them. */
  closed: string[]
}

const inGit = /(?:^|\/)\.git(?:\/|$)/

/**
 * @param skipped folders that are not looked into.
 * @throws NotText for a name in a `.git` below the root; all others git tells of.
 */
export async function walkFolders(root: string, skipped: ReadonlySet<string>): Promise<Walked> {
  const walked: Walked = { empty: [], checkouts: [], leavings: [], closed: [] }
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await entriesOf(join(root, folder))
    if (entries === 'closed') walked.closed.push(`${folder}/`)
    else if (entries.length === 0 && folder !== '') walked.empty.push(folder)
    if (entries === 'closed') continue
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (path === '.git' || skipped.has(path)) continue
      if (inGit.test(path) && path.includes('\ufffd')) throw new NotText([path])
      if (entry.name === '.git' && (await isCheckout(join(root, folder))))
        walked.checkouts.push(`${folder}/`)
      else if (entry.isDirectory()) folders.push(path)
      else if (inGit.test(path) && (entry.isFile() || entry.isSymbolicLink()))
        walked.leavings.push(path)
    }
  }
  return walked
}

async function entriesOf(folder: string): Promise<Dirent[] | 'closed'> {
  try {
    return (await ifThere(readdir(folder, { withFileTypes: true }))) ?? []
  } catch (cause) {
    if (isClosed(cause)) return 'closed'
    throw cause
  }
}
