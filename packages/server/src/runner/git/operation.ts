// What git is in the middle of in a checkout, as its files there tell.
import type { Operation } from '@a-parallel/shared'
import { join } from 'node:path'
import { isThere } from './worktrees/if-there.ts'

/** In this order: a rebase stops with a CHERRY_PICK_HEAD of its own. */
const marks: readonly [file: string, operation: Operation][] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
]

/** @param gitDir where git keeps what belongs to the checkout alone. Null: nothing is under way. */
export async function operationIn(gitDir: string): Promise<Operation | null> {
  const there = await Promise.all(marks.map(([name]) => isThere(join(gitDir, name))))
  return marks[there.indexOf(true)]?.[1] ?? null
}
