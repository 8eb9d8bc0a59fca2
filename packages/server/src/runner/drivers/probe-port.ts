// How a vendor's program is asked something apart from any thread, of tool servers for the most part: a pure codec, as a
// driver is.
import type { ToolServerConfig, ToolServerStatus } from '@a-parallel/shared'

export type ProbeOrder =
  | { type: 'give'; server: ToolServerConfig }
  | { type: 'look' }
  | { type: 'sign-in'; name: string }
  /** The address that the sign-in led to, where its own listener was not reached. */
  | { type: 'finish'; name: string; address: string }
  | { type: 'reconnect'; name: string }
  /** Its model is to answer this, and to know nothing else. */
  | { type: 'ask'; text: string }

/** How one stands. */
export interface ProbeReport {
  name: string
  status: ToolServerStatus
  error: string | null
  tools: string[]
}

/** What the program answered. `order` is null for its handshake. */
export type ProbeWord = { order: ProbeOrder['type'] | null; error: string | null } & {
  /** Of `look`. */
  servers?: ProbeReport[]
  /** Of `sign-in`: the page to open; null: none is needed. */
  url?: string | null
  /** Of `ask`: what its model said, or why it was not reached. */
  text?: string | null
}

export interface ProbeCodec {
  /** A program that holds no conversation, keeps none, and is given nothing but what it is told. */
  launch(ask: {
    program: string
    /** Null: whichever it takes of itself. */
    model: string | null
    scratch: string
    caches: string | null
    fixedCaches: string | null
  }): {
    argv: [string, ...string[]]
    /** To be added to the allow-listed environment. */
    env: Record<string, string>
    /** The handshake. */
    firstLines: string[]
    /** As of a driver's launch. */
    closed: string | null
  }
  /** One line, without its newline. */
  encode(order: ProbeOrder): string
  /** Null for what answers none of these. */
  read(line: string): ProbeWord | null
}
