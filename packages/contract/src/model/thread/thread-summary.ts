// A thread as lists show it, and the snapshot that opens it: both derived from the view alone.
import type { ThreadSummary } from '../../nouns/thread.ts'
import type { OpenItem, ThreadSnapshot, ThreadView } from '../../nouns/thread-view.ts'
import { hasSetupAtWork } from '../preparation/preparing.ts'
import { attentionOf, parkedUntil, subagentsOut } from './attention.ts'
import {
  activeTurn,
  checkoutPath,
  pendingApprovals,
  pendingStep,
  threadStatus,
  waitingReason,
} from '../thread-status.ts'

export function summaryOf(view: ThreadView): ThreadSummary {
  const pending = pendingApprovals(view)
  return {
    id: view.id,
    owner: view.owner,
    projectId: view.projectId,
    seq: view.seq,
    title: view.title,
    status: threadStatus(view),
    waitingReason: waitingReason(view),
    pendingStep: pendingStep(view),
    nowLine: nowLine(view),
    model: view.model,
    permissionMode: view.permissionMode,
    mode: view.mode,
    branch: view.worktree?.branch ?? null,
    archived: view.archived,
    pinned: view.pinned,
    muted: view.muted,
    attention: attentionOf(view),
    subagentsOut: subagentsOut(view),
    parkedUntil: parkedUntil(view),
    resumeAt: view.resumeAt,
    pendingApprovals: pending.length,
    createdAt: view.createdAt,
    since: view.since,
    stalledAt: threadStatus(view) === 'running' ? (view.run?.stalledAt ?? null) : null,
    costUsd: view.costUsd,
    preparing: hasSetupAtWork(view),
    origin: view.origin,
    imported: view.imported && { sessionId: view.imported.sessionId },
  }
}

/** A call that runs with more than so many items behind it is no longer what the agent does now. */
const lookBack = 500

/** What the agent does now: its last tool call that has not ended; or what it asks. Null between them. */
function nowLine(view: ThreadView): string | null {
  const asked = pendingApprovals(view)[0]
  if (asked) return asked.title
  const turn = activeTurn(view)
  if (!turn) return null
  const end = Math.max(0, view.items.length - lookBack)
  for (let index = view.items.length - 1; index >= end; index -= 1) {
    const item = view.items[index]
    if (item?.turnId !== turn.id) break
    if (item.kind === 'tool-call' && item.state === 'running') return item.title
  }
  return null
}

export function snapshotOf(view: ThreadView, open: OpenItem[]): ThreadSnapshot {
  return {
    ...view,
    status: threadStatus(view),
    waitingReason: waitingReason(view),
    pendingStep: pendingStep(view),
    branch: view.worktree?.branch ?? null,
    worktreePath: view.mode === 'local' ? null : checkoutPath(view),
    open,
  }
}
