// What stands in the index alone: staged once, and since then neither committed nor what the file holds. Staging over it, or
// unstaging it, would be its end, so it is kept first. What is made of lines of HEAD and of the file, in the order of each, is
// left out: staging hunk after hunk loses nothing.
import { Problem } from '@a-parallel/contract/model'
import { largestCompared, type Checkout } from '../changes/checkout.ts'
import { aLink, aSubmodule } from '../changes/changed-file.ts'
import { blobName } from '../changes/content.ts'
import type { StatusEntry } from '../changes/parse-status.ts'
import { readInside } from '../diff/file-side.ts'
import { batchesOf, readBlobs } from '../kept/blobs.ts'
import { keepObjects, type KeepAsk } from '../kept/keep.ts'
import { toKept } from './convert.ts'
import { isMadeOf } from './made-of.ts'

/** What the index holds at a path, and is to hold no longer. */
export interface Held {
  path: string
  mode: string
  oid: string
  /** What HEAD holds there, where that is known; null: nothing. */
  head?: string | null | undefined
}

/** What HEAD holds at a path, as far as what is not committed of it tells. */
export function headAt(path: string, entries: readonly StatusEntry[]): string | null | undefined {
  const entry = entries.find((one) => one.path === path && !one.untracked)
  // Git tells of a renamed file what it was renamed from.
  if (!entry || entry.conflicted || entry.from !== null) return undefined
  return entry.head === null || entry.head.mode === aSubmodule ? null : entry.head.oid
}

export type IndexKeeping = Omit<KeepAsk, 'why' | 'paths'>

const mostNamed = 100
const atOnce = 8

export async function keepIndexOnly(
  checkout: Checkout,
  ask: IndexKeeping,
  held: readonly Held[],
): Promise<void> {
  const files = held.filter(({ mode }) => mode !== aSubmodule)
  const heads = await readHeads(
    checkout,
    files.filter(({ head }) => head === undefined),
  )
  const other = files.flatMap((one): Other[] => {
    const committed = one.head === undefined ? heads.get(one.path) : (one.head ?? undefined)
    return committed === one.oid ? [] : [{ ...one, committed }]
  })
  const alone = await aloneAmong(checkout, await otherThanFiles(checkout, other))
  if (alone.length > 0) await keepObjects(checkout, { ...ask, why: 'stage' }, alone)
}

/** What the index holds and HEAD does not. */
interface Other extends Held {
  /** What HEAD holds there. */
  committed: string | undefined
}

/** What HEAD holds at these paths. */
async function readHeads({ run }: Checkout, files: readonly Held[]): Promise<Map<string, string>> {
  if (files.length === 0) return new Map()
  const paths = files.length > mostNamed ? [] : files.map(({ path }) => path)
  const { text } = await run(
    ['ls-tree', '-r', '-z', '--full-tree', 'HEAD', '--', ...paths],
    'stage-heads',
    {
      // No commit yet.
      successExitCodes: [0, 128],
    },
  )
  return new Map(
    text.split('\0').flatMap((record): [string, string][] => {
      const [, oid, path] = /^\d+ blob ([0-9a-f]+)\t([^]+)$/.exec(record) ?? []
      return oid === undefined || path === undefined ? [] : [[path, oid]]
    }),
  )
}

/** Those that do not lie in the checkout as they are, as thousands may that were just staged. */
async function otherThanFiles(
  { path: root }: Checkout,
  others: readonly Other[],
): Promise<Other[]> {
  const found: Other[] = []
  const look = async (one: Other) => {
    const file = await readIfFits(readInside(root, one.path))
    if (file === null || blobName(file, one.oid.length === 64 ? 64 : 40) !== one.oid)
      found.push(one)
  }
  for (let from = 0; from < others.length; from += atOnce)
    await Promise.all(others.slice(from, from + atOnce).map(look))
  return found
}

async function aloneAmong(checkout: Checkout, others: readonly Other[]): Promise<Other[]> {
  const sizes = await sizesOf(checkout, others.flatMap(objectsOf))
  const sized = others.map((one) => ({
    ...one,
    bytes: objectsOf(one).reduce((sum, oid) => sum + (sizes.get(oid) ?? 0), 0),
  }))
  const alone: Other[] = []
  for (const batch of batchesOf(sized)) {
    const contents = await readAll(checkout, batch.flatMap(objectsOf), sizes)
    for (const one of batch) {
      const file = await readIfFits(readInside(checkout.path, one.path))
      const committed = one.committed === undefined ? undefined : contents.get(one.committed)
      const known = { committed: committed ?? nothing, file: file ?? nothing }
      if (await isAlone(checkout, one, contents.get(one.oid), known)) alone.push(one)
    }
  }
  return alone
}

function objectsOf({ oid, committed }: Other): string[] {
  return committed === undefined ? [oid] : [oid, committed]
}

/** `oid blob size` for each that is there. */
async function sizesOf(
  { run }: Checkout,
  oids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (oids.length === 0) return new Map()
  const { text } = await run(['cat-file', '--batch-check'], 'stage-sizes', {
    stdin: oids.map((oid) => `${oid}\n`).join(''),
  })
  return new Map(
    text.split('\n').flatMap((line): [string, number][] => {
      const [, oid, bytes] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? []
      return oid === undefined ? [] : [[oid, Number(bytes)]]
    }),
  )
}

/** What these objects hold, as far as they are not too large to be compared. */
async function readAll(
  checkout: Checkout,
  oids: readonly string[],
  sizes: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(oids)].flatMap((oid) => {
    const bytes = sizes.get(oid) ?? Infinity
    return bytes > largestCompared ? [] : [{ oid, bytes }]
  })
  const read = await readBlobs(checkout, wanted)
  return new Map(wanted.map(({ oid }, at) => [oid, read[at] ?? Buffer.alloc(0)]))
}

const nothing = Buffer.alloc(0)

interface Known {
  committed: Buffer
  file: Buffer
}

async function isAlone(
  checkout: Checkout,
  { path, mode }: Other,
  index: Buffer | undefined,
  { committed, file }: Known,
): Promise<boolean> {
  // Too large to be looked through; the object is there already.
  if (index === undefined) return true
  if (index.length === 0) return false
  if ([committed, file].some((bytes) => bytes.equals(index))) return false
  if (mode === aLink || index.includes(0)) return true
  if (isMadeOf(index, committed, file)) return false
  // Asked of git only where the answer matters: whether it would keep the file with other line ends.
  const ended = Buffer.from(file.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
  if (!isMadeOf(index, committed, ended)) return true
  return !(await toKept(checkout, path, file, Promise.resolve(index))).equals(ended)
}

/** Null: nothing is there, or it is too large to be compared. */
async function readIfFits(reading: Promise<Buffer>): Promise<Buffer | null> {
  try {
    return await reading
  } catch (cause) {
    if (cause instanceof Problem) return null
    throw cause
  }
}
