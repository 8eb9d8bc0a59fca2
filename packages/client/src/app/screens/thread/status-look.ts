// How a thread stands, as shape, colour and the key of its words. Pure.
import {
  attentionOf,
  parkedUntil,
  pendingStep,
  subagentsOut,
  threadStatus,
  waitingReason,
} from '@a-parallel/contract/model'
import type { ThreadView } from '@a-parallel/shared'
import type { GlyphShape, Tone } from '../../../ui/display/status-glyph.tsx'

const waits = {
  permission: ['diamond-bang', 'need', 'needsApproval'],
  question: ['diamond-question', 'need', 'needsAnswer'],
  plan: ['diamond-lines', 'need', 'needsPlanReview'],
  budget: ['hourglass', 'stall', 'budgetReached'],
  setup: ['square-cross', 'need', 'setupFailed'],
} as const

const steps = {
  worktree: ['segments', 'setup', 'worktree'],
  setup: ['segments', 'setup', 'preparing'],
  rewind: ['segments', 'setup', 'rewinding'],
  slot: ['dashed', 'idle', 'queued'],
  agent: ['segments', 'setup', 'starting'],
} as const

const parked = ['hourglass', 'idle', 'parked'] as const
const unseen = ['disc', 'review', 'ready'] as const
const silent = ['hourglass', 'stall', 'stalled'] as const

const rests = {
  running: ['arc', 'run', 'working'],
  completed: ['ring', 'idle', 'done'],
  failed: ['square-cross', 'fail', 'failed'],
  stopped: ['stop', 'idle', 'stopped'],
  interrupted: ['bars', 'idle', 'interrupted'],
} as const

type Key =
  | (typeof waits)[keyof typeof waits][2]
  | (typeof steps)[keyof typeof steps][2]
  | (typeof silent)[2]
  | (typeof unseen)[2]
  | (typeof parked)[2]
  | (typeof rests)[keyof typeof rests][2]

export type StatusLook = { shape: GlyphShape; tone: Tone; key: Key | 'archived' }

/** Nothing was heard of the agent for long although it should be at work. */
export function isStalled(view: ThreadView): boolean {
  return threadStatus(view) === 'running' && typeof view.run?.stalledAt === 'string'
}

export function statusLook(view: ThreadView): StatusLook {
  if (view.archived) return { shape: 'box', tone: 'idle', key: 'archived' }
  const status = threadStatus(view)
  if (subagentsOut(view) > 0) return { shape: 'arc', tone: 'run', key: 'working' }
  const [shape, tone, key] =
    status === 'waiting'
      ? waits[waitingReason(view) ?? 'permission']
      : status === 'pending'
        ? steps[pendingStep(view) ?? 'slot']
        : isStalled(view)
          ? silent
          : status === 'completed' && attentionOf(view)
            ? unseen
            : parkedUntil(view) !== null
              ? parked
              : rests[status]
  return { shape, tone, key }
}
