// What is under way in a checkout, told from another one of the same kind. Git may end an operation, and an agent begin the
// next, without anybody hearing of it.
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Operation } from '@a-parallel/shared'
import { ifThere, readText } from '../../worktrees/if-there.ts'

export interface Beginning {
  /** The commit that is taken in. */
  commit: string
  /** No other operation has it; it stays through all steps of this one. */
  stamp: string
}

/** Files that git writes once, as it begins. */
const files: Partial<Record<Operation, readonly string[]>> = {
  merge: ['MERGE_HEAD'],
  rebase: ['rebase-merge/onto', 'rebase-apply/onto'],
}

/**
 * @param gitDir the checkout's own directory in the repository.
 * @returns null: neither a merge nor a rebase.
 */
export async function readBeginning(
  gitDir: string,
  operation: Operation | null,
): Promise<Beginning | null> {
  for (const name of (operation && files[operation]) ?? []) {
    const file = join(gitDir, name)
    const seen = await ifThere(lstat(file, { bigint: true }))
    const text = seen && (await readText(file))
    if (seen === null || text === null) continue
    return { commit: text.trim(), stamp: [operation, seen.ino, seen.ctimeNs].join('.') }
  }
  return null
}
