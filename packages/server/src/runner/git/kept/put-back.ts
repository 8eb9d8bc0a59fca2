// Puts kept files back, byte for byte. What stands in their place is kept first. Must be called under the checkout's lock.
import { Problem } from '@a-parallel/contract/model'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Checkout } from '../changes/checkout.ts'
import { changedMeanwhile } from '../stage/picks.ts'
import { batchesOf, entriesOf, contentsOf, readBlobs, type KeptEntry } from './blobs.ts'
import { keepFiles, type KeepAsk, type KeptFiles } from './keep.ts'
import { look, obstacleOf, put, takeAway, takeEmptyAway } from './places.ts'
import type { KeptCommit } from './refs.ts'
import { Manifest } from './whole/keep-whole.ts'
import { filesAmong, refuseObstacle } from './odd.ts'

export interface PutBackAsk extends Omit<KeepAsk, 'why' | 'paths'> {
  from: KeptCommit
  /** Permissions that files are made with, as `umask` takes away of them. */
  umask: number
}

export async function putBack(checkout: Checkout, ask: PutBackAsk): Promise<KeptFiles> {
  const { from, umask } = ask
  const { entries, odd } = await filesOf(checkout, from)
  const paths = [...entries.map(({ path }) => path), ...from.note.absent]
  const empty = await emptyAmong(checkout.path, paths)
  const rest = paths.filter((path) => !empty.has(path))
  const blocked = await inTheWay(checkout.path, rest, new Set(from.note.absent))
  const kept = await keepFiles(checkout, {
    ...ask,
    why: 'undo',
    paths: [...paths, ...blocked.filter((path) => !paths.includes(path))],
  })
  for (const path of empty) await takeEmptyAway(checkout.path, path)
  for (const path of [...blocked, ...from.note.absent]) await clear(checkout.path, path, kept)
  for (const batch of batchesOf(entries)) {
    const contents = await contentsOf(checkout, batch)
    for (const [index, { path, mode }] of batch.entries()) {
      const content = contents[index]
      if (content === undefined) throw new Error(`${path} could not be read`)
      await refuseChanged(checkout.path, path, kept)
      if (odd.includes(path)) await refuseObstacle(checkout.path, path)
      await mkdir(join(checkout.path, dirname(path)), { recursive: true, mode: 0o777 & ~umask })
      const permissions = (mode === '100755' ? 0o777 : 0o666) & ~umask
      await put(checkout.path, path, { content, mode, permissions })
    }
  }
  return kept
}

/** Of a whole worktree only its files: index and branch of this one are its own. */
async function filesOf(
  checkout: Checkout,
  { commit, note }: KeptCommit,
): Promise<{ entries: KeptEntry[]; odd: readonly string[] }> {
  const entries = await entriesOf(checkout, commit)
  if (note.thread === null) return { entries, odd: [] }
  const [about] = await readBlobs(
    checkout,
    entries.filter(({ path }) => path === 'manifest.json'),
  )
  const { odd } = Manifest.parse(JSON.parse(String(about)))
  return { entries: filesAmong(entries, odd), odd }
}

/** Folders that hold nothing, where a file is to be or nothing: git makes one where it puts a submodule. */
async function emptyAmong(root: string, paths: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const path of paths) {
    const isFolder = (await look(root, path)) === 'folder'
    if (isFolder && (await readdir(join(root, path))).length === 0) found.add(path)
  }
  return found
}

/**
 * Files that lie where folders are needed.
 * @param goes files that are taken away before.
 * @throws `in_the_way` where a folder lies in the place of a file: it may hold what git does not know.
 */
export async function inTheWay(
  root: string,
  paths: readonly string[],
  goes: ReadonlySet<string>,
): Promise<string[]> {
  const found = new Set<string>()
  for (const path of paths) {
    const obstacle = await obstacleOf(root, path)
    if (obstacle !== null) found.add(obstacle)
    else if ((await look(root, path)) === 'folder' && !(await goesWith(root, path, goes))) {
      const detail = `A folder lies at ${path}. Move it away first.`
      throw new Problem('in_the_way', detail, { path })
    }
  }
  return [...found]
}

/** Whether a folder goes with these files: one that holds nothing goes with none. */
async function goesWith(root: string, path: string, goes: ReadonlySet<string>): Promise<boolean> {
  const entries = await readdir(join(root, path), { withFileTypes: true })
  if (entries.length === 0) return false
  for (const entry of entries) {
    const inside = `${path}/${entry.name}`
    const stays = entry.isDirectory() ? !(await goesWith(root, inside, goes)) : !goes.has(inside)
    if (stays) return false
  }
  return true
}

/** Takes a file away that is kept. */
export async function clear(root: string, path: string, kept: KeptFiles): Promise<void> {
  if (kept.seen.get(path) === null || kept.seen.get(path) === undefined) return
  await refuseChanged(root, path, kept)
  await takeAway(root, path)
}

/** What was written after it was kept is not thrown away. */
export async function refuseChanged(
  root: string,
  path: string,
  { seen }: Pick<KeptFiles, 'seen'>,
): Promise<void> {
  const now = await look(root, path)
  if (now === null) return
  if (now === 'folder' || now.stamp !== seen.get(path)?.stamp) throw changedMeanwhile(path)
}
