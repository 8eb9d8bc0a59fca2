// Sets a checkout's files to those of a checkpoint. HEAD, branches and the checkout's index stay as they are; what is
// ignored, too large or in another repository is left alone. Nothing goes that is not in a checkpoint first.
import { lstat, realpath, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ifThere } from '../worktrees/if-there.ts'
import type { FileChange } from '@a-parallel/shared'
import { ended, split, type Shadow } from './shadow.ts'

const aRepository = '160000'

/** What would become of the files between two trees. */
export async function changesBetween(
  { run }: Pick<Shadow, 'run'>,
  from: string,
  to: string,
): Promise<FileChange[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', from, to]
  const { text } = await run(args, 'checkpoint-diff')
  const entries = split(text)
  const changes: FileChange[] = []
  for (let at = 0; at + 1 < entries.length; at += 2) {
    const [before = '', after = '', , , status = ''] = (entries[at] ?? '').slice(1).split(' ')
    const path = entries[at + 1] ?? ''
    if (before === aRepository || after === aRepository) continue
    const kind = status === 'A' ? 'made-again' : status === 'D' ? 'taken-away' : 'set-back'
    changes.push({ path, kind })
  }
  return changes
}

/** Files that lie where others are to be made again, and that no checkpoint holds: ignored ones as a rule. */
export async function inTheWay(root: string, changes: readonly FileChange[]): Promise<string[]> {
  const found = new Set<string>()
  for (const { path, kind } of changes) {
    if (kind !== 'made-again') continue
    const obstacle = await obstacleOf(root, path)
    if (obstacle !== null) found.add(obstacle)
  }
  const goes = new Set(changes.filter(({ kind }) => kind !== 'made-again').map(({ path }) => path))
  return [...found].filter((path) => !goes.has(path))
}

/** The first part of a path at which something lies that is no folder. */
async function obstacleOf(root: string, path: string): Promise<string | null> {
  const parts = path.split('/')
  for (let count = 1; count <= parts.length; count += 1) {
    const place = parts.slice(0, count).join('/')
    const seen = await ifThere(lstat(join(root, place)))
    if (seen === null) return null
    if (!seen.isDirectory()) return place
  }
  return null
}

/**
 * Carries the changes out. The shadow index holds the files as they are, and holds `to` afterwards.
 * @returns the paths that were left: a folder with ignored files stands in their place.
 */
export async function carryOut(
  shadow: Shadow,
  to: string,
  changes: readonly FileChange[],
): Promise<string[]> {
  const root = await realpath(shadow.path)
  const left: string[] = []
  for (const { path } of changes.filter(({ kind }) => kind === 'taken-away')) {
    if (!(await takeAway(root, path))) left.push(path)
  }
  await shadow.run(['read-tree', '-m', to], 'checkpoint-read', { access: 'write' })
  const wanted: string[] = []
  for (const { path, kind } of changes) {
    if (kind === 'taken-away') continue
    if (await isBlocked(join(root, path))) left.push(path)
    else wanted.push(path)
  }
  if (wanted.length > 0) {
    await shadow.run(
      ['checkout-index', '--force', '--index', '-z', '--stdin'],
      'checkpoint-restore',
      { access: 'write', stdin: ended(wanted) },
    )
  }
  return left
}

/** Removes a file, and the folders that are empty behind it. */
async function takeAway(root: string, path: string): Promise<boolean> {
  const folder = join(root, dirname(path))
  // Followed through a link, it would be somebody else's file.
  if ((await ifThere(realpath(folder))) !== folder) return false
  const file = join(root, path)
  if ((await ifThere(lstat(file)))?.isDirectory()) return false
  await rm(file, { force: true })
  for (let above = folder; above !== root; above = dirname(above)) {
    const gone = await rmdir(above).then(
      () => true,
      () => false,
    )
    if (!gone) break
  }
  return true
}

/** Whether a folder that is not empty stands where a file is to be. */
async function isBlocked(file: string): Promise<boolean> {
  const seen = await ifThere(lstat(file))
  if (!seen?.isDirectory()) return false
  return rmdir(file).then(
    () => false,
    () => true,
  )
}
