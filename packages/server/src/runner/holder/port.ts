// What keeps one run's process, its stdin, journal and exit code. Knows no vendor: lines go in, a file grows, an end is
// recorded. Everything a holder knows lies in the run's directory, so a server that comes back needs only that.
import type { KillReport } from '../processes/kill-tree.ts'
import type { ProcessIdentity } from '../processes/identity.ts'

/** The names in a run's directory. The directory and all below it are closed to other users (0700, files 0600). */
export const names = {
  /** The FIFO that is the agent's stdin (POSIX). */
  input: 'in',
  /** The journal: what the agent wrote to stdout, appended. */
  output: 'out.ndjson',
  errors: 'err.log',
  /** Apart from the journal, so that it can be watched without waking at every line. */
  state: 'state',
} as const

export interface StartAsk {
  /** Of this run alone; made when it is not there. Absolute. */
  dir: string
  /** Program (an absolute path) and arguments. */
  argv: readonly [string, ...string[]]
  cwd: string
  /** Exactly this, and the marker, is the agent's environment. Names must be plain (`[A-Za-z_][A-Za-z0-9_]*`). */
  env: Readonly<Record<string, string>>
  /** `NAME=value`; whatever carries it belongs to this run and ends with it. */
  marker: string
}

export type StartOutcome =
  | { kind: 'started'; identity: ProcessIdentity }
  /** The directory was used before: a run is started once. `status` says what became of it. */
  | { kind: 'already-started' }
  | { kind: 'missing-directory' }
  | { kind: 'failed'; detail: string }

export type WriteOutcome =
  /** The whole line is in the pipe. */
  | { kind: 'written' }
  /** No agent reads any more. */
  | { kind: 'gone' }
  /** The input was closed. */
  | { kind: 'closed' }
  /** An earlier long line was cut off; any further byte would be glued to it. Only signals reach this agent now. */
  | { kind: 'stuck' }

export interface Exit {
  /** Null when a signal ended it and no code is known. A shell reports the end by signal n as 128 + n. */
  code: number | null
  /** The signal that ended it, or that an exit code above 128 stands for. */
  signal: NodeJS.Signals | null
}

export type RunStatus =
  | { kind: 'live'; identity: ProcessIdentity }
  | { kind: 'ended'; exit: Exit }
  /** Gone without a record, or out of reach. Call `end`, which also clears what it left, before it is resumed. */
  | { kind: 'lost' }
  /** Nothing was begun: whoever took the directory died before that. Without the directory it may be started anew. */
  | { kind: 'unbegun' }

export interface EndAsk {
  /** The marker it was started with: ends what carries it also when its directory was removed while it ran. */
  marker?: string
  /** Milliseconds between SIGTERM and SIGKILL. */
  graceMs: number
  /** Also ends everything that works in this directory, but dev servers. */
  cwdInside?: string
}

export interface Holder {
  start(ask: StartAsk): Promise<StartOutcome>
  /**
   * Hands one line to the agent: one JSON object, without its line end. Lines arrive whole and in the order of the
   * calls. @throws when the line is no JSON object or holds a line end.
   */
  write(dir: string, line: string): Promise<WriteOutcome>
  status(dir: string): Promise<RunStatus>
  /** Tells once when the run is no longer live. Gives a function that stops watching. */
  watchEnd(dir: string, onEnd: (status: Exclude<RunStatus, { kind: 'live' }>) => void): () => void
  /** The agent reads an end of input after what was written; a well-behaved one finishes its work and exits. */
  closeInput(dir: string): Promise<void>
  /** Signals the agent itself. False when it is gone. */
  signal(dir: string, signal: NodeJS.Signals): Promise<boolean>
  /** Ends the agent with everything it started. Idempotent, and also right after a run was lost. */
  end(dir: string, ask: EndAsk): Promise<KillReport>
}
