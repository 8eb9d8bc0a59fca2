// A durable conversation with its own log; its own events (those about the thread as a whole).
import { z } from 'zod'
import { Effort } from './agent/effort.ts'
import { Attention } from './attention.ts'
import { ForkOrigin } from './turns/fork.ts'
import { Instant, OwnerId, ProjectId, ThreadId } from './ids.ts'
import { SessionId } from './sessions/session.ts'

/**
 * plan: read only · confirmEdit: every edit asks · autoEdit: edits inside the worktree are allowed, commands ask ·
 * bypass: everything is allowed, in a worktree only, and only while the owner's settings let it.
 */
export const PermissionMode = z.enum(['plan', 'confirmEdit', 'autoEdit', 'bypass'])
export type PermissionMode = z.infer<typeof PermissionMode>

/** worktree: its own checkout and branch · local: the project's own checkout. */
export const ThreadMode = z.enum(['worktree', 'local'])
export type ThreadMode = z.infer<typeof ThreadMode>

/** A model's alias or full id, as the agent's `--model` takes it. Leading `-` would be read as a flag. */
export const ModelName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@/[\]-]{0,99}$/)

export const Title = z.string().trim().min(1).max(200)

/** Derived from the log, never set. */
export const ThreadStatus = z.enum([
  'pending',
  'running',
  'waiting',
  'completed',
  'failed',
  'stopped',
  'interrupted',
])
export type ThreadStatus = z.infer<typeof ThreadStatus>

export const WaitingReason = z.enum(['permission', 'plan', 'question', 'budget', 'setup'])
export type WaitingReason = z.infer<typeof WaitingReason>

/** What keeps a pending thread from running: its worktree is made and made ready, its agent starts, all slots are taken. */
export const PendingStep = z.enum(['worktree', 'setup', 'rewind', 'slot', 'agent'])
export type PendingStep = z.infer<typeof PendingStep>

/** A thread as lists show it. */
export const ThreadSummary = z.object({
  id: ThreadId,
  owner: OwnerId,
  projectId: ProjectId,
  seq: z.number().int(),
  title: z.string(),
  status: ThreadStatus,
  waitingReason: WaitingReason.nullable(),
  pendingStep: PendingStep.nullable(),
  /** What the agent does now, or what it waits for: a tool call's title. */
  nowLine: z.string().nullable(),
  model: z.string(),
  permissionMode: PermissionMode,
  mode: ThreadMode,
  branch: z.string().nullable(),
  archived: z.boolean(),
  pinned: z.boolean().default(false),
  muted: z.boolean().default(false),
  /** What it wants of its owner. The one value behind every list, count and notice. */
  attention: Attention.nullable().default(null),
  /** How many subagents work on behind its turn, which has ended. */
  subagentsOut: z.number().int().default(0),
  /** When the usage limit that ended its last turn is reset, and when it is to go on by itself. */
  parkedUntil: Instant.nullable().default(null),
  resumeAt: Instant.nullable().default(null),
  pendingApprovals: z.number().int(),
  createdAt: Instant,
  /** When its status last changed. */
  since: Instant,
  /** Since when nothing was heard of its agent although it should be at work. */
  stalledAt: Instant.nullable().default(null),
  costUsd: z.number(),
  /** Something makes its worktree ready, whatever else it does. */
  preparing: z.boolean().default(false),
  /** The thread that it was forked from. */
  origin: ForkOrigin.nullable().default(null),
  /** The session that it goes on with. */
  imported: z.object({ sessionId: SessionId }).nullable().default(null),
})
export type ThreadSummary = z.infer<typeof ThreadSummary>

export const threadEvents = [
  z.object({
    type: z.literal('thread.created'),
    data: z.object({
      owner: OwnerId,
      projectId: ProjectId,
      projectPath: z.string(),
      title: z.string(),
      /** It was cut out of the first message; the agent's program is to be asked for a better one. */
      titleWanted: z.boolean().optional(),
      model: z.string(),
      effort: Effort.optional(),
      permissionMode: PermissionMode,
      mode: ThreadMode,
    }),
  }),
  z.object({ type: z.literal('thread.renamed'), data: z.object({ title: z.string() }) }),
  z.object({ type: z.literal('thread.model-chosen'), data: z.object({ model: z.string() }) }),
  /** Null: as the agent does of itself. */
  z.object({
    type: z.literal('thread.effort-chosen'),
    data: z.object({ effort: Effort.nullable() }),
  }),
  z.object({
    type: z.literal('thread.permission-mode-chosen'),
    data: z.object({ permissionMode: PermissionMode }),
  }),
  /** The repository was moved; the project found it again. */
  z.object({
    type: z.literal('thread.project-moved'),
    data: z.object({ projectPath: z.string() }),
  }),
  z.object({ type: z.literal('thread.archived'), data: z.object({}) }),
  z.object({ type: z.literal('thread.restored'), data: z.object({}) }),
  z.object({ type: z.literal('thread.deleted'), data: z.object({}) }),
] as const
