// What the runner does to make a thread's worktree ready.
import type { RivalText } from '@a-parallel/contract/model'
import type { Carried, Recipe, SetupField, SetupOutput, ThreadId } from '@a-parallel/shared'

/** A command of a thread's preparation; its parts name it for good. */
export interface SetupId {
  threadId: ThreadId
  /** Of this thread alone: letters, digits and `-`. */
  key: string
}

export interface SetupAsk extends SetupId {
  repository: string
  cwd: string
  /** One line for the shell, and what it is called. */
  command: string
  name: string
  /** What of a recipe says so, and whether that is the person's own. */
  field: SetupField
  isOwn: boolean
  environment: Record<string, string>
  /** Asked right before it is begun, and once it was: a stop that came before finds nothing to end. Without it, yes. */
  isWanted?: () => boolean
}

export type SetupEnd =
  | { kind: 'exited'; code: number | null; signal: string | null }
  /** It is gone and left no record, or was not begun, for nobody wanted it by then. */
  | { kind: 'lost' }
  /** The project is not trusted: it did not run. */
  | { kind: 'withheld' }
  | { kind: 'failed'; detail: string }
  /** This server lets go of it; it goes on. */
  | { kind: 'detached' }

/** What a repository's recipe says that runs, or steers what runs. */
export interface SaidByRecipe {
  commands?: readonly { name: string; command: string }[] | undefined
  teardown?: readonly { name: string; command: string }[] | undefined
  servers?: readonly { name: string; command: string }[] | undefined
  environment?: Readonly<Record<string, string>> | undefined
}

export interface PreparationRunner {
  /** What a checkout's `.a-parallel.json` holds, whatever that is; null when there is none. */
  readRecipe(checkout: string): Promise<string | null>
  /** Writes it in one step if it still holds `was`; false when it does not. */
  writeRecipe(checkout: string, change: { text: string; was: string | null }): Promise<boolean>
  /** What other programs' setup files in a checkout hold. */
  readRivalFiles(checkout: string): Promise<RivalText[]>
  /** What the recipe of a branch's last commit holds. */
  committedRecipe(ask: { repository: string; branch: string }): Promise<string | null>
  /** Gives a worktree the ignored files and folders of the project's checkout that a recipe names. */
  carry(ask: { repository: string; path: string; recipe: Recipe }): Promise<Carried>
  /** What `carry` would give now, as a short text: it stays the same while no file that is copied was written. */
  offered(ask: { repository: string; recipe: Recipe }): Promise<string>
  /** Whether nobody listens on any of these ports. */
  areFree(ports: readonly number[]): Promise<boolean>
  /**
   * Whether this may be used in a checkout: everything that it brings now is trusted, and so is each thing that is
   * `said`. The checkout's own file proves nothing of what was read, or written into a log, before.
   * @param said of the repository's recipe; what a person's own says is left out.
   */
  mayRun(ask: { repository: string; path: string; said: SaidByRecipe }): Promise<boolean>
  /**
   * Runs a command to its end. The same name again is the same run: one that an earlier server began is taken up, and
   * never begun twice.
   */
  run(ask: SetupAsk): Promise<SetupEnd>
  /** Whether it was ever begun, by this server or an earlier one. */
  isBegun(id: SetupId): Promise<boolean>
  /** Ends a command with everything it started. Its end is told to whoever ran it. */
  stop(id: SetupId): Promise<void>
  /** What it printed from an offset on; without one, the end of it. */
  output(id: SetupId, from: number | null): Promise<SetupOutput>
  /** Ends whatever the thread's commands left running. */
  endAll(threadId: ThreadId): Promise<void>
  /** The threads whose commands have printed something that is kept. */
  threads(): Promise<ThreadId[]>
  /** Removes what its commands printed. */
  forget(threadId: ThreadId): Promise<void>
  /** Lets go of all commands; they go on. */
  detach(): void
}
