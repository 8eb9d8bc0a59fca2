// Asks git what of a checkout is not committed.
import type { Checkout } from './checkout.ts'
import { parseStatus, type Status, type StatusEntry } from './parse-status.ts'

/** @param paths only these, and what lies below them; all without. */
export async function readStatus(
  { run }: Checkout,
  paths: readonly string[] = [],
): Promise<Status> {
  const { text } = await run(
    [
      'status',
      '--porcelain=v2',
      '-z',
      '--branch',
      '--ahead-behind',
      '--untracked-files=all',
      '--find-renames',
      '--ignore-submodules=dirty',
      '--',
      ...paths,
    ],
    'status',
  )
  return parseStatus(text)
}

/** How much of what is uncommitted is staged; null: all is committed. */
export function stagedOf(entries: readonly StatusEntry[]): 'none' | 'partly' | 'all' | null {
  if (entries.length === 0) return null
  const some = entries.some(({ index, conflicted }) => index !== '.' && !conflicted)
  const rest = entries.some(({ files, conflicted }) => files !== '.' || conflicted)
  if (!some) return 'none'
  return rest ? 'partly' : 'all'
}
