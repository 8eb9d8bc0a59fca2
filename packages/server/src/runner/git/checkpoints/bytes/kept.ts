// The bytes that a checkpoint keeps beside its tree: a tree of their own, in a commit that is the last parent of the
// checkpoint's, so that its ref holds them too. Which tree it is stands in the checkpoint's message.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileChange } from '@a-parallel/shared'
import { inOneFile } from '../../diff/index-beside.ts'
import { batchesOf, contentsOf, entriesOf, type KeptEntry } from '../../kept/blobs.ts'
import { look, put } from '../../kept/places.ts'
import { temporaryFolder } from '../../../machine/temporary.ts'
import { bytesTold, ownSignature, type KeptBytes } from '../capture.ts'
import type { Shadow } from '../shadow.ts'

/** @param raw paths, and the objects that hold their bytes. */
export async function keepBytes(
  { run }: Shadow,
  raw: ReadonlyMap<string, string>,
): Promise<KeptBytes> {
  const folder = await temporaryFolder('index')
  const write = {
    access: 'write',
    env: { ...ownSignature, GIT_INDEX_FILE: join(folder, 'index') },
    settings: inOneFile,
  } as const
  try {
    const stdin = [...raw].map(([path, oid]) => `100644 ${oid}\t${path}\0`).join('')
    await run(['update-index', '--add', '-z', '--index-info'], 'bytes-index', { ...write, stdin })
    const tree = (await run(['write-tree'], 'bytes-tree', write)).text.trim()
    const made = await run(['commit-tree', '-m', 'bytes', tree], 'bytes-commit', write)
    return { tree, commit: made.text.trim() }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What a checkpoint keeps of them, by path; null: nobody looked when it was made. */
export async function bytesIn(
  shadow: Pick<Shadow, 'run'>,
  commit: string,
): Promise<ReadonlyMap<string, KeptEntry> | null> {
  const tree = await bytesTold(shadow, commit)
  if (tree === undefined) return null
  const entries = tree === null ? [] : await entriesOf(shadow, tree)
  return new Map(entries.map((entry) => [entry.path, entry]))
}

/** Files of which git holds the same before and after, and that are to be other bytes nevertheless. */
export function otherBytes(
  raw: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, KeptEntry> | null,
  changes: readonly FileChange[],
): FileChange[] {
  if (to === null) return []
  const changed = new Set(changes.map(({ path }) => path))
  const paths = [...new Set([...raw.keys(), ...to.keys()])]
  return paths
    .filter((path) => !changed.has(path) && raw.get(path) !== to.get(path)?.oid)
    .map((path) => ({ path, kind: 'set-back' }))
}

/** Writes them over the files that git has just put there. */
export async function putBytes(shadow: Shadow, entries: readonly KeptEntry[]): Promise<void> {
  for (const batch of batchesOf(entries)) {
    const contents = await contentsOf(shadow, batch)
    for (const [index, { path }] of batch.entries()) {
      const seen = await look(shadow.path, path)
      const content = contents[index]
      // Somebody else was there meanwhile.
      if (seen === null || seen === 'folder' || seen.mode === '120000' || !content) continue
      await put(shadow.path, path, { content, mode: seen.mode, permissions: seen.permissions })
    }
  }
  await shadow.add(entries.map(({ path }) => path))
}
