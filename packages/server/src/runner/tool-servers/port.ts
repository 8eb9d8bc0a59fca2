// Tool servers as the features see them: one is reached as an agent would reach it, by the agent's own program.
import type { ToolServerConfig, ToolServerReport } from '@a-parallel/shared'

export interface ToolServerAsk {
  server: ToolServerConfig
  /** Where a program of it works; null: in an empty folder. */
  cwd: string | null
  /** Where the person says that the agent's program lies; null: where it is found. */
  program: string | null
}

export interface SignInUnderWay {
  /** The page that a person has to open; null: none. */
  url: string | null
  /** What came of it: null when it took too long, or was ended. Never rejects. */
  outcome: Promise<ToolServerReport | null>
  /** Hands on the address that the page led to. Throws `tool_server_sign_in_failed`. */
  finish(address: string): Promise<void>
  end(): Promise<void>
}

export interface ToolServerProbes {
  /** Starts or reaches it and asks what it offers. Throws where the agent's program cannot be asked. */
  test(ask: ToolServerAsk): Promise<ToolServerReport>
  /** Begins its sign-in. Throws `tool_server_sign_in_failed`. */
  signIn(ask: ToolServerAsk): Promise<SignInUnderWay>
  /** Ends all that is under way. */
  close(): Promise<void>
}
