// Work that was done in a worktree while only a part of it was put back.
import type { Checkout } from '../../changes/checkout.ts'
import { wholeFiles, type KeptEntry } from '../blobs.ts'
import { keepFiles, lookAtAll, writeObjects, type KeepAsk } from '../keep.ts'

/**
 * Keeps, beside the whole, files that are neither as they were kept nor as the commit has them that they were kept on.
 * @param entries of the commit that keeps the whole.
 * @param changed what git names as changed there.
 */
export async function keepNewer(
  checkout: Checkout,
  ask: Omit<KeepAsk, 'why' | 'paths'>,
  { commit, entries }: { commit: string; entries: readonly KeptEntry[] },
  changed: readonly string[],
): Promise<void> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', `${commit}^1`]
  const { text } = await checkout.run(args, 'whole-known')
  const there = text.split('\0').flatMap((one) => /^\d+ blob ([0-9a-f]+)\t/.exec(one)?.[1] ?? [])
  const known = new Set([...there, ...entries.map(({ oid }) => oid)])
  const files = entries.flatMap(({ path }) =>
    path.startsWith(wholeFiles) ? [path.slice(wholeFiles.length)] : [],
  )
  const seen = await lookAtAll(checkout, [...new Set([...changed, ...files])])
  const oids = await writeObjects(checkout, seen)
  const paths = [...oids].flatMap(([path, oid]) => (known.has(oid) ? [] : [path]))
  if (paths.length > 0) await keepFiles(checkout, { ...ask, why: 'undo', paths })
}
