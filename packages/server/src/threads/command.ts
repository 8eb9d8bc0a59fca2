// The wishes that a thread's lane takes: from people over HTTP, from the reactor and the runner.
import type {
  Answers,
  Carried,
  ChangedLines,
  CheckpointPlace,
  Effort,
  ApprovalId,
  Decision,
  Fact,
  Item,
  ItemId,
  Delivery,
  MessageImage,
  OwnerId,
  PermissionMode,
  Ports,
  ProblemValue,
  ProjectId,
  RuleId,
  RewindId,
  RewindWhat,
  RunId,
  SetupAction,
  Signal,
  StandingRule,
  TeardownResult,
  ThreadMode,
  Tokens,
  TurnId,
} from '@a-parallel/shared'
import type { PreparationPlan } from '../preparation/index.ts'
import type { RunEnd, SetupEnd, WorktreeOutcome, WorktreePlan } from '../runner/port.ts'

export interface CreateThread {
  type: 'create'
  owner: OwnerId
  projectId: ProjectId
  projectPath: string
  title: string
  /** The agent's program is to be asked for a better one. */
  titleWanted: boolean
  prompt: string
  images?: MessageImage[] | undefined
  model: string
  effort: Effort | null
  permissionMode: PermissionMode
  mode: ThreadMode
  turnId: TurnId
  worktree: (WorktreePlan & { base: string }) | null
  /** The commit at which the branch of a worktree parted that somebody else made: the thread works in it where it is. */
  adoptedAt?: string | undefined
}

/** The first command of a thread that begins as a copy. */
export interface ForkThread {
  type: 'fork'
  created: Extract<Fact, { type: 'thread.created' }>['data']
  worktree: Extract<Fact, { type: 'worktree.requested' }>['data']
  begun: Extract<Fact, { type: 'fork.begun' }>['data']
}

/** The first command of a thread that goes on with a session. */
export interface ImportThread {
  type: 'import'
  created: Extract<Fact, { type: 'thread.created' }>['data']
  /** Null where it works in the project's checkout. */
  worktree: Extract<Fact, { type: 'worktree.requested' }>['data'] | null
  begun: Extract<Fact, { type: 'import.begun' }>['data']
  /** What was said. */
  items: Item[]
}

export interface AnswerApproval {
  type: 'answer'
  approvalId: ApprovalId
  decision: Decision
  message: string | null
  answers: Answers | null
  permissionMode: PermissionMode | null
  /** A no that ends the turn as well. */
  stop: boolean
  /** The rule for the thread that the answer becomes. */
  rule: StandingRule | null
}

/** Other words, another place or another way for a message that waits. */
export interface ChangeMessage {
  type: 'change-message'
  turnId: TurnId
  text?: string | undefined
  images?: MessageImage[] | undefined
  /** The message that it is to stand before; null puts it last. */
  before?: TurnId | null | undefined
  delivery?: Delivery | undefined
}

export type Command =
  | CreateThread
  | ForkThread
  | ImportThread
  | AnswerApproval
  | {
      type: 'say'
      turnId: TurnId
      text: string
      images?: MessageImage[] | undefined
      delivery?: Delivery | undefined
    }
  | ChangeMessage
  | { type: 'withdraw'; turnId: TurnId }
  | { type: 'stop' }
  | { type: 'stop-call'; itemId: ItemId }
  /** The agent has nothing to do; it comes back with the next message. */
  | { type: 'rest' }
  | { type: 'resume'; turnId: TurnId }
  | { type: 'checkpoint'; turnId: TurnId; place: CheckpointPlace; outcome: CheckpointOutcome }
  | { type: 'lines-read'; turnId: TurnId; files: ChangedLines[]; omitted: number }
  | {
      type: 'rewind'
      rewindId: RewindId
      turnId: TurnId
      what: RewindWhat
      message: { turnId: TurnId; text: string; images?: MessageImage[] | undefined } | null
    }
  | { type: 'set-budget'; usd: number | null }
  /** Goes on where a budget stopped it, if that allows it by now. */
  | { type: 'lift-budget'; turnId: TurnId }
  | { type: 'undo-rewind'; rewindId: RewindId }
  | { type: 'rewind-outcome'; rewindId: RewindId; outcome: RewindOutcome }
  | { type: 'rename'; title: string }
  | { type: 'choose-model'; model: string }
  | { type: 'choose-effort'; effort: Effort | null }
  | { type: 'choose-permission-mode'; permissionMode: PermissionMode }
  /** The rules have changed: what waits may be answered by one. */
  | { type: 'apply-rules' }
  | { type: 'make-rule'; rule: StandingRule }
  | { type: 'remove-rule'; ruleId: RuleId }
  | { type: 'archive' }
  | { type: 'see'; upTo: number }
  | { type: 'mark-unread' }
  /** Whether it goes on by itself once its usage limit is reset. */
  | { type: 'plan-resume'; planned: boolean }
  | { type: 'pin'; pinned: boolean }
  | { type: 'mute'; muted: boolean }
  /** Of a deleted thread: `projectPath`, where its project is by now. */
  | { type: 'restore'; projectPath?: string }
  | { type: 'delete' }
  /** `preparation`: what a worktree that is ready is made ready for work by. */
  | {
      type: 'worktree-outcome'
      outcome: WorktreeOutcome
      preparation?: PreparationPlan | null
      /** What it was given before its thread was there, and what was kept of its files, which are the same still. */
      carried?: Carried | null
      checkpoint?: string | null
    }
  | { type: 'carried'; round: number; carried: Carried }
  | { type: 'ports-given'; round: number; ports: Ports }
  | { type: 'setup-started'; round: number; name: string }
  | {
      type: 'setup-ended'
      round: number
      name: string
      attempt: number
      end: Exclude<SetupEnd, { kind: 'detached' }>
    }
  /** A person runs a command again, or goes on without it. */
  | { type: 'change-setup'; name: string; action: SetupAction }
  | { type: 'torn-down'; round: number; results: TeardownResult[] }
  /** It was ready, and can no longer be worked in. `used`: what the turn had used that runs, as far as it was told. */
  | { type: 'worktree-lost'; problem: ProblemValue; used?: Tokens | null }
  /** Its worktree is gone, and is to be there again. */
  | { type: 'make-again' }
  | { type: 'project-moved'; projectPath: string }
  /** `sessionId`: the name of the conversation if it begins with this turn. */
  | { type: 'start-turn'; turnId: TurnId; runId: RunId; sessionId: string }
  | { type: 'run-failed'; runId: RunId; problem: ProblemValue }
  /** `used`: likewise. */
  | { type: 'run-ended'; runId: RunId; end: RunEnd; open: OpenText[]; used?: Tokens | null }
  /** Nothing was heard of the run for long; something was heard of it again. */
  /** `silentMs`: how long nothing was heard, in milliseconds. */
  | { type: 'stalled'; runId: RunId; silentMs: number }
  | { type: 'revived'; runId: RunId }
  | { type: 'signals'; runId: RunId; signals: Signal[] }

/** What came of keeping the files as they were. */
export type CheckpointOutcome =
  | {
      kind: 'captured'
      commit: string
      omitted: string[]
      /** Behind a turn: what is not as it was before it, where that is known. */
      changed: string[]
    }
  | { kind: 'failed'; problem: ProblemValue }

export type RewindOutcome =
  | { kind: 'done'; safety: string | null; changed: number; left: string[] }
  | { kind: 'failed'; problem: ProblemValue }

/** Text that was being produced when the process ended. */
export interface OpenText {
  id: string
  kind: 'agent-message' | 'reasoning'
  parentId: string | null
  text: string
}
