// Stages and unstages: files as a whole, or lines of them. Only the index is written; what it is to hold is worked out
// from the bytes of both sides. Must be called under the checkout's lock.
import { join } from 'node:path'
import type { FilePick } from '../../review-port.ts'
import type { Checkout } from '../changes/checkout.ts'
import type { Contents } from '../changes/content.ts'
import type { Changed } from '../changes/list.ts'
import type { RawChange } from '../changes/parse-raw.ts'
import { readHead } from '../changes/sides.ts'
import { readInside } from '../diff/file-side.ts'
import { filteredAmong, filterUntrusted } from '../restrict/filtered.ts'
import { toKept } from './convert.ts'
import { takeFiles, writeEntries, type IndexEntry } from './index-entries.ts'
import { headAt, keepIndexOnly, type Held, type IndexKeeping } from './index-only.ts'
import { leaveOut, leftOutAmong } from './left-out.ts'
import { IndexBusy, lookAtIndex, replaceIndex } from './new-index.ts'
import {
  blobOf,
  changedMeanwhile,
  readMeant,
  refuseRepositories,
  writeBlob,
  type Part,
} from './picks.ts'
import { withReplaced } from './replaced.ts'
import { selected } from './selected.ts'

/**
 * @throws Problem `changed_meanwhile`, `not_by_lines`, `in_a_repository` or `filter_untrusted`, or IndexBusy; then the index
 *   is as it was.
 */
export async function stage(
  checkout: Checkout,
  contents: Contents,
  picks: readonly FilePick[],
  keeping: IndexKeeping,
): Promise<void> {
  const index = await lookAtIndex(checkout)
  const wholes = picks.filter(({ hunks }) => hunks === undefined).map(({ path }) => path)
  // Before what is held against what was seen: whatever is written from here on is another content.
  const seen = await namesOf(checkout, contents, wholes)
  const { whole, parts } = await readMeant(checkout, contents, { scope: 'unstaged', picks })
  refuseRepositories(whole.filter(({ file }) => file.kind === 'untracked'))
  await refuseFiltered(checkout, [...whole.map(({ file }) => file.path), ...pathsOf(parts)])
  const entries: IndexEntry[] = []
  for (const part of parts) entries.push(await stagedPart(checkout, part))
  const fresh = [
    ...whole.filter(({ file }) => file.kind === 'untracked').map(({ file }) => file.path),
    ...pathsOf(parts.filter(({ diff }) => diff.file.kind === 'untracked')),
  ]
  const held = [...whole.flatMap(heldBefore), ...heldIn(parts, 'before')]
  await keepIndexOnly(checkout, keeping, await withReplaced(checkout, fresh, held))
  const paths = whole.map(({ file }) => file.path)
  // What is gone is not looked for: a folder may lie there, or a link above it.
  const gone = new Set(whole.flatMap(({ raw }) => (raw.status === 'D' ? [raw.path] : [])))
  await replaceIndex(checkout, index, async (beside) => {
    await takeFiles(
      beside,
      paths.filter((path) => !gone.has(path)),
    )
    await writeEntries(beside, [...[...gone].map((path) => ({ path, entry: null })), ...entries])
    await refuseRaced(checkout, contents, paths, seen)
  })
}

export async function unstage(
  checkout: Checkout,
  contents: Contents,
  picks: readonly FilePick[],
  keeping: IndexKeeping,
): Promise<void> {
  const [index, head] = await Promise.all([lookAtIndex(checkout), readHead(checkout)])
  const { whole, parts } = await readMeant(checkout, contents, { scope: 'staged', picks })
  const entries = whole.flatMap(asInHead)
  for (const part of parts) entries.push(await unstagedPart(checkout, part))
  const fresh = [
    ...whole.flatMap(({ raw }) => (raw.after === null ? [raw.path] : (raw.from ?? []))),
    ...pathsOf(parts.filter(({ diff }) => diff.after === null)),
  ]
  const held = [
    ...whole.flatMap(({ raw, entries: open }) => heldAs(raw.path, raw.after, open)),
    ...heldIn(parts, 'after'),
  ]
  await keepIndexOnly(checkout, keeping, await withReplaced(checkout, fresh, held))
  const here = entries.flatMap(({ path, entry }) => (entry === null ? [] : [path]))
  const leftOut = await leftOutAmong(checkout, here)
  await replaceIndex(checkout, index, async (beside) => {
    await writeEntries(beside, entries)
    await leaveOut(beside, leftOut)
    // A commit of what is staged writes no index, and holds no lock when it is made.
    if ((await readHead(beside)) !== head) throw new IndexBusy()
  })
}

/** A new file is nowhere in the index. */
function heldBefore({ file, raw, entries }: Changed): Held[] {
  return file.kind === 'untracked' ? [] : heldAs(raw.path, raw.before, entries)
}

function heldAs(path: string, side: RawChange['after'], entries: Changed['entries']): Held[] {
  if (side === null || side.oid === null) return []
  return [{ path, mode: side.mode, oid: side.oid, head: headAt(path, entries) }]
}

/** What the index holds of these, on that side of their diffs. */
function heldIn(parts: readonly Part[], side: 'before' | 'after'): Held[] {
  return parts.flatMap(({ pick: { path }, diff, entries }) => {
    const oid = diff[side]?.oid ?? null
    const mode = diff.file.modes[side]
    return mode === null ? [] : heldAs(path, { mode, oid }, entries)
  })
}

const pathsOf = (parts: readonly Part[]) => parts.map(({ pick }) => pick.path)

async function refuseFiltered(checkout: Checkout, paths: readonly string[]): Promise<void> {
  const [first] = await filteredAmong(checkout, paths)
  if (first !== undefined) throw filterUntrusted(first)
}

function asInHead({ raw }: Changed): IndexEntry[] {
  if (raw.from === null) return [{ path: raw.path, entry: raw.before }]
  return [
    { path: raw.path, entry: null },
    { path: raw.from, entry: raw.before },
  ]
}

/** What the index is to hold of a file of which these lines are staged. A change of its mode is staged with the file. */
async function stagedPart(checkout: Checkout, part: Part): Promise<IndexEntry> {
  const { pick, diff, hunks, takes } = part
  const { path } = pick
  const { before, after } = diff.file.modes
  const indexed = blobOf(checkout, diff.before)
  const [old, kept] = await Promise.all([
    indexed,
    after === null ? Buffer.alloc(0) : keptOf(checkout, path, indexed),
  ])
  const found = selected(old, kept, hunks, takes)
  if (found === null) throw changedMeanwhile(path)
  const mode = found.all && after === null ? null : (before ?? after)
  return { path, entry: await entryOf(checkout, mode, found.bytes) }
}

async function keptOf(checkout: Checkout, path: string, indexed: Promise<Buffer>): Promise<Buffer> {
  return toKept(checkout, path, await readInside(checkout.path, path), indexed)
}

async function unstagedPart(checkout: Checkout, part: Part): Promise<IndexEntry> {
  const { pick, diff, hunks, takes } = part
  const { before, after } = diff.file.modes
  const old = await blobOf(checkout, diff.before)
  const fresh = await blobOf(checkout, diff.after)
  const found = selected(old, fresh, hunks, (hunk, line) => !takes(hunk, line))
  if (found === null) throw changedMeanwhile(pick.path)
  const mode = found.none && before === null ? null : (after ?? before)
  return { path: pick.path, entry: await entryOf(checkout, mode, found.bytes) }
}

async function entryOf(checkout: Checkout, mode: string | null, bytes: Buffer) {
  return mode === null ? null : { mode, oid: await writeBlob(checkout, bytes) }
}

type Names = Map<string, string | null>

async function namesOf(
  { path: root }: Checkout,
  contents: Contents,
  paths: readonly string[],
): Promise<Names> {
  const names: Names = new Map()
  for (const path of paths) {
    const found = await contents.of(join(root, path), 40)
    names.set(path, found && found.name)
  }
  return names
}

/** Git has read the files after we did: what somebody wrote in between was not approved. */
async function refuseRaced(
  checkout: Checkout,
  contents: Contents,
  paths: readonly string[],
  seen: Names,
): Promise<void> {
  const now = await namesOf(checkout, contents, paths)
  const raced = paths.find((path) => now.get(path) !== seen.get(path))
  if (raced !== undefined) throw changedMeanwhile(raced)
}
