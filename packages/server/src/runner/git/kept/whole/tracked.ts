// Tracked files of a checkout that git takes for unchanged, and that are other bytes nevertheless: line ends and encodings
// that git converts, permissions it does not look at, files that it was told not to look at.
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkout } from '../../changes/checkout.ts'
import { otherThanWritten, type HeldFile } from '../../conversion/as-written.ts'
import { writesCrlf } from '../../conversion/rules.ts'
import { ifThere } from '../../worktrees/if-there.ts'
import { quoted } from '../../restrict/said-path.ts'

export interface Entry {
  path: string
  mode: string
  oid: string
  /** 0, or of a conflict: 1 the ancestor, 2 ours, 3 theirs. */
  stage: number
  /** Git was told to take it for unchanged (`assume-unchanged`, `skip-worktree`). */
  unwatched: boolean
}

/** What the index holds. */
export async function readEntries({ run }: Checkout): Promise<Entry[]> {
  const { text } = await run(['ls-files', '-v', '--stage', '-z'], 'whole-entries')
  return text.split('\0').flatMap((record) => {
    const [, tag = '', mode = '', oid = '', stage = '', path] =
      /^(\S) (\d+) ([0-9a-f]+) (\d)\t([^]+)$/.exec(record) ?? []
    if (path === undefined) return []
    return [{ path, mode, oid, stage: Number(stage), unwatched: /[a-zS]/.test(tag) }]
  })
}

export interface Deviations {
  /** Their bytes are not those that a checkout would give. */
  other: string[]
  /** Nothing lies there. */
  absent: string[]
  /** Permission bits that a checkout would not give. */
  permissions: Record<string, number>
}

const atOnce = 256
const isFile = ({ mode, stage }: Entry) => stage === 0 && mode !== '160000'

/** Permission bits of a file that git makes. */
export function usualBits(mode: string, umask: number): number {
  return (mode === '100755' ? 0o777 : 0o666) & ~umask
}

/**
 * @param umask what it takes from the permissions of files that git makes.
 * @param known files that hold something else than the index.
 */
export async function readDeviations(
  checkout: Checkout,
  entries: readonly Entry[],
  umask: number,
  known: ReadonlySet<string>,
): Promise<Deviations> {
  const files = entries.filter(isFile)
  const found: Deviations = { other: [], absent: [], permissions: {} }
  const held: HeldFile[] = []
  for (let from = 0; from < files.length; from += atOnce) {
    const some = files.slice(from, from + atOnce)
    const seen = await Promise.all(
      some.map(({ path }) => ifThere(lstat(join(checkout.path, path)))),
    )
    for (const [index, entry] of some.entries()) {
      const { path, mode, oid, unwatched } = entry
      const now = seen[index]
      if (!now || now.isDirectory()) {
        found.absent.push(path)
        continue
      }
      const bits = now.mode & 0o777
      if (now.isFile() && bits !== usualBits(mode, umask)) found.permissions[path] = bits
      if (unwatched || now.isSymbolicLink() !== (mode === '120000')) found.other.push(path)
      else if (now.isFile() && !known.has(path)) held.push({ path, oid, bytes: now.size })
    }
  }
  // Attributes may stand where nobody looks for them here, so git is asked.
  const rules = { outwards: true, crlf: writesCrlf(await checkout.settings()) }
  found.other.push(...(await otherThanWritten(checkout, rules, held)))
  return found
}

/** Files that git was told not to look at and that hold something else than the index. */
export async function changedUnwatched(
  { path: root, run }: Checkout,
  entries: readonly Entry[],
): Promise<string[]> {
  const unwatched = entries.filter((entry) => entry.unwatched && isFile(entry))
  const there: Entry[] = []
  for (const entry of unwatched) {
    const seen = await ifThere(lstat(join(root, entry.path)))
    if (seen?.isFile()) there.push(entry)
  }
  if (there.length === 0) return []
  const { text } = await run(['hash-object', '--stdin-paths'], 'whole-unwatched', {
    stdin: there.map(({ path }) => `${quoted(path)}\n`).join(''),
  })
  const now = text.split('\n')
  return there.flatMap(({ path, oid }, index) => (now[index] === oid ? [] : [path]))
}
