// Asks git what of a checkout is not committed.
import type { Checkout } from './checkout.ts'
import { parseStatus, type Status, type StatusEntry } from './parse-status.ts'

export function readStatus(checkout: Checkout): Promise<Status> {
  return ask(checkout, 'status', ['--ahead-behind', '--'])
}

/** What is told of some paths alone; how far the branch is from its upstream is not counted for them. */
export type StatusOf = Pick<Status, 'head' | 'entries'>

/** @param paths only these, and what lies below them; all where there are none. */
export function readStatusOf(checkout: Checkout, paths: readonly string[]): Promise<StatusOf> {
  return ask(checkout, 'status-of-paths', ['--no-ahead-behind', '--', ...paths])
}

async function ask({ run }: Checkout, name: string, more: readonly string[]): Promise<Status> {
  const { text } = await run(
    [
      'status',
      '--porcelain=v2',
      '-z',
      '--branch',
      '--untracked-files=all',
      '--find-renames',
      '--ignore-submodules=dirty',
      ...more,
    ],
    name,
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
