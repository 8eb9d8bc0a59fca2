// An index that stands beside a checkout's own, for a git that works on it alone.
import { copyFile, stat, utimes } from 'node:fs/promises'
import type { Setting } from '../environment.ts'

/** In two files, one half would lie beside the checkout's own index, and git might let go of that one's half for it. */
export const inOneFile: readonly Setting[] = [['core.splitIndex', 'false']]

/** No younger than the original: git looks again only at files that are as young as the index. */
export async function copyIndex(index: string, copy: string): Promise<void> {
  const { mtimeNs } = await stat(index, { bigint: true })
  await copyFile(index, copy)
  const written = Number(mtimeNs / 1000n) / 1e6
  await utimes(copy, written, written)
}
