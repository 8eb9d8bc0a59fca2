// A thread's state as shape, colour and words: the one table that sidebar, overview and headers share. Pure.
import { assertNever } from '@a-parallel/contract/model'
import type { ThreadSummary } from '@a-parallel/shared'
import type { GlyphShape, Tone } from '../../../ui/display/status-glyph.tsx'

export type StatusWord =
  | 'budgetReached'
  | 'setupFailed'
  | 'preparing'
  | 'rewinding'
  | 'needsApproval'
  | 'needsAnswer'
  | 'needsPlanReview'
  | 'running'
  | 'stalled'
  | 'worktree'
  | 'queued'
  | 'starting'
  | 'ready'
  | 'done'
  | 'failed'
  | 'parked'
  | 'stopped'
  | 'interrupted'
  | 'archived'

export interface Look {
  shape: GlyphShape
  tone: Tone
  word: StatusWord
}

export type Shown = Pick<
  ThreadSummary,
  | 'status'
  | 'waitingReason'
  | 'pendingStep'
  | 'stalledAt'
  | 'archived'
  | 'attention'
  | 'parkedUntil'
  | 'subagentsOut'
>

const asks: Record<NonNullable<Shown['waitingReason']>, Look> = {
  permission: { shape: 'diamond-bang', tone: 'need', word: 'needsApproval' },
  question: { shape: 'diamond-question', tone: 'need', word: 'needsAnswer' },
  plan: { shape: 'diamond-lines', tone: 'need', word: 'needsPlanReview' },
  budget: { shape: 'hourglass', tone: 'stall', word: 'budgetReached' },
  setup: { shape: 'square-cross', tone: 'need', word: 'setupFailed' },
}
const steps: Record<NonNullable<Shown['pendingStep']>, Look> = {
  worktree: { shape: 'segments', tone: 'setup', word: 'worktree' },
  setup: { shape: 'segments', tone: 'setup', word: 'preparing' },
  rewind: { shape: 'segments', tone: 'setup', word: 'rewinding' },
  slot: { shape: 'dashed', tone: 'idle', word: 'queued' },
  agent: { shape: 'segments', tone: 'setup', word: 'starting' },
}

export function lookOf(thread: Shown): Look {
  const { status, waitingReason, pendingStep, stalledAt, archived, attention } = thread
  if (archived) return { shape: 'box', tone: 'idle', word: 'archived' }
  switch (status) {
    case 'waiting':
      return asks[waitingReason ?? 'permission']
    case 'pending':
      return steps[pendingStep ?? 'slot']
    case 'running':
      if (stalledAt !== null) return { shape: 'hourglass', tone: 'stall', word: 'stalled' }
      return { shape: 'arc', tone: 'run', word: 'running' }
    case 'completed':
      if (thread.subagentsOut > 0) return { shape: 'arc', tone: 'run', word: 'running' }
      return attention === null
        ? { shape: 'ring', tone: 'idle', word: 'done' }
        : { shape: 'disc', tone: 'review', word: 'ready' }
    case 'failed':
      if (thread.parkedUntil !== null) return { shape: 'hourglass', tone: 'idle', word: 'parked' }
      return { shape: 'square-cross', tone: 'fail', word: 'failed' }
    case 'stopped':
      return { shape: 'stop', tone: 'idle', word: 'stopped' }
    case 'interrupted':
      return { shape: 'bars', tone: 'idle', word: 'interrupted' }
    default:
      return assertNever(status)
  }
}

/** It ended, and its owner has not looked since. */
export function isUnread({ attention }: Pick<ThreadSummary, 'attention'>): boolean {
  return attention?.kind === 'finished' || attention?.kind === 'failed'
}

export type Now =
  | { kind: 'said'; text: string }
  | { kind: 'state'; word: StatusWord | 'working' }
  /** Nothing was heard of it since. */
  | { kind: 'stalled'; since: string }
  /** Its turn has ended, and these work on. */
  | { kind: 'subagents'; count: number }

/** The words beside the title: what the agent does, else its state; none for a thread that rests. */
export function nowOf(thread: Shown & Pick<ThreadSummary, 'nowLine'>): Now | null {
  if (thread.archived) return null
  if (thread.status === 'completed')
    return thread.subagentsOut > 0 ? { kind: 'subagents', count: thread.subagentsOut } : null
  if (thread.status === 'running' && thread.stalledAt !== null)
    return { kind: 'stalled', since: thread.stalledAt }
  if (thread.nowLine !== null) return { kind: 'said', text: thread.nowLine }
  const { word } = lookOf(thread)
  return { kind: 'state', word: word === 'running' ? 'working' : word }
}
