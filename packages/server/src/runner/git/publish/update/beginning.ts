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

/** Files that git writes once, as it begins; of a series of commits that are picked, with each of them. */
const files: Readonly<Record<Operation, readonly string[]>> = {
  merge: ['MERGE_HEAD'],
  rebase: ['rebase-merge/onto', 'rebase-apply/onto'],
  'cherry-pick': ['CHERRY_PICK_HEAD'],
  revert: ['REVERT_HEAD'],
  bisect: ['BISECT_START'],
}

/**
 * @param gitDir the checkout's own directory in the repository.
 * @returns null: neither a merge nor a rebase.
 */
export async function readBeginning(
  gitDir: string,
  operation: Operation | null,
): Promise<Beginning | null> {
  if (operation !== 'merge' && operation !== 'rebase') return null
  const noted = await notedOf(gitDir, operation)
  if (noted === null) return null
  const text = await readText(noted.file)
  return text === null ? null : { commit: text.trim(), stamp: noted.stamp }
}

/** Which operation it is; null: none. Of mails that are applied there is nothing by which two can be told apart. */
export async function stampOf(gitDir: string, operation: Operation | null): Promise<string | null> {
  if (operation === null) return null
  return (await notedOf(gitDir, operation))?.stamp ?? operation
}

async function notedOf(
  gitDir: string,
  operation: Operation,
): Promise<{ file: string; stamp: string } | null> {
  for (const name of files[operation]) {
    const file = join(gitDir, name)
    const seen = await ifThere(lstat(file, { bigint: true }))
    if (seen !== null) return { file, stamp: [operation, seen.ino, seen.ctimeNs].join('.') }
  }
  return null
}
