// What is asked of agents' processes, and what they tell.
import type {
  Effort,
  Order,
  PermissionMode,
  Printed,
  RunId,
  Signal,
  ThreadId,
  Tokens,
  ToolServerConfig,
} from '@a-parallel/shared'
import type { Checkpoint } from './drivers/port.ts'

export interface RunAsk {
  runId: RunId
  threadId: ThreadId
  /** The project's repository: whether what it brings is trusted is asked of it. */
  repository: string
  cwd: string
  /** The checkout is this thread's alone: whatever works in it ends with the run. */
  ownsCheckout: boolean
  sessionId: string
  resumes: boolean
  /** Begin with a copy of this conversation, up to there (null: all of it). */
  copies?: { sessionId: string; at: string | null }
  model: string
  /** How hard it thinks; without one: as the agent does of itself. */
  effort?: Effort | null | undefined
  permissionMode: PermissionMode
  /** Skills that it does without, by their folders. */
  skillsOff?: readonly string[]
  /** What it is told beside its task, as a part of its system prompt. */
  instructions?: string | null
  /** Where its owner says that its program lies; without one: where it is found. */
  program?: string | null
  /** What it sees beside the usual: its thread's variables, ports, and what a trusted recipe says. Read while it can be stopped already. */
  environment?: () => Promise<Record<string, string>>
  /**
   * Commands have worked in its checkout since an agent may have been started ahead there: such a one is taken only where
   * it has seen what it would see now.
   */
  workedIn?: boolean
  /** The tool servers that its owner gives it. Read right before the handshake. */
  toolServers?: () => Promise<ToolServerConfig[]>
  /** Said right behind the handshake. */
  orders: Order[]
}

export interface AttachAsk {
  runId: RunId
  threadId: ThreadId
  cwd: string
  ownsCheckout: boolean
  from: Checkpoint | null
  /** An earlier server was to stop it: whatever works in its worktree ends with it, also when the agent is gone by now. */
  stopped: boolean
}

/** How an agent's process ended. `lost`: it is gone and left no record. */
export type RunEnd =
  | { kind: 'exited'; code: number | null; signal: string | null; stderr: string }
  | { kind: 'lost' }

/** What the runner tells; called for one run at a time, in the order of its journal. */
export interface RunListener {
  signals(runId: RunId, threadId: ThreadId, signals: Signal[], checkpoint: Checkpoint): void
  /** What a running call has printed so far: only its end, and not every piece of it. */
  printed(runId: RunId, threadId: ThreadId, printed: Printed): void
  /** `used`: what the turn had used that ran by then, as far as it was told; null: nothing was. */
  ended(runId: RunId, threadId: ThreadId, end: RunEnd, used: Tokens | null): void
}
