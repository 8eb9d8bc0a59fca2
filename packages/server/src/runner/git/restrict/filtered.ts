// Files whose way into git leads through a program of the repository that may not run yet: what git would keep of them is
// not what it should.
import type { GitCall } from './calls.ts'
import { join } from 'node:path'
import { Problem } from '@a-parallel/contract/model'
import type { GitOptions } from '../core.ts'
import { isThere } from '../worktrees/if-there.ts'

interface At {
  /** Top folder of the checkout. */
  path: string
  run: (
    args: readonly string[],
    name: GitCall,
    more?: Partial<GitOptions>,
  ) => Promise<{ text: string }>
  /** Names of filters that are kept from running. */
  filtersOff: readonly string[]
}

/** Those of these files, from the top of the checkout, that lie there. */
export async function filteredAmong(
  { path: root, run, filtersOff }: At,
  paths: readonly string[],
): Promise<string[]> {
  if (filtersOff.length === 0 || paths.length === 0) return []
  const { text } = await run(['check-attr', '--stdin', '-z', 'filter'], 'filters-of', {
    access: 'read',
    stdin: paths.map((path) => `${path}\0`).join(''),
  })
  // Three parts each: path, `filter`, and which.
  const parts = text.split('\0')
  const found: string[] = []
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [path = '', , filter = ''] = parts.slice(at, at + 3)
    if (filtersOff.includes(filter) && (await isThere(join(root, path)))) found.push(path)
  }
  return found
}

export function filterUntrusted(path: string): Problem {
  const detail = `A filter of the repository converts ${path} for git, and does not run before the project is trusted. Trust it first.`
  return new Problem('filter_untrusted', detail, { path })
}
