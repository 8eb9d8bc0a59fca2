// Checkouts that stand ready for threads that nobody has thought of yet: the next worktree of their repository is made out
// of one, since in a large repository writing all files takes seconds.

export interface ReadyCheckout {
  repository: string
  path: string
}

export interface ReadyCheckouts {
  /** All that are there, also those of earlier servers. */
  known(): ReadyCheckout[]
  /** Nothing begins in this repository any more: its own goes, unless somebody has worked in it. Not waited for. */
  drop(repository: string): void
  /** Ends what is being made; the next server clears it away. */
  close(): Promise<void>
}
