// The files of a kept commit, and their bytes.
import type { Checkout } from '../changes/checkout.ts'
import type { Content } from './places.ts'

/** Where the files of a whole worktree stand in the tree that keeps it. */
export const wholeFiles = 'files/'
/** Where those stand whose names git refuses: by their place in a list of these names. */
export const oddFiles = 'odd/'

export interface KeptEntry {
  path: string
  mode: string
  oid: string
  bytes: number
}

/** `mode blob oid size\tpath` */
export async function entriesOf(
  { run }: Pick<Checkout, 'run'>,
  commit: string,
): Promise<KeptEntry[]> {
  const { text } = await run(['ls-tree', '-r', '-l', '-z', '--full-tree', commit], 'kept-entries')
  return text.split('\0').flatMap((record) => {
    const [, mode, oid, bytes, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t([^]+)$/.exec(record) ?? []
    if (mode === undefined || oid === undefined || path === undefined) return []
    return [{ mode, oid, path, bytes: Number(bytes) }]
  })
}

const batchBytes = 32 << 20
/** A large file takes its time. */
const timeoutMs = 10 * 60_000

/** An entry that is larger than a batch is in one of its own. */
export function batchesOf<T extends { bytes: number }>(entries: readonly T[]): T[][] {
  const batches: T[][] = []
  let size = Infinity
  for (const entry of entries) {
    if (size + entry.bytes > batchBytes) {
      batches.push([])
      size = 0
    }
    batches.at(-1)?.push(entry)
    size += entry.bytes
  }
  return batches
}

/** What each entry of a batch holds. A large one goes from git straight into the file. */
export async function contentsOf(
  checkout: Pick<Checkout, 'run'>,
  batch: readonly KeptEntry[],
): Promise<Content[]> {
  if (batch.every(({ bytes }) => bytes <= batchBytes)) return readBlobs(checkout, batch)
  return batch.map(
    ({ oid }): Content =>
      ({ fd: into }) =>
        checkout.run(['cat-file', 'blob', oid], 'kept-large', { into, timeoutMs }),
  )
}

/** `oid blob size\nbytes\n` for each. */
export async function readBlobs(
  { run }: Pick<Checkout, 'run'>,
  entries: readonly Pick<KeptEntry, 'oid' | 'bytes'>[],
): Promise<Buffer[]> {
  const { stdout } = await run(['cat-file', '--batch'], 'kept-bytes', {
    stdin: entries.map(({ oid }) => `${oid}\n`).join(''),
    maxOutputBytes: 4 * 2 ** 30,
  })
  let at = 0
  return entries.map(({ bytes }) => {
    const from = stdout.indexOf(10, at) + 1
    at = from + bytes + 1
    return stdout.subarray(from, from + bytes)
  })
}
