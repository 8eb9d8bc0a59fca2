// Folders of removed worktrees that could not be deleted at once: moved out of the way by one step, and deleted by the next
// removal at the same place.
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ifThere } from './if-there.ts'

const mark = '.removed-'
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Renames the folder, and tells what it is called then. */
export async function moveAside(path: string): Promise<string> {
  const gone = `${path}${mark}${crypto.randomUUID()}`
  await rename(path, gone)
  return gone
}

/** Also what an earlier server had moved. A person's own folder may be called almost the same. */
export async function removeAside(path: string): Promise<void> {
  const names = (await ifThere(readdir(dirname(path)))) ?? []
  const start = `${basename(path)}${mark}`
  for (const name of names)
    if (name.startsWith(start) && isId.test(name.slice(start.length)))
      await rm(join(dirname(path), name), { recursive: true, force: true })
}
