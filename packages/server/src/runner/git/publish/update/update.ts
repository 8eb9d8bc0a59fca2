// Brings a branch up to date with another one, in its own checkout. What cannot be brought together stays there as a
// conflict, to be solved, handed on, or taken back whole.
import type { ConflictedFile, Operation } from '@a-parallel/shared'
import type { Git } from '../../core.ts'
import { GitError } from '../../error.ts'
import { readIdentity } from '../../identity.ts'
import { hooksSkipped, openPlace, type Place, type Run } from '../place.ts'
import { uncommittedBy, type Uncommitted } from '../signing.ts'
import { readStanding } from '../standing.ts'
import { readBeginning } from './beginning.ts'
import { listConflicts } from './conflicts.ts'
import { losesByRebase } from './losing.ts'

export interface UpdateAsk extends Place {
  /** The commit that is to be taken in. */
  commit: string
  /** How it is called, in the message of a merge. */
  name: string
  how: 'merge' | 'rebase'
  /** The commits of the branch's base, here and on its remote: a rebase makes none of theirs the branch's own. */
  bases: readonly string[]
  /** Asked once nothing stands in the way, before anything is changed; told where the branch is. */
  keep: (head: string) => Promise<void>
  /** Asked before something is taken back again. */
  keepAborted: () => Promise<void>
}

export type UpdateOutcome =
  | { kind: 'updated'; head: string; hooksSkipped: boolean }
  /** It holds all of that already. */
  | { kind: 'current'; head: string }
  | { kind: 'conflicts'; operation: Operation; files: ConflictedFile[] }
  | { kind: 'has-changes'; paths: string[] }
  | { kind: 'mid-operation'; operation: Operation }
  | { kind: 'no-identity' }
  | { kind: 'no-commits' }
  /** Merge commits hold what a rebase would leave out, or commits of the base would be made anew. */
  | { kind: 'rebase-loses' }
  | { kind: 'refused'; by: Uncommitted; output: string }

/** Of one that has begun. */
type Begun = Exclude<UpdateOutcome, { kind: 'rebase-loses' }>

const updateHooks = ['pre-merge-commit', 'commit-msg', 'post-merge', 'pre-rebase', 'post-rewrite']

export async function update(git: Git, ask: UpdateAsk): Promise<UpdateOutcome> {
  const run = await openPlace(git, ask)
  const { head, operation, staged, unstaged } = await readStanding(run)
  if (head === null) return { kind: 'no-commits' }
  if (operation !== null) return { kind: 'mid-operation', operation }
  const changed = [...new Set([...staged, ...unstaged])]
  if (changed.length > 0) return { kind: 'has-changes', paths: changed }
  if (await holdsCommit(run, head, ask.commit)) return { kind: 'current', head }
  if (ask.how === 'rebase' && (await losesByRebase(run, { ...ask, head, onto: ask.commit })))
    return { kind: 'rebase-loses' }
  const identity = await readIdentity(git, ask.path)
  if (identity.name === null || identity.email === null) return { kind: 'no-identity' }
  await ask.keep(head)
  const args =
    ask.how === 'merge'
      ? ['merge', '--no-edit', '--no-stat', '-m', `Merge ${ask.name}`, ask.commit]
      : ['rebase', '--no-stat', '--no-autosquash', ask.commit]
  const outcome = await attempt(git, ask, run, args)
  if (outcome.kind !== 'conflicts' && outcome.kind !== 'refused') return outcome
  const left = await readStanding(run)
  if (left.operation === null) return outcome
  // An agent may have begun something of its own in the meantime: that is not ours to answer for or to end.
  const begun = await readBeginning(left.gitDir, left.operation)
  if (begun?.commit !== ask.commit) return { kind: 'mid-operation', operation: left.operation }
  // Git, or a hook, said no to it all: nothing is left half done.
  if (outcome.kind === 'refused') await abortUpdate(git, ask, ask.keepAborted)
  return outcome
}

/** Goes on once all conflicts are solved: the same outcomes again, since a rebase may meet the next one. */
export async function continueUpdate(git: Git, place: Place): Promise<Begun> {
  const run = await openPlace(git, place)
  const { operation, conflicted, head } = await readStanding(run)
  if (operation === null) return head === null ? { kind: 'no-commits' } : { kind: 'current', head }
  if (operation === 'bisect') return { kind: 'mid-operation', operation }
  if (conflicted.length > 0) return conflicts(run, operation)
  return attempt(git, place, run, [operation, '--continue'])
}

export type AbortOutcome =
  | { kind: 'aborted' }
  | { kind: 'nothing' }
  /** Git would write over these, or says something else; it is all as it was. */
  | { kind: 'refused'; operation: Operation; paths: string[]; output: string }

/**
 * Ends what is under way, with the branch and the files that git itself put away.
 * @param keep asked before: git throws away whatever was written in its files since.
 * @param began where the branch was before earlier steps of the same update: a merge is taken back to there with them.
 */
export async function abortUpdate(
  git: Git,
  place: Place,
  keep: () => Promise<void>,
  began: string | null = null,
): Promise<AbortOutcome> {
  const run = await openPlace(git, place)
  const { operation } = await readStanding(run)
  if (operation === null || operation === 'bisect') return { kind: 'nothing' }
  await keep()
  // `git merge --abort` is this, to where the branch is now.
  const whole = operation === 'merge' && began !== null
  const args = whole ? ['reset', '--merge', began] : [operation, '--abort']
  try {
    await run(args, 'abort-update')
    return { kind: 'aborted' }
  } catch (cause) {
    if (!(cause instanceof GitError) || cause.exitCode === null || cause.code === 'lock')
      throw cause
    const output = [cause.stdout, cause.stderr].join('\n').trim()
    return { kind: 'refused', operation, paths: pathsIn(output), output }
  }
}

/** `error: Entry 'a' not uptodate. Cannot merge.`, or names below a sentence, each behind a tab. */
function pathsIn(output: string): string[] {
  const entries = [
    ...output.matchAll(/^error: Entry '(.+)' not uptodate/gm),
    ...output.matchAll(/^error: Untracked working tree file '(.+)' would be /gm),
    ...output.matchAll(/^\t(.+)$/gm),
  ]
  return [...new Set(entries.flatMap(([, path]) => path ?? []))]
}

async function attempt(git: Git, place: Place, run: Run, args: string[]): Promise<Begun> {
  try {
    await run(args, 'update-branch', { lasting: true })
  } catch (cause) {
    if (!(cause instanceof GitError) || cause.exitCode === null || cause.code === 'lock')
      throw cause
    const { operation, conflicted } = await readStanding(run)
    if (operation !== null && conflicted.length > 0) return conflicts(run, operation)
    const output = [cause.stdout, cause.stderr].join('\n').trim()
    return { kind: 'refused', by: uncommittedBy(place, output), output }
  }
  const { head } = await readStanding(run)
  if (head === null) return { kind: 'no-commits' }
  return { kind: 'updated', head, hooksSkipped: await hooksSkipped(git, place, updateHooks) }
}

async function conflicts(run: Run, operation: Operation): Promise<Begun> {
  return { kind: 'conflicts', operation, files: await listConflicts(run, operation) }
}

/** Whether the history of one commit holds another (`git merge-base --is-ancestor`). */
export async function holdsCommit(run: Run, head: string, commit: string): Promise<boolean> {
  const { code } = await run(['merge-base', '--is-ancestor', commit, head], 'holds-commit', {
    access: 'read',
    successExitCodes: [0, 1],
  })
  return code === 0
}
