// One run that is read: what is known of it and of its agent.
import type { AgentLogin, OfferedModel, Signal } from '@a-parallel/shared'
import type { AttachAsk, RunAsk } from '../port.ts'
import type { KnownCommands } from '../runs/known-commands.ts'
import type { LiveRun } from '../runs/live-run.ts'

/** What an agent says of itself as it is greeted; `login` is null where it is not signed in. */
export type OnReady = (
  models: OfferedModel[],
  login: Pick<AgentLogin, 'kind' | 'plan'> | null,
) => void

export type Taken = Pick<RunAsk & AttachAsk, 'runId' | 'threadId' | 'cwd' | 'ownsCheckout'> &
  Partial<Pick<AttachAsk, 'stopped'>>

export interface Held {
  taken: Taken
  run: LiveRun
  dir: string
  marker: string
  /** The checkout, where it is this thread's alone. */
  worktree: string | null
  working: boolean
  /** Its agent answered the handshake; before that it has begun nothing. */
  greeted: boolean
  /** Its process is over; what is left of its journal is being read. */
  ending: boolean
  /** It is being stopped, not let rest: whatever works in its worktree ends with it. */
  stopped: boolean
  /** Told at the next rest, and forgotten. */
  rested: Set<() => void>
  /** Told when its end was reported. */
  over: Set<() => void>
  /** Told when the agent answered the handshake, or ended. */
  ready: () => void
  /** What it understands behind a slash. */
  commands: KnownCommands
  /** Resolves once all orders were given that it was handed so far. */
  given: Promise<void>
  unwatch: () => void
}

export function tellAll(waiting: Set<() => void>): void {
  for (const tell of waiting) tell()
  waiting.clear()
}

/** Keeps true what is known of a run's agent, by what it says. */
export function noticed(entry: Held | undefined, signal: Signal, onReady: OnReady): void {
  if (!entry) return
  entry.commands.heard(signal)
  if (signal.type === 'ready') {
    entry.greeted = true
    entry.ready()
    onReady(signal.models, signal.login)
  } else if (signal.type === 'turn-began') entry.working = true
  else if (signal.type === 'turn-ended') {
    entry.working = false
    tellAll(entry.rested)
  }
}
