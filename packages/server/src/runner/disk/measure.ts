// What a folder takes on the disk, by looking at each file once. Follows no link, leaves the file system of the folder
// never, and ends after a while with what it has.
import type { Stats } from 'node:fs'
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskSize } from '@a-parallel/shared'
import { ifThere } from '../git/worktrees/if-there.ts'

export interface MeasureLimits {
  entries: number
  ms: number
}

const usual: MeasureLimits = { entries: 400_000, ms: 20_000 }
const blockBytes = 512

export async function measure(root: string, limits = usual): Promise<DiskSize> {
  const until = performance.now() + limits.ms
  const sum = openSum()
  const top = await ifThere(lstat(root))
  if (!top) return sum.total(true)
  sum.add(top)
  const waiting = top.isDirectory() ? [root] : []
  let [seen, isWhole] = [0, true]
  const closed = () => {
    isWhole = false
    return null
  }
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for await (const entry of entriesOf(folder, closed)) {
      seen += 1
      if (seen > limits.entries || performance.now() > until) return sum.total(false)
      const path = join(folder, entry)
      const stats = await ifThere(lstat(path)).catch(closed)
      if (!stats || stats.dev !== top.dev) continue
      sum.add(stats)
      if (stats.isDirectory()) waiting.push(path)
    }
  }
  return sum.total(isWhole)
}

/** None of a folder that went away, or may not be read: the latter is told. */
async function* entriesOf(folder: string, closed: () => null): AsyncGenerator<string> {
  const opened = await ifThere(opendir(folder)).catch(closed)
  if (!opened) return
  for await (const { name } of opened) yield name
}

/** A file with several names counts once; one that has another name outside is shared. */
function openSum() {
  const linked = new Map<string, { bytes: number; left: number }>()
  let [bytes, files] = [0, 0]
  return {
    add(stats: Stats) {
      const size = stats.blocks * blockBytes
      if (stats.isDirectory()) bytes += size
      else if (stats.nlink === 1) {
        bytes += size
        files += 1
      } else {
        const key = `${stats.dev} ${stats.ino}`
        const known = linked.get(key)
        if (known) known.left -= 1
        else {
          linked.set(key, { bytes: size, left: stats.nlink - 1 })
          bytes += size
          files += 1
        }
      }
    },
    total(isWhole: boolean): DiskSize {
      const outside = [...linked.values()].filter(({ left }) => left > 0)
      const sharedBytes = outside.reduce((sum, one) => sum + one.bytes, 0)
      return { bytes, sharedBytes, files, isWhole }
    },
  }
}
