// Sets a checkout's files to those of a checkpoint. HEAD, branches and the checkout's index stay as they are; what is
// ignored, too large or in another repository is left alone. Nothing goes that is not in a checkpoint first.
import { lstat, realpath, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { otherThanWritten } from '../conversion/as-written.ts'
import { heldFiles, type ListedFile } from '../conversion/held-files.ts'
import { holdsAttributes } from '../conversion/rules.ts'
import type { KeptEntry } from '../kept/blobs.ts'
import { ifThere } from '../worktrees/if-there.ts'
import type { FileChange } from '@a-parallel/shared'
import { checkOut, putBack, writeBytes, type Was } from './bytes/write.ts'
import { split, type Shadow } from './shadow.ts'

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

/** A checkout's files as they are, and which bytes are to be others than git would write, by path. */
export interface Carrying {
  was: Was
  bytes: ReadonlyMap<string, KeptEntry>
}

/**
 * Carries the changes out. The shadow index holds the files as they are, and holds `to` afterwards.
 * @returns the paths that were left: a folder with ignored files stands in their place, or a filter that git needs fails.
 */
export async function carryOut(
  shadow: Shadow,
  to: string,
  changes: readonly FileChange[],
  { was, bytes }: Carrying,
): Promise<string[]> {
  const root = await realpath(shadow.path)
  const began = Date.now()
  const left: string[] = []
  for (const { path } of changes.filter(({ kind }) => kind === 'taken-away')) {
    if (!(await takeAway(root, path))) left.push(path)
  }
  await shadow.run(['read-tree', '--reset', to], 'checkpoint-read', {
    access: 'write',
    settings: shadow.withoutFilters,
  })
  const wanted: string[] = []
  for (const { path, kind } of changes) {
    if (kind === 'taken-away') continue
    if (await isBlocked(join(root, path))) left.push(path)
    else wanted.push(path)
  }
  const again = new Set(wanted.filter((path) => was.raw.has(path) && !bytes.has(path)))
  if (again.size > 0) await shadow.forgetTimes(await heldFiles(shadow, again))
  const failed: string[] = []
  // By their attributes the others are written.
  const first = wanted.filter(holdsAttributes)
  for (const some of [first, wanted.filter((path) => !holdsAttributes(path))]) {
    const plain = some.filter((path) => !bytes.has(path))
    failed.push(...(await checkOut(shadow, plain)))
    const own = some.flatMap((path) => bytes.get(path) ?? [])
    await writeBytes(shadow, own)
  }
  if (changes.some(({ path }) => holdsAttributes(path))) {
    const done = new Set([...bytes.keys(), ...left, ...failed])
    const news = await writeByNewRules(shadow, done, { own: new Set(wanted), began })
    left.push(...news.left)
    failed.push(...news.failed)
  }
  await putBack(shadow, failed, was)
  return [...left, ...failed]
}

/**
 * Once the attributes are those of then, git may write a file otherwise of which it holds the same as before; and it has
 * written some by the attributes that it found.
 * @param but files that are not as git writes them.
 * @param at which this has written itself, and since when: what somebody else wrote meanwhile is in no checkpoint.
 * @returns the paths that were left for that, and those that git could not write.
 */
async function writeByNewRules(
  shadow: Shadow,
  but: ReadonlySet<string>,
  at: { own: ReadonlySet<string>; began: number },
): Promise<{ left: string[]; failed: string[] }> {
  const held = await heldFiles(shadow)
  const rules = await shadow.rules(held.map(({ path }) => path).filter(holdsAttributes))
  const others = held.filter(({ path }) => !but.has(path))
  const otherwise = new Set(await otherThanWritten(shadow, rules, others, true))
  const now = await heldFiles(shadow, otherwise)
  const isNews = ({ path, written }: ListedFile) => !at.own.has(path) && written >= at.began
  const again = now.filter((file) => !isNews(file))
  await shadow.forgetTimes(again)
  const failed = await checkOut(
    shadow,
    again.map(({ path }) => path),
  )
  return { left: now.filter(isNews).map(({ path }) => path), failed }
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
