// What stands in the index alone: staged once, and since then neither committed nor what the file holds. Staging over it, or
// unstaging it, would be its end, so it is kept first. What HEAD or the file holds line by line is left out: staging hunk
// after hunk loses nothing.
import { Problem } from '@a-parallel/contract/model'
import type { Checkout } from '../changes/checkout.ts'
import { aSubmodule } from '../changes/changed-file.ts'
import { blobName } from '../changes/content.ts'
import type { StatusEntry } from '../changes/parse-status.ts'
import { GitError } from '../error.ts'
import { readInside } from '../diff/file-side.ts'
import { keepObjects, type KeepAsk } from '../kept/keep.ts'
import { readBlob } from './picks.ts'

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
  const alone: Held[] = []
  const keepIfAlone = async (one: Held) => {
    const head = one.head === undefined ? heads.get(one.path) : (one.head ?? undefined)
    if (head !== one.oid && (await isAlone(checkout, one, head))) alone.push(one)
  }
  for (let from = 0; from < files.length; from += atOnce)
    await Promise.all(files.slice(from, from + atOnce).map(keepIfAlone))
  if (alone.length > 0) await keepObjects(checkout, { ...ask, why: 'stage' }, alone)
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

async function isAlone(
  checkout: Checkout,
  { path, oid }: Held,
  head: string | undefined,
): Promise<boolean> {
  const file = await readIfFits(readInside(checkout.path, path))
  // Of thousands that are taken out of the index at once, git need not be asked for any.
  if (file !== null && blobName(file, oid.length === 64 ? 64 : 40) === oid) return false
  const [index, committed] = await Promise.all([
    readIfFits(readBlob(checkout, oid)),
    head === undefined ? null : readIfFits(readBlob(checkout, head)),
  ])
  // Too large to be looked through; the object is there already.
  if (index === null) return true
  const known = [committed, file].flatMap((bytes) => bytes ?? [])
  if (index.length === 0 || known.some((bytes) => bytes.equals(index))) return false
  if (index.includes(0)) return true
  const lines = new Set(known.flatMap(linesOf))
  return linesOf(index).some((line) => !lines.has(line))
}

/** Null: nothing is there, or it is too large to be compared. */
async function readIfFits(reading: Promise<Buffer>): Promise<Buffer | null> {
  try {
    return await reading
  } catch (cause) {
    const large = cause instanceof GitError && cause.code === 'output-too-large'
    if (large || cause instanceof Problem) return null
    throw cause
  }
}

/** To the byte, whatever their ends are. */
function linesOf(bytes: Buffer): string[] {
  return bytes.toString('latin1').split(/\r?\n/)
}
