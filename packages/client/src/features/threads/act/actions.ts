// What a person does to a thread from a list: each tells its true result, and says why when it was refused.
import { asksPerson } from '@a-parallel/contract/model'
import type { ApprovalId, Decision, ThreadSummary } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import i18next from 'i18next'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'

type Named = Pick<ThreadSummary, 'id' | 'title'>

/** Shows why something was refused. */
export function tellProblem(cause: unknown): void {
  const { text, detail } = problemWords(problemOf(cause))
  showToast(detail === null ? text : `${text} ${detail}`, { tone: 'bad' })
}

/** Runs it and tells a refusal; true when it worked. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (cause) {
    tellProblem(cause)
    return false
  }
}

type Change = { archived?: boolean; title?: string; pinned?: boolean; muted?: boolean }

const change = ({ id }: Named, body: Change) => callApi('changeThread', { params: { id }, body })

export const stopThread = ({ id }: Named) =>
  attempt(() => callApi('stopThread', { params: { id } }))

export const resumeThread = ({ id }: Named) =>
  attempt(() => callApi('resumeThread', { params: { id } }))

export const restoreThread = (thread: Named) => attempt(() => change(thread, { archived: false }))

export const pinThread = (thread: Named, pinned: boolean) =>
  attempt(() => change(thread, { pinned }))

export const muteThread = (thread: Named, muted: boolean) =>
  attempt(() => change(thread, { muted }))

export const markUnread = ({ id }: Named) =>
  attempt(() => callApi('markThreadUnread', { params: { id } }))

/** As a file in the downloads. Loaded when it is wanted. */
export const exportThread = ({ id }: Named, as: 'markdown' | 'json') =>
  attempt(async () => {
    const { exportJson, exportMarkdown } = await import('../../export/index.ts')
    await (as === 'json' ? exportJson(id) : exportMarkdown(id))
  })

/** What it tells until now is news no more. Nothing for one that waits for an answer: only the answer clears that. */
export async function markSeen({ id, attention }: Pick<ThreadSummary, 'id' | 'attention'>) {
  if (attention === null || asksPerson(attention)) return
  const { seq } = attention
  await attempt(() => callApi('seeThread', { params: { id }, body: { seq } }))
}

/** Archives, with a way back. */
export async function archiveThread(thread: Named): Promise<void> {
  if (!(await attempt(() => change(thread, { archived: true })))) return
  showToast(i18next.t('threads.archived', { title: thread.title }), {
    action: { label: i18next.t('threads.undo'), run: () => void restoreThread(thread) },
  })
}

export const restoreThreads = (threads: readonly Named[]) => Promise.all(threads.map(restoreThread))

/** Archives several, with one way back for those that were. */
export async function archiveThreads(threads: readonly Named[]): Promise<void> {
  const done = await Promise.all(
    threads.map((thread) => attempt(() => change(thread, { archived: true }))),
  )
  const archived = threads.filter((_, index) => done[index])
  if (archived.length === 0) return
  showToast(i18next.t('threads.archivedMany', { count: archived.length }), {
    action: { label: i18next.t('threads.undo'), run: () => void restoreThreads(archived) },
  })
}

/** Throws the Refusal, for the dialog that asked to show. */
export async function renameThread(thread: Named, title: string): Promise<void> {
  await change(thread, { title })
}

/**
 * Deletes, with a way back. `stake`: what its owner has looked at. Throws the Refusal; `work_at_stake` means that something
 * else is at stake by now, and nothing was deleted.
 */
export async function deleteThread({ id, title }: Named, stake: string | null): Promise<void> {
  await callApi('deleteThread', { params: { id }, query: stake === null ? {} : { stake } })
  showToast(i18next.t('threads.deleted', { title }), {
    action: { label: i18next.t('threads.undo'), run: () => void bringThreadBack({ id, title }) },
  })
}

/** Brings a deleted thread back, with its worktree as it was. */
async function bringThreadBack({ id, title }: Named): Promise<void> {
  if (await attempt(() => callApi('bringThreadBack', { params: { id } })))
    showToast(i18next.t('threads.broughtBack', { title }), { tone: 'good' })
}

/** Answers a permission. Another answer that came first is no fault, and said as such. */
export async function answerPermission(
  { id }: Named,
  approvalId: ApprovalId,
  decision: Decision,
): Promise<void> {
  try {
    await callApi('answerApproval', { params: { id, approvalId }, body: { decision } })
  } catch (cause) {
    if (problemOf(cause).code === 'approval_already_answered')
      showToast(i18next.t('overview.answered'))
    else tellProblem(cause)
  }
}
