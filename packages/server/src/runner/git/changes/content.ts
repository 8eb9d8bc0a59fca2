// What a file in the checkout holds, as one short text that stays the same while its bytes do: the name that git would
// give these bytes as they lie there. Where nothing converts files, that is the name they get when they are committed, so
// a version outlives staging and committing. Larger files are known by their size and times.
import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { lstat, readFile, readlink } from 'node:fs/promises'
import { recent } from '../../../platform/recent.ts'
import { ifThere } from '../worktrees/if-there.ts'

/** Bytes. What is larger is not read for this. */
const largestRead = 4 * 1024 * 1024
/** A file that is younger may change again without a change of its times. */
const settledMs = 100
const mostKnown = 50_000

export interface Contents {
  /** Null where no file or link lies there. `name`: as above, in the repository's kind of name (40 or 64 digits). */
  of(file: string, digits: 40 | 64): Promise<Content | null>
}

export interface Content {
  name: string
  bytes: number
  /** The mode git would give it. */
  mode: string
}

export function openContents(now: () => number): Contents {
  const known = recent<{ stamp: string; name: string }>(mostKnown)
  return {
    async of(file, digits) {
      const seen = await ifThere(lstat(file, { bigint: true }))
      if (seen === null) return null
      const bytes = Number(seen.size)
      if (seen.isSymbolicLink()) {
        const target = await ifThere(readlink(file, { encoding: 'buffer' }))
        return target && { name: blobName(target, digits), bytes, mode: '120000' }
      }
      if (!seen.isFile()) return null
      const mode = (seen.mode & 0o100n) === 0n ? '100644' : '100755'
      const stamp = stampOf(seen)
      if (bytes > largestRead) return { name: `~${stamp}`, bytes, mode }
      // A file has a name of each kind.
      const key = `${digits}:${file}`
      const before = known.get(key)
      if (before?.stamp === stamp) return { name: before.name, bytes, mode }
      const content = await ifThere(readFile(file))
      if (content === null) return null
      const name = blobName(content, digits)
      if (now() - Number(seen.mtimeMs) > settledMs) known.set(key, { stamp, name })
      return { name, bytes: content.length, mode }
    },
  }
}

function stampOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join('.')
}

/** The same as long as nobody writes the file, which is not read for it. Null where nothing lies there. */
export async function readStamp(file: string): Promise<string | null> {
  const seen = await ifThere(lstat(file, { bigint: true }))
  return seen && stampOf(seen)
}

/** For one reading of what has changed: each file is looked at once. */
export function oncePerFile(contents: Contents): Contents {
  const found = new Map<string, Promise<Content | null>>()
  return {
    of(file, digits) {
      const known = found.get(file) ?? contents.of(file, digits)
      found.set(file, known)
      return known
    },
  }
}

/** The object name of these bytes as a blob. */
export function blobName(bytes: Uint8Array, digits: 40 | 64): string {
  const hash = createHash(digits === 64 ? 'sha256' : 'sha1')
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
