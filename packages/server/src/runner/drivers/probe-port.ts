// How a vendor's program is asked about tool servers, apart from any thread: a pure codec, as a driver is.
import type { ToolServerConfig, ToolServerStatus } from '@a-parallel/shared'

export type ProbeOrder =
  | { type: 'give'; server: ToolServerConfig }
  | { type: 'look' }
  | { type: 'sign-in'; name: string }
  /** The address that the sign-in led to, where its own listener was not reached. */
  | { type: 'finish'; name: string; address: string }
  | { type: 'reconnect'; name: string }

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
}

export interface ProbeCodec {
  /** A program that holds no conversation, keeps none, and is given nothing but what it is told. */
  launch(ask: {
    program: string
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
