// Goes through folders breadth first, with an end: so deep, so many, so long. Follows no link.
import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface WalkAsk {
  root: string
  deepest: number
  mostFolders: number
  /** Milliseconds, by a clock that only grows. */
  withinMs: number
  now: () => number
  /** What lies in a folder. True: go into this one too. */
  enters: (entry: Dirent, folder: string, entries: readonly Dirent[]) => boolean
  /** Told of each folder once it was read. False: go no further. */
  seen: (folder: string, entries: readonly Dirent[]) => boolean
}

/** True when all was seen that was to be seen. Folders that may not be read are passed over. */
export async function walk(ask: WalkAsk): Promise<boolean> {
  const until = ask.now() + ask.withinMs
  let level = [ask.root]
  let left = ask.mostFolders
  for (let depth = 0; depth <= ask.deepest && level.length > 0; depth += 1) {
    const below: string[] = []
    for (const folder of level) {
      if (left === 0 || ask.now() > until) return false
      left -= 1
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
      if (!ask.seen(folder, entries)) return false
      for (const entry of entries)
        if (entry.isDirectory() && ask.enters(entry, folder, entries))
          below.push(join(folder, entry.name))
    }
    level = below
  }
  return true
}
