// Which whole worktrees are kept: those of deleted threads among what was thrown away (`refs/a-parallel/trash/`), those of
// archived threads apart, for as long as the thread is archived: `refs/a-parallel/archived/<thread>`.
import type { GitCall } from '../../restrict/calls.ts'
import { keptForMs } from '@a-parallel/contract/model'
import type { KeptId, ThreadId } from '@a-parallel/shared'
import { ownSignature } from '../../checkpoints/capture.ts'
import type { Git } from '../../core.ts'
import { durable } from '../durable.ts'
import { keptRef, listKept, parseNote, type KeptCommit } from '../refs.ts'

export interface WholeOf {
  repository: string
  threadId: ThreadId
  /** Milliseconds since 1970. */
  now: number
}

/** What its worktree is made again with; null: with nothing. */
export async function wholeOf(git: Git, ask: WholeOf): Promise<KeptCommit | null> {
  return (await deletedWhole(git, ask)) ?? (await archivedWhole(git, ask))
}

/** Where its branch was when it was kept, as git names a commit; null where that is not known. */
export async function tipOf(git: Git, ask: WholeOf & { branch: string }): Promise<string | null> {
  const whole = await wholeOf(git, ask)
  if (whole === null) return null
  const { text } = await git(['cat-file', 'blob', `${whole.commit}:git/HEAD`], {
    cwd: ask.repository,
    name: 'whole-branch',
    successExitCodes: [0, 128],
  })
  // Where git keeps its refs otherwise, this file does not say which it was.
  const onIt = [ask.branch, '.invalid'].some((name) => text.trim() === `ref: refs/heads/${name}`)
  return onIt ? `${whole.commit}^1` : null
}

/** The newest. */
async function deletedWhole(
  git: Git,
  { repository, threadId, now }: WholeOf,
): Promise<KeptCommit | null> {
  const all = await listKept(git, repository, now)
  return all.find(({ note }) => note.threadId === threadId && note.thread !== null) ?? null
}

async function archivedWhole(
  git: Git,
  { repository, threadId }: WholeOf,
): Promise<KeptCommit | null> {
  const ref = archivedRef(threadId)
  const { text } = await git(
    ['for-each-ref', '--format=%(objectname)%00%(contents:subject)', ref],
    { cwd: repository, name: 'archived-whole' },
  )
  const [commit = '', said = ''] = text.replace(/\n$/, '').split('\0')
  const note = commit === '' ? null : parseNote(said)
  return note && { ref, commit, note }
}

/** Once its worktree goes with its thread. One that is the same was kept by a server that died before it could remove it. */
export async function holdDeleted(
  git: Git,
  ask: WholeOf & { id: KeptId; commit: string },
): Promise<void> {
  const { repository, threadId, id, commit } = ask
  const last = await deletedWhole(git, ask)
  if (last && (await isSame(git, repository, last.commit, commit))) return
  await update(git, repository, 'keep-whole', [keptRef(threadId, id), commit])
}

/** @param commit null: there is nothing that its branch would not give again. */
export async function holdArchived(
  git: Git,
  { repository, threadId }: WholeOf,
  commit: string | null,
): Promise<void> {
  if (commit !== null)
    return update(git, repository, 'keep-archived', [archivedRef(threadId), commit])
  await update(git, repository, 'forget-archived', ['-d', archivedRef(threadId)])
}

/**
 * What was kept of an archived thread stands in its place no more: it goes like all of a deleted one.
 * @param there what stands there; null: nothing that its branch would not give again.
 */
export async function archivedToDeleted(
  git: Git,
  ask: WholeOf & { id: KeptId },
  there: string | null = null,
): Promise<void> {
  const { repository, threadId, id, now } = ask
  const whole = await archivedWhole(git, ask)
  if (whole === null) return
  if (there !== null && (await isSame(git, repository, whole.commit, there)))
    return holdArchived(git, ask, null)
  const until = new Date(now + keptForMs).toISOString()
  const note = { ...whole.note, id, at: new Date(now).toISOString(), until }
  const { text } = await git(['rev-list', '--parents', '--max-count=1', whole.commit], {
    cwd: repository,
    name: 'whole-parents',
  })
  const parents = text.trim().split(' ').slice(1)
  const tree = `${whole.commit}^{tree}`
  const made = await git(
    ['commit-tree', '-F', '-', ...parents.flatMap((one) => ['-p', one]), tree],
    {
      cwd: repository,
      name: 'whole-renamed',
      access: 'write',
      stdin: `${JSON.stringify(note)}\n`,
      env: ownSignature,
      settings: durable,
    },
  )
  await holdDeleted(git, { ...ask, commit: made.text.trim() })
  await holdArchived(git, { repository, threadId, now }, null)
}

export async function forgetWhole(
  git: Git,
  repository: string,
  { ref, commit }: KeptCommit,
): Promise<void> {
  await update(git, repository, 'forget-whole', ['-d', ref, commit])
}

function archivedRef(threadId: ThreadId): string {
  return `refs/a-parallel/archived/${threadId}`
}

async function isSame(git: Git, cwd: string, one: string, other: string): Promise<boolean> {
  return (await treeAt(git, cwd, one)) === (await treeAt(git, cwd, other))
}

async function treeAt(git: Git, cwd: string, commit: string): Promise<string> {
  const args = ['rev-parse', '--verify', `${commit}^{tree}`]
  return (await git(args, { cwd, name: 'whole-tree' })).text.trim()
}

async function update(git: Git, cwd: string, name: GitCall, args: string[]): Promise<void> {
  await git(['update-ref', ...args], { cwd, name, access: 'write', settings: durable })
}
