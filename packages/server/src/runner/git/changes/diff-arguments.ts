// How `git diff` is asked, whatever a person or a repository has set: no programs, no colours, whole names, and never
// into a submodule.
import type { Setting } from '../environment.ts'
import { largestCompared } from './checkout.ts'

export const names: readonly string[] = [
  'diff',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--find-renames',
  '-O/dev/null',
  '--ignore-submodules=dirty',
  '--submodule=short',
  '--no-abbrev',
  '--raw',
  '-z',
]

/** With the lines counted; for that git reads every file in full, however large. */
export const listing: readonly string[] = [...names, '--numstat']

/** Some paths (or all of them) but others, as pathspecs. */
export function but(
  some: readonly string[],
  others: readonly string[],
): { paths: string[]; env: Record<string, string> } {
  return {
    paths: [
      ...some.map((path) => `:(top,literal)${path}`),
      ...others.map((path) => `:(top,exclude,literal)${path}`),
    ],
    env: { GIT_LITERAL_PATHSPECS: '0' },
  }
}

export interface PatchAsk {
  /** Lines around each change. */
  context: number
  ignoreSpace: boolean
}

/** The same, with the lines behind it. */
export function withPatch({ context, ignoreSpace }: PatchAsk): string[] {
  return [
    ...listing,
    '--patch',
    `--unified=${context}`,
    '--inter-hunk-context=0',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    '--full-index',
    '--indent-heuristic',
    '--diff-algorithm=default',
    ...(ignoreSpace ? ['--ignore-all-space'] : []),
  ]
}

/** Git takes for binary, and does not read, what is larger. */
const notLarge: Setting = ['core.bigFileThreshold', String(largestCompared)]
/** By several threads git first goes over all of its index; for some paths of it that takes longer than it saves. */
const inOrder: Setting = ['core.preloadIndex', 'false']

export const asCompared = { settings: [notLarge] }

/** For who asks of some paths alone. */
export const ofFew = { settings: [inOrder] }
export const fewCompared = { settings: [notLarge, inOrder] }
