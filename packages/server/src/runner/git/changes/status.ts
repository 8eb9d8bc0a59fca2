// Asks git what of a checkout is not committed.
import type { GitCall } from '../restrict/calls.ts'
import type { GitOptions } from '../core.ts'
import type { Checkout } from './checkout.ts'
import { ofFew } from './diff-arguments.ts'
import { parseStatus, type Status, type StatusEntry } from './parse-status.ts'

export function readStatus(checkout: Checkout): Promise<Status> {
  return ask(checkout, 'status', [...alsoNew, '--ahead-behind', '--'])
}

/** What is told of some paths alone; how far the branch is from its upstream is not counted for them. */
export type StatusOf = Pick<Status, 'head' | 'entries'>

/**
 * Looking for new files costs git more than everything else: where it tells of each path that a tracked file lies there,
 * that is left out.
 * @param paths only these, and what lies below them; all where there are none.
 */
export async function readStatusOf(
  checkout: Checkout,
  paths: readonly string[],
): Promise<StatusOf> {
  const few = paths.length > 0 ? ofFew : undefined
  const rest = ['--no-ahead-behind', '--', ...paths]
  if (few) {
    const known = await ask(checkout, 'status-of-paths', ['--untracked-files=no', ...rest], few)
    const there = new Set(known.entries.filter(isThere).map(({ path }) => path))
    if (paths.every((path) => there.has(path))) return known
  }
  return ask(checkout, 'status-below-paths', [...alsoNew, ...rest], few)
}

/** Then nothing that is new can be at this path, or below it. */
function isThere({ index, files, conflicted }: StatusEntry): boolean {
  return !conflicted && index !== 'D' && files !== 'D'
}

const alsoNew = ['--untracked-files=all']

async function ask(
  { run }: Checkout,
  name: GitCall,
  more: readonly string[],
  options: Partial<GitOptions> = {},
): Promise<Status> {
  const args = ['status', '--porcelain=v2', '-z', '--branch', '--find-renames']
  const { text } = await run([...args, '--ignore-submodules=dirty', ...more], name, options)
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
