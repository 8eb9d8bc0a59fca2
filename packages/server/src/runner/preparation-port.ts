// What the runner does to make a thread's worktree ready.
import type { Carried, Recipe, SetupOutput, ThreadId } from '@a-parallel/shared'

/** A command of a thread's preparation; its parts name it for good. */
export interface SetupId {
  threadId: ThreadId
  /** Of this thread alone: letters, digits and `-`. */
  key: string
}

export interface SetupAsk extends SetupId {
  repository: string
  cwd: string
  /** One line for the shell. */
  command: string
  environment: Record<string, string>
}

export type SetupEnd =
  | { kind: 'exited'; code: number | null; signal: string | null }
  /** It is gone and left no record. */
  | { kind: 'lost' }
  /** The project is not trusted: it did not run. */
  | { kind: 'withheld' }
  | { kind: 'failed'; detail: string }
  /** This server lets go of it; it goes on. */
  | { kind: 'detached' }

export interface PreparationRunner {
  /** What a checkout's `.a-parallel.json` holds, whatever that is; null when there is none. */
  readRecipe(checkout: string): Promise<string | null>
  /** Writes it in one step if it still holds `was`; false when it does not. */
  writeRecipe(checkout: string, change: { text: string; was: string | null }): Promise<boolean>
  /** What the recipe of a branch's last commit holds. */
  committedRecipe(ask: { repository: string; branch: string }): Promise<string | null>
  /** Gives a worktree the ignored files and folders of the project's checkout that a recipe names. */
  carry(ask: { repository: string; path: string; recipe: Recipe }): Promise<Carried>
  /** Whether nobody listens on any of these ports. */
  areFree(ports: readonly number[]): Promise<boolean>
  /** Whether what the repository brings may run in a checkout, its recipe's environment among it. */
  mayRun(ask: { repository: string; path: string }): Promise<boolean>
  /**
   * Runs a command to its end. The same name again is the same run: one that an earlier server began is taken up, and
   * never begun twice.
   */
  run(ask: SetupAsk): Promise<SetupEnd>
  /** Ends a command with everything it started. Its end is told to whoever ran it. */
  stop(id: SetupId): Promise<void>
  /** What it printed from an offset on; without one, the end of it. */
  output(id: SetupId, from: number | null): Promise<SetupOutput>
  /** Ends whatever the thread's commands left running. */
  endAll(threadId: ThreadId): Promise<void>
  /** Removes what its commands printed. */
  forget(threadId: ThreadId): Promise<void>
  /** Lets go of all commands; they go on. */
  detach(): void
}
