// Tool servers as the features see them: one is reached as an agent would reach it, by the agent's own program.
import type {
  ToolServerConfig,
  ToolServerId,
  ToolServerReport,
  UnplacedToolServer,
} from '@a-parallel/shared'

/** Where a thread works, or would. */
export interface ToolServerPlace {
  /** The project's repository: whether what it brings is trusted is asked of it. */
  repository: string
  checkout: string
}

export interface ToolServerAsk {
  server: UnplacedToolServer
  /** Null: beside no thread and in no project. */
  at: ToolServerPlace | null
  /** Where the person says that the agent's program lies; null: where it is found. */
  program: string | null
}

export interface ToolServerPlaces {
  /**
   * Each with the folder that it works in; a program works in one of its own. What works in the checkout, or
   * names a path there, is left out where what the checkout brings is not trusted. In an argument, `${CLAUDE_PROJECT_DIR}` becomes the path of the checkout.
   */
  place(
    servers: readonly UnplacedToolServer[],
    at: ToolServerPlace | null,
  ): Promise<ToolServerConfig[]>
  /** Whether a program may work there, or with what lies there. */
  mayWorkIn(at: ToolServerPlace): Promise<boolean>
  /** Removes the folder of one that is gone, unless it has put something there. */
  forget(id: ToolServerId): Promise<void>
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
  /**
   * Starts or reaches it and asks what it offers. Throws where the agent's program cannot be asked, and
   * `tool_server_withheld` where it may not be started, `project_unavailable` where its project’s folder is gone.
   */
  test(ask: ToolServerAsk): Promise<ToolServerReport>
  /** Begins its sign-in. Throws `tool_server_sign_in_failed`. */
  signIn(ask: ToolServerAsk): Promise<SignInUnderWay>
  /** Ends all that is under way. */
  close(): Promise<void>
}

export interface ToolServerRunner extends ToolServerPlaces, ToolServerProbes {}
