// Commits what is staged, or all there is, if that is what the person saw. A hook that refuses loses nothing: the index is as
// it was, and no commit was made. Where somebody else committed meanwhile, the index is theirs.
import type { Operation } from '@a-parallel/shared'
import type { Git } from '../../core.ts'
import { GitError } from '../../error.ts'
import { readIdentity } from '../../identity.ts'
import { neutralise } from '../../filters.ts'
import { filteredAmong } from '../../restrict/filtered.ts'
import { commitOf } from '../bases.ts'
import { hasHook, hooksSkipped, openPlace, type Place, type Run } from '../place.ts'
import { signingSkipped, uncommittedBy, type Uncommitted } from '../signing.ts'
import { readStanding, type Standing } from '../standing.ts'
import { keepIndex } from './kept-index.ts'
import { commitMark, forgetCommit, noteCommit } from './left.ts'
import { isSeen, isStill, look, type Look } from './seen.ts'

export interface CommitAsk extends Place {
  message: string
  /** In the place of the last commit. */
  amend: boolean
  signOff: boolean
  /** Stages everything first, new files too. */
  all: boolean
  /** What HEAD was when the person decided; null: no commit yet. */
  head: string | null
  /** Version of what is staged, or of all, as the person saw it. Without: whatever lies there by now is meant. */
  seen?: string | undefined
  /** Takes what hooks print as it comes. */
  onOutput?: (piece: string) => void
  /** Breaks it off, with what its hooks started. */
  signal?: AbortSignal | undefined
}

export type CommitOutcome =
  | {
      kind: 'committed'
      commit: string
      /** Files of it that are other than what was staged when git began: by a hook, or by somebody beside it. */
      changedMeanwhile: number
      /** What hooks printed, with what git has to warn of. */
      output: string
      hooksSkipped: boolean
      /** It was to be signed, and is not: the project is not trusted. */
      signingSkipped: boolean
    }
  | { kind: 'no-identity' }
  /** `changed`: how many files could be staged. */
  | { kind: 'nothing-staged'; changed: number }
  | { kind: 'conflicted'; paths: string[] }
  | { kind: 'mid-operation'; operation: Operation }
  /** Somebody committed, or moved the branch, in between. */
  | { kind: 'head-moved'; head: string | null }
  /** Somebody wrote or staged since the person saw it. */
  | { kind: 'unseen' }
  | { kind: 'locked' }
  /** A filter of the repository would have to convert it, and may not run yet. */
  | { kind: 'filtered'; path: string }
  /** One of the repository's hooks said no; it could not be signed; or git itself did. */
  | { kind: 'refused'; by: 'hook' | Uncommitted; output: string }

const commitHooks = [
  'pre-commit',
  'prepare-commit-msg',
  'commit-msg',
  'post-commit',
  'pre-merge-commit',
]
const refusing = ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'pre-merge-commit']

/** @throws GitError when git failed in a way that is none of the outcomes. */
export async function commit(git: Git, ask: CommitAsk): Promise<CommitOutcome> {
  const run = await openPlace(git, ask)
  const standing = await readStanding(run)
  const refusal = await refusalOf(git, ask, standing)
  if (refusal) return refusal
  const before = ask.seen === undefined ? null : await look(git, ask)
  if (before && !isSeen(before, ask)) return { kind: 'unseen' }
  const kept = await keepIndex(standing.gitDir)
  /** An agent that committed meanwhile has an index of its own, of which the old one would be the reverse. */
  const takeBack = async () => {
    const now = await commitOf(run, 'HEAD')
    await (now === ask.head ? kept.putBack() : kept.forget())
  }
  try {
    const note = (tree: string) =>
      noteCommit(standing.gitDir, { head: ask.head, tree, seconds: kept.seconds })
    const made = await make(git, ask, { run, before, note })
    await (made.kind === 'committed' ? kept.forget() : takeBack())
    return made
  } catch (cause) {
    await takeBack()
    return (await madeBefore(run, ask, cause)) ?? (await outcomeOf(git, ask, cause))
  } finally {
    await forgetCommit(standing.gitDir)
  }
}

/** Stopped while a hook behind it ran: the commit is there, and is told of as one that was made. */
async function madeBefore(run: Run, ask: CommitAsk, cause: unknown): Promise<CommitOutcome | null> {
  if (!(cause instanceof GitError) || cause.code !== 'aborted') return null
  const now = await commitOf(run, 'HEAD')
  if (now === null || now === ask.head) return null
  const onto = ask.amend ? await commitOf(run, `${ask.head}^`) : ask.head
  if ((await commitOf(run, `${now}^`)) !== onto) return null
  const { text } = await run(['log', '-1', '--format=%s', now, '--'], 'commit-subject')
  if (text.trim() !== ask.message.trim().split('\n')[0]) return null
  const beside = { hooksSkipped: false, signingSkipped: false, changedMeanwhile: 0 }
  return { kind: 'committed', commit: now, output: cause.stderr, ...beside }
}

async function make(
  git: Git,
  ask: CommitAsk,
  { run, before, note }: { run: Run; before: Look | null; note: (tree: string) => Promise<void> },
): Promise<CommitOutcome> {
  const { signal, onOutput, message } = ask
  if (ask.all) await run(['add', '--all', '--', '.'], 'stage-all', { signal })
  const tree = (await run(['write-tree'], 'staged-tree')).text.trim()
  if (before && !(await isStill(before, ask))) return { kind: 'unseen' }
  await note(tree)
  const { stderr } = await run(argsOf(ask), 'commit', {
    lasting: true,
    stdin: message,
    env: commitMark,
    signal,
    onStderr: onOutput,
  })
  const made = await headOf(run)
  return {
    kind: 'committed',
    commit: made,
    changedMeanwhile: await countBetween(run, tree, made),
    output: stderr,
    hooksSkipped: await hooksSkipped(git, ask, commitHooks),
    signingSkipped: await signingSkipped(git, ask),
  }
}

async function refusalOf(
  git: Git,
  ask: CommitAsk,
  standing: Standing,
): Promise<CommitOutcome | null> {
  const { head, operation, conflicted, staged, unstaged, untracked } = standing
  if (head !== ask.head) return { kind: 'head-moved', head }
  if (conflicted.length > 0) return { kind: 'conflicted', paths: conflicted }
  if (operation !== null && operation !== 'merge' && operation !== 'bisect')
    return { kind: 'mid-operation', operation }
  if (operation === 'merge' && ask.amend) return { kind: 'mid-operation', operation }
  const { name, email } = await readIdentity(git, ask.path)
  if (name === null || email === null) return { kind: 'no-identity' }
  const open = new Set([...unstaged, ...untracked]).size
  const [filtered] = ask.all ? await filteredHere(git, ask, [...unstaged, ...untracked]) : []
  if (filtered !== undefined) return { kind: 'filtered', path: filtered }
  const something = staged.length > 0 || (ask.all && open > 0) || operation === 'merge'
  if (!something && !ask.amend) return { kind: 'nothing-staged', changed: open }
  return null
}

async function filteredHere(
  git: Git,
  { path, trusted }: Place,
  paths: readonly string[],
): Promise<string[]> {
  const { filtersOff } = await neutralise(git, path, trusted)
  const run: Run = (args, name, more) => git(args, { cwd: path, name, ...more })
  return filteredAmong({ path, run, filtersOff }, paths)
}

function argsOf({ amend, signOff }: CommitAsk): string[] {
  return [
    'commit',
    '--file=-',
    '--cleanup=whitespace',
    ...(amend ? ['--amend'] : []),
    ...(signOff ? ['--signoff'] : []),
  ]
}

async function headOf(run: Run): Promise<string> {
  const { text } = await run(['rev-parse', '--verify', 'HEAD^{commit}'], 'head-commit', {
    access: 'read',
  })
  return text.trim()
}

/** In how many files two trees differ. */
async function countBetween(run: Run, before: string, after: string): Promise<number> {
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', before, after, '--']
  const { text } = await run(args, 'changed-meanwhile', { access: 'read' })
  return text.split('\0').length - 1
}

async function outcomeOf(git: Git, ask: CommitAsk, cause: unknown): Promise<CommitOutcome> {
  if (!(cause instanceof GitError)) throw cause
  if (cause.code === 'lock') return { kind: 'locked' }
  // Git ends with 1 when a hook did; its own refusals end with 128.
  if (cause.exitCode === null) throw cause
  const hooks = ask.trusted
    ? await Promise.all(refusing.map((hook) => hasHook(git, ask.path, hook)))
    : []
  const hook = cause.exitCode === 1 && hooks.includes(true)
  const by = hook ? 'hook' : uncommittedBy(ask, cause.stderr)
  // Where it finds nothing to commit, as beside a submodule with changes of its own, git says why as `git status` would.
  return { kind: 'refused', by, output: cause.stderr.trim() || cause.stdout.trim() }
}
