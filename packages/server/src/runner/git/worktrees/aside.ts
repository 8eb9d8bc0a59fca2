// What stands beside a worktree under a name of its own: folders of removed ones that could not be deleted at once, moved out
// of the way by one step, and what a worktree is being given until it is whole. A server that is killed leaves it; the next
// removal at the same place deletes it.
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isUuid } from '../../../platform/id.ts'
import { ifThere } from './if-there.ts'

const removed = '.removed-'
const giving = '.giving-'

/** Renames the folder, and tells what it is called then. */
export async function moveAside(path: string): Promise<string> {
  const gone = `${path}${removed}${crypto.randomUUID()}`
  await rename(path, gone)
  return gone
}

/** Where a thing that a worktree is given may be built: of its own, so that nothing of another gets in. */
export function placeToGive(path: string): string {
  return `${path}${giving}${crypto.randomUUID()}`
}

/** Also what an earlier server had moved. */
export function removeAside(path: string): Promise<void> {
  return removeBeside(path, [removed, giving])
}

/** Removes what a worktree was being given. Nothing may be under way there. */
export function removeHalfGiven(path: string): Promise<void> {
  return removeBeside(path, [giving])
}

/** A person's own folder may be called almost the same. */
async function removeBeside(path: string, marks: readonly string[]): Promise<void> {
  const names = (await ifThere(readdir(dirname(path)))) ?? []
  const starts = marks.map((mark) => `${basename(path)}${mark}`)
  for (const name of names)
    if (starts.some((start) => name.startsWith(start) && isUuid(name.slice(start.length))))
      await rm(join(dirname(path), name), { recursive: true, force: true, maxRetries: 3 })
}
