// The machine itself as the features see it: what is free on it, what it offers, and its agents' program.
import type { AgentProgram, Setup } from '@a-parallel/shared'

/** What is free on the machine, in bytes; the disk is the one that worktrees and data lie on. */
export interface Free {
  memoryBytes: number
  diskBytes: number
}

export interface MachineRunner {
  /** What another agent would find free. */
  free(): Promise<Free>
  /** `own`: where the person says that the agent's program lies; null: where it is found. */
  setup(ask: { own: string | null; fresh: boolean }): Promise<Setup>
  /** Tries a place for the agent's program, without taking it up; null: what is found. Never rejects. */
  tryProgram(own: string | null): Promise<AgentProgram>
}
