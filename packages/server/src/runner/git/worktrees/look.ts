// Whether a thread can still be worked in: its worktree is there and its own, its branch holds what was done in it. On the
// way it keeps the commits that were made since the last look. Must change nothing else, and run nothing in the worktree.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Git } from '../core.ts'
import { commonDirOf } from './common-dir.ts'
import { readHistory, type History } from './history.ts'
import { isThere } from './if-there.ts'
import { keepPrefix, keepTips } from './keep.ts'
import { findEntry, worktreeState } from './state.ts'

export interface LookAsk {
  repository: string
  path: string
  branch: string
  threadId: string
}

export type Look =
  | { kind: 'fine'; gitDir: string }
  | { kind: 'no-repository' }
  /** Its folder, or what makes the folder a worktree, is gone. */
  | { kind: 'missing' }
  | { kind: 'tampered'; detail: string }
  | { kind: 'branch-missing' }
  /** Somebody else set the branch to a commit that does not hold what was done here. */
  | { kind: 'branch-moved' }

const looks = 6
/** Longer than a git at work takes between one file and the next. */
const momentMs = 300

/**
 * A loss is believed when two looks see the same and nothing was written in between. The files are read one after the
 * other, so an agent's own git may change them between two readings (amend, rebase, a renamed branch), and what is read
 * then never was.
 * @throws GitError when git could not be asked, and an error when it did not hold still or could not be read.
 */
export async function lookAtWorktree(git: Git, ask: LookAsk): Promise<Look> {
  let before = ''
  for (let count = 1; count <= looks; count += 1) {
    const { look, known } = await lookOnce(git, ask)
    if (look.kind === 'fine') return look
    const seen = JSON.stringify([look, known?.history.written, known?.tip])
    if (seen === before) return look
    before = seen
    await wait(momentMs)
  }
  throw new Error(`${ask.path} was written to at each of ${looks} looks`)
}

interface Seen {
  look: Look
  known: Known | null
}

async function lookOnce(git: Git, ask: LookAsk): Promise<Seen> {
  if (!(await isThere(join(ask.repository, '.git')))) {
    return { look: { kind: 'no-repository' }, known: null }
  }
  const commonDir = await commonDirOf(git, ask.repository)
  const state = (await isThere(join(ask.path, '.git')))
    ? await worktreeState(commonDir, ask.path)
    : ({ kind: 'missing' } as const)
  const gitDir = await findEntry(commonDir, ask.path)
  const known = await keepWhatIsKnown(git, ask, gitDir)
  if (state.kind === 'missing' || state.kind === 'tampered') return { look: state, known }
  if (gitDir === null) return { look: { kind: 'missing' }, known }
  return { look: (await lookAtBranch(git, ask, known)) ?? { kind: 'fine', gitDir }, known }
}

export interface Known {
  history: History
  /** Where the ref that the worktree is on points to; null when there is no such ref. */
  tip: string | null
  /** Where the thread's own branch points to; null when there is none. */
  own: string | null
}

/** Keeps every commit that the worktree is or was at and that nothing else may hold. */
export async function keepWhatIsKnown(
  git: Git,
  ask: LookAsk,
  gitDir: string | null,
): Promise<Known> {
  const nothing: History = { ref: null, detached: null, last: null, cutOff: [], written: '' }
  const history = gitDir === null ? nothing : await readHistory(gitDir)
  const branch = `refs/heads/${ask.branch}`
  const prefix = keepPrefix(ask.threadId)
  const { text } = await git(
    ['for-each-ref', '--format=%(refname) %(objectname)', branch, history.ref ?? branch, prefix],
    { cwd: ask.repository, name: 'look-at-refs' },
  )
  const refs = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [name = '', commit = ''] = line.split(' ')
    if (commit !== '') refs.set(name, commit)
  }
  const own = refs.get(branch) ?? null
  const tip = refs.get(history.ref ?? branch) ?? null
  const tips = [own, tip, history.detached, history.last, ...history.cutOff]
  await keepTips(
    git,
    ask,
    tips.flatMap((commit) => commit ?? []),
    [...refs].flatMap(([name, commit]) => (name.startsWith(prefix) ? [commit] : [])),
  )
  return { history, tip, own }
}

/**
 * A worktree on a branch of another name is the agent's own doing; a new branch without a commit likewise. Only the
 * thread's own branch is looked after.
 */
export async function lookAtBranch(
  git: Git,
  { repository, branch }: LookAsk,
  { history, tip }: Known,
): Promise<Look | null> {
  if (history.ref !== `refs/heads/${branch}`) return null
  if (tip === null) return { kind: 'branch-missing' }
  // What is done in a worktree is written into its own log. A branch that is elsewhere was set from outside.
  if (history.last === null || history.last === tip) return null
  const { code } = await git(['merge-base', '--is-ancestor', history.last, tip], {
    cwd: repository,
    name: 'is-ancestor',
    // 128: the commit itself is gone, so there is nothing to go back to.
    successExitCodes: [0, 1, 128],
  })
  return code === 1 ? { kind: 'branch-moved' } : null
}
