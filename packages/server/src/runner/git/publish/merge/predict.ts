// What merging two commits would come to, without a checkout and without changing anything.
import type { Prediction } from '@a-parallel/shared'
import { GitError } from '../../error.ts'
import type { Run } from '../place.ts'
import { attributesFor } from './attributes.ts'

/** The tree that a merge would give, where it can be told. */
export type Trial =
  | { kind: 'tree'; tree: string }
  | { kind: 'conflicts'; paths: string[] }
  | { kind: 'unknown' }

/**
 * As `git merge` of `theirs` would come out in a clean checkout of `ours`.
 * @param base in place of the commit where the two parted; only a git from 2.40 on takes one.
 */
export async function tryMerge(
  run: Run,
  ours: string,
  theirs: string,
  base: string | null = null,
): Promise<Trial> {
  const args = ['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z']
  if (base !== null) args.push(`--merge-base=${base}`)
  try {
    const { code, text } = await run([...args, ours, theirs], 'try-merge', {
      env: await attributesFor(run, ours, theirs, base),
      // It writes objects, and takes no lock of any checkout.
      access: 'read',
      successExitCodes: [0, 1],
    })
    const [tree = '', ...paths] = text.split('\0').filter((part) => part !== '')
    if (code === 0) return { kind: 'tree', tree }
    return { kind: 'conflicts', paths: [...new Set(paths.map(knownAs([ours, theirs])))] }
  } catch (cause) {
    // An older git takes the option for a mistake; histories without a common commit end here too.
    if (cause instanceof GitError && (cause.exitCode === 129 || cause.exitCode === 128))
      return { kind: 'unknown' }
    throw cause
  }
}

/**
 * Where a file of one side and a folder, or a link, of the other have one name, git would put one of them beside the other
 * as `name~commit`: nobody has a file of that name.
 */
function knownAs(sides: readonly string[]): (path: string) => string {
  const ends = sides.map((side) => `~${side.replaceAll('/', '_')}`)
  return (path) => {
    const end = ends.find((one) => path.includes(one))
    return end === undefined ? path : path.slice(0, path.lastIndexOf(end))
  }
}

/** What bringing `theirs` into `ours` would come to. */
export async function predict(run: Run, ours: string, theirs: string): Promise<Prediction> {
  const { code } = await run(['merge-base', '--is-ancestor', theirs, ours], 'holds-commit', {
    access: 'read',
    successExitCodes: [0, 1],
  })
  if (code === 0) return { kind: 'nothing' }
  const trial = await tryMerge(run, ours, theirs)
  if (trial.kind !== 'tree') return trial
  // It was brought over in other commits: squashed, or rebased.
  return { kind: trial.tree === (await treeOf(run, ours)) ? 'nothing' : 'clean' }
}

export async function treeOf(run: Run, commit: string): Promise<string> {
  const { text } = await run(['rev-parse', '--verify', `${commit}^{tree}`], 'tree-of', {
    access: 'read',
  })
  return text.trim()
}
