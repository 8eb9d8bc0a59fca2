// Questions to an agent's model apart from any thread.

export interface AsideAsk {
  /** Where the person says that the agent's program lies; null: where it is found. */
  program: string | null
  model: string
  text: string
}

export interface AsideRunner {
  /**
   * What the model says, which knows of nothing but the question; or why it was not reached, in the program's words.
   * Null where it says nothing. Throws `agent_start_failed` where the program cannot be asked or keeps silent.
   */
  ask(ask: AsideAsk): Promise<string | null>
  /** Ends all that is under way. */
  close(): Promise<void>
}
