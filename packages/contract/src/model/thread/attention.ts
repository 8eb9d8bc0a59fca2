// What a thread wants of its owner, derived from the view alone. Every list, count, icon and notice reads this value.
import type { Attention } from '../../nouns/attention.ts'
import type { ThreadView } from '../../nouns/thread-view.ts'
import type { Instant } from '../../nouns/ids.ts'
import { failedSetup } from '../preparation/preparing.ts'
import {
  atWork,
  hasRun,
  lastBegun,
  pendingApprovals,
  threadStatus,
  waitingReason,
} from '../thread-status.ts'

export function attentionOf(view: ThreadView): Attention | null {
  if (view.archived || view.deleted) return null
  const asked = pendingApprovals(view)[0]
  if (asked) return { kind: asked.kind, approvalId: asked.id, since: asked.requestedAt }
  const { news, budgetStop } = view
  if (budgetStop && waitingReason(view) === 'budget')
    return { kind: 'budget', since: budgetStop.at }
  const failed = waitingReason(view) === 'setup' ? failedSetup(view) : null
  if (failed) return { kind: 'setup', since: failed.endedAt ?? view.since }
  if (news === null || atWork(view)) return null
  // The agent has said its last word, but not those that it sent out: it will go on when they are back.
  if (news.kind === 'finished' && subagents(view) > 0) return null
  return { kind: news.kind, seq: news.seq, since: news.at }
}

/** It waits for an answer, to a request or about its budget, and looking at it does not help. */
export type Asking = Exclude<Attention, { seq: unknown }>

export function asksPerson(attention: Attention | null): attention is Asking {
  return attention !== null && !('seq' in attention)
}

/** How many subagents are at work although their thread's last turn has ended well: it goes on when they are back. */
export function subagentsOut(view: ThreadView): number {
  return threadStatus(view) === 'completed' ? subagents(view) : 0
}

function subagents(view: ThreadView): number {
  if (!hasRun(view)) return 0
  return view.items.filter(
    (item) =>
      item.kind === 'tool-call' &&
      item.background &&
      item.state === 'running' &&
      item.detail.kind === 'task',
  ).length
}

/** When the limit is reset that ended the thread's last turn; null when none did. */
export function parkedUntil(view: ThreadView): Instant | null {
  const problem = lastBegun(view)?.problem
  if (problem?.code !== 'usage_limit' || threadStatus(view) !== 'failed') return null
  const seconds = Number(problem.values?.['resetsAt'])
  // A time that is none, or lies beyond the calendar, is none to wait for.
  const time = new Date(seconds * 1000)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}
