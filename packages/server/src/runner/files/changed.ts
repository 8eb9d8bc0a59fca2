// Which files of a checkout the thread changed: those that differ from where its branch parted from the base, and new ones.
// Where it is merged into nothing, those that are not committed.
import type { BaseAsk } from '../review-port.ts'
import { readBase } from '../git/changes/base.ts'
import type { Checkout } from '../git/changes/checkout.ts'
import { asCompared } from '../git/changes/diff-arguments.ts'

/** Only names: nothing is told of renames. Throws GitError. */
export async function readChangedPaths(
  checkout: Checkout,
  ask: BaseAsk | null,
): Promise<ReadonlySet<string>> {
  const base = await readBase(checkout, ask)
  const [changed, others] = await Promise.all([
    checkout.run([...differing, base?.mergeBase ?? 'HEAD', '--'], 'changed-paths', {
      ...asCompared,
      // Before its first commit there is no HEAD.
      successExitCodes: [0, 128],
    }),
    checkout.run(['ls-files', '-z', '--others', '--exclude-standard'], 'new-paths'),
  ])
  const named = changed.code === 0 ? changed.text : ''
  return new Set([...named.split('\0'), ...others.text.split('\0')].filter((path) => path !== ''))
}

const differing = [
  'diff',
  '--name-only',
  '-z',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--no-renames',
  '--ignore-submodules=dirty',
  '-O/dev/null',
]
