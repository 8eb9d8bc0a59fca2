// Writes entries into a checkout's index: all of them, or none.
import type { Checkout } from '../changes/checkout.ts'
import { digitsOf } from '../diff/object-names.ts'

export interface IndexEntry {
  path: string
  /** Null: it goes. */
  entry: { mode: string; oid: string } | null
}

export async function writeEntries(
  checkout: Checkout,
  entries: readonly IndexEntry[],
): Promise<void> {
  if (entries.length === 0) return
  // What goes first: a folder may come where a file was.
  const gone = entries.filter(({ entry }) => entry === null)
  const here = entries.filter(({ entry }) => entry !== null)
  const digits = await digitsOf(checkout, here[0]?.entry?.oid ?? null)
  const records = [...gone, ...here].map(({ path, entry }) =>
    entry === null ? `0 ${'0'.repeat(digits)}\t${path}\0` : `${entry.mode} ${entry.oid}\t${path}\0`,
  )
  await checkout.run(['update-index', '--add', '--replace', '-z', '--index-info'], 'write-index', {
    access: 'write',
    stdin: records.join(''),
  })
}

/** Takes these files into the index as they lie in the checkout, or out of it where they went meanwhile. */
export async function takeFiles({ run }: Checkout, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return
  const args = ['update-index', '--add', '--remove', '--replace', '-z', '--stdin']
  await run(args, 'stage-files', {
    access: 'write',
    stdin: paths.map((path) => `${path}\0`).join(''),
  })
}
