// What a driver is: a pure codec between one vendor's program and the product. Lines in, signals out; orders in,
// lines out. A driver does no I/O, reads no clock and knows no feature.
import type { ProbeCodec } from './probe-port.ts'
import type { SessionCodec } from './sessions-port.ts'
import type { Effort, ItemId, Order, PermissionMode, Signal, Tokens } from '@a-parallel/shared'

export interface LaunchAsk {
  /** Path of the vendor's program. */
  program: string
  sessionId: string
  /** Take the conversation up again instead of beginning it. */
  resumes: boolean
  /**
   * Begin with a copy of this conversation, up to there (null: all of it). `file`: where it is kept. By its id the program finds
   * only what was held in this repository's checkouts that are there now.
   */
  copies?: { sessionId: string; at: string | null; file?: string | undefined } | undefined
  model: string
  /** How hard it thinks; without one: as the program does of itself. */
  effort?: Effort | null | undefined
  /** A folder for what the program writes on the side. */
  scratch: string
  /** Where all programs keep their caches, if a variable tells it (`XDG_CACHE_HOME`). */
  caches?: string | null | undefined
  /** Where they keep them if no variable tells it. */
  fixedCaches?: string | null | undefined
  permissionMode: PermissionMode
  /** Skills that it does without, by their folders. */
  skillsOff?: readonly string[] | undefined
  /** What it is told beside its task. It travels in the handshake: arguments are for everyone to see. */
  instructions?: string | null | undefined
  /** Whether settings that the repository brings may take effect. */
  repositorySettings: boolean
  /** The file with the tool servers that the repository brings; null: none may be started. */
  toolServers?: string | null
}

export interface Launch {
  /** Program and arguments. */
  argv: [string, ...string[]]
  /** To be added to the allow-listed environment. */
  env: Record<string, string>
  /** The handshake, written as soon as the program runs. */
  firstLines: string[]
  /** A folder in which it writes down what is secret: it is closed to other users before the start. */
  closed: string | null
}

/** Where reading may begin anew, and what must be known there. `state` is plain JSON. */
export interface Checkpoint {
  /** Byte offset in the journal of a line's first byte. */
  offset: number
  state: unknown
}

/** A call that prints to a file while it runs. `file` is the end of its path, below the run's scratch folder. */
export interface RunningOutput {
  itemId: ItemId
  file: string
}

export interface Decoder {
  /**
   * One line of the journal, without its newline. `at` is the offset of its first byte, `next` of the byte behind
   * its newline. Never throws: what it cannot read becomes a notice.
   */
  read(line: string, at: number, next: number): Signal[]
  /** A line too long to be read: its size and its first characters. */
  skip(bytes: number, head: string, at: number, next: number): Signal[]
  /**
   * Lines, without newlines, to be written to the agent at once: it asked what nobody here can be asked and would
   * wait for ever. Each is given once; a second answer to the same request does no harm.
   */
  replies(): string[]
  /** What the turn that runs has used, as far as that was told; null: nothing. Its end tells all of it. */
  used(): Tokens | null
  /** The calls that print to a file now. */
  running(): RunningOutput[]
  /**
   * The latest place from which reading gives every delta of the items that are open now. Items already
   * completed behind it come again under the same ids.
   */
  checkpoint(): Checkpoint
}

export interface AgentDriver {
  /** How its program is asked about tool servers, apart from any conversation. */
  readonly probe: ProbeCodec
  /** How the sessions are read that its program keeps. */
  readonly sessions: SessionCodec
  readonly name: string
  readonly can: { resume: boolean; interrupt: boolean; plan: boolean; partials: boolean }
  launch(ask: LaunchAsk): Launch
  /** `cwd`: the checkout, to which the paths that are shown are relative. */
  decoder(cwd: string, from: Checkpoint | null): Decoder
  /**
   * The lines, without newlines, that carry an order. `commands`: the names that the agent understands behind a slash,
   * once it has told them; a text with any other word there reaches it as a text.
   */
  encode(order: Order, commands?: ReadonlySet<string> | null): string[]
}
