// The files of other programs that say how a worktree is made ready, as texts. Through no link: what lies outside of the
// checkout is none of the repository's.
import { RivalFile } from '@a-parallel/contract/nouns'
import type { RivalText } from '@a-parallel/contract/model'
import { lstat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'
import { contentOf } from '../trust/content.ts'

export async function readRivalFiles(checkout: string): Promise<RivalText[]> {
  const found: RivalText[] = []
  for (const file of RivalFile.options) {
    const path = join(checkout, file)
    const folder = await ifThere(lstat(dirname(path)))
    const entry = await ifThere(lstat(path))
    if (!folder?.isDirectory() || !entry?.isFile()) continue
    const content = await contentOf(path)
    if (content) found.push({ file, text: content.text })
  }
  return found
}
