// Writes files of the shadow index into the checkout, by git; and what stood there again, where git could not.
import { isRefusal, refusedAmong } from '../../conversion/refused.ts'
import { entriesOf, type KeptEntry } from '../../kept/blobs.ts'
import { ended, type Shadow } from '../shadow.ts'
import { putBytes } from './kept.ts'

const writing = ['checkout-index', '--force', '-z', '--stdin']

/** @returns those that git could not write, since a filter that it needs for them fails: it has removed what stood there. */
export async function checkOut(
  { run }: Pick<Shadow, 'run'>,
  paths: readonly string[],
): Promise<string[]> {
  return refusedAmong(paths, 'out', async (some) => {
    const how = { access: 'write' as const, stdin: ended(some) }
    try {
      await run([...writing, '--index'], 'checkpoint-restore', how)
    } catch (cause) {
      if (!isRefusal(cause, 'in')) throw cause
      // It has looked at another file again, whose time says too little, and whose filter fails.
      await run(writing, 'checkpoint-restore', how)
    }
  })
}

/** Git makes the files, and no filter is asked for what is written over at once. */
export async function writeBytes(shadow: Shadow, entries: readonly KeptEntry[]): Promise<void> {
  await writeAsHeld(
    shadow,
    entries.map(({ path }) => path),
  )
  await putBytes(shadow, entries)
}

/** The index has no time of them: where a filter is needed and fails, no git could look at one whose time says too little. */
async function writeAsHeld(shadow: Shadow, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return
  await shadow.run(writing, 'checkpoint-restore', {
    access: 'write',
    stdin: ended(paths),
    settings: shadow.withoutFilters,
  })
}

/** What a checkout's files were. */
export interface Was {
  tree: string
  /** Files that are other bytes than git would write, by path. */
  raw: ReadonlyMap<string, string>
}

/** Puts these back, in the index and in the checkout. */
export async function putBack(
  shadow: Shadow,
  paths: readonly string[],
  { tree, raw }: Was,
): Promise<void> {
  if (paths.length === 0) return
  const meant = new Set(paths)
  const entries = (await entriesOf(shadow, tree)).filter(({ path }) => meant.has(path))
  for (const { path } of entries) meant.delete(path)
  await shadow.drop([...meant])
  await shadow.forgetTimes(entries)
  const own: KeptEntry[] = []
  const usual: string[] = []
  for (const entry of entries) {
    const oid = raw.get(entry.path)
    if (oid === undefined) usual.push(entry.path)
    else own.push({ ...entry, oid })
  }
  await writeBytes(shadow, own)
  // It may be what the attributes of now say of it that fails.
  await writeAsHeld(shadow, await checkOut(shadow, usual))
}
