// A thread as its log makes it, and the snapshot of it that travels.
import { z } from 'zod'
import { Context } from './agent/context.ts'
import { Effort } from './agent/effort.ts'
import { SlashCommand } from './agent/slash-command.ts'
import { Approval } from './approval.ts'
import { News } from './attention.ts'
import { Checkpoint } from './turns/checkpoint.ts'
import { Budget, BudgetStop } from './turns/budget.ts'
import { ForkOrigin } from './turns/fork.ts'
import { ContinueAt, Rewind } from './turns/rewind.ts'
import { Instant, ItemId, OwnerId, ProjectId, ThreadId, TurnId } from './ids.ts'
import { Item } from './item.ts'
import { Preparation } from './preparation/preparation.ts'
import { ThreadRule } from './rules/rule.ts'
import { Run } from './run.ts'
import { ImportOrigin } from './sessions/session.ts'
import { PendingStep, PermissionMode, ThreadMode, ThreadStatus, WaitingReason } from './thread.ts'
import { ModelUse, Turn } from './turn.ts'
import { Worktree } from './worktree.ts'

export const ThreadView = z.object({
  id: ThreadId,
  seq: z.number().int(),
  owner: OwnerId,
  projectId: ProjectId,
  projectPath: z.string(),
  title: z.string(),
  /** Nobody has named it yet, and the agent's program is to. */
  titleWanted: z.boolean().default(false),
  model: z.string(),
  /** Null: as the agent does of itself. */
  effort: Effort.nullable().default(null),
  permissionMode: PermissionMode,
  /** What it was before the agent put itself into plan mode. Null where a person has chosen since. */
  modeBeforePlan: PermissionMode.nullable().default(null),
  mode: ThreadMode,
  worktree: Worktree.nullable(),
  /** How its worktree is made ready; null where no recipe says anything. */
  preparation: Preparation.nullable().default(null),
  run: Run.nullable(),
  /** What its agent last said that it understands behind a slash. */
  commands: z.array(SlashCommand).default([]),
  /** Those that began, in that order; behind them those that wait, as they will be sent. */
  turns: z.array(Turn),
  /** Messages that were taken back before their turn began. */
  withdrawn: z.array(TurnId).default([]),
  /** Null while nothing is known of it. */
  context: Context.nullable().default(null),
  items: z.array(Item),
  approvals: z.array(Approval),
  /** Calls whose end was asked for. */
  stopsAsked: z.array(ItemId).default([]),
  /** Oldest first. */
  checkpoints: z.array(Checkpoint).default([]),
  /** Standing answers that hold for this thread alone. */
  rules: z.array(ThreadRule).default([]),
  rewinds: z.array(Rewind).default([]),
  /** Null where the next run goes on with the last one's conversation. */
  continueAt: ContinueAt.nullable().default(null),
  archived: z.boolean(),
  deleted: z.boolean(),
  pinned: z.boolean().default(false),
  muted: z.boolean().default(false),
  /** Null once its owner has looked, or has gone on with it. */
  news: News.nullable().default(null),
  /** When it is to go on by itself. */
  resumeAt: Instant.nullable().default(null),
  createdAt: Instant,
  since: Instant,
  costUsd: z.number(),
  /** What of it each model used, as far as that was told; what was taken back is counted too. */
  byModel: z.array(ModelUse).default([]),
  origin: ForkOrigin.nullable().default(null),
  /** The session that its conversation began as. */
  imported: ImportOrigin.nullable().default(null),
  budgetUsd: Budget.nullable().default(null),
  budgetStop: BudgetStop.nullable().default(null),
})
export type ThreadView = z.infer<typeof ThreadView>

/** An item whose text is still being produced. */
export const OpenItem = z.object({
  id: ItemId,
  kind: z.enum(['agent-message', 'reasoning']),
  turnId: TurnId.nullable(),
  parentId: ItemId.nullable(),
  text: z.string(),
})
export type OpenItem = z.infer<typeof OpenItem>

/** The answer to "show me this thread": the view, what is derived of it, and the text being produced. */
export const ThreadSnapshot = ThreadView.extend({
  status: ThreadStatus,
  waitingReason: WaitingReason.nullable(),
  pendingStep: PendingStep.nullable(),
  branch: z.string().nullable(),
  worktreePath: z.string().nullable(),
  open: z.array(OpenItem),
})
export type ThreadSnapshot = z.infer<typeof ThreadSnapshot>
