// Does one thing whenever it is wanted, never twice at a time: what is wanted meanwhile is done once more, after a rest. So an
// agent that writes without pause is followed as fast as answers come, and no answer is broken off by the next write.

export interface Asking {
  want(): void
  /** Nothing more is wanted; what is under way goes on. */
  drop(): void
}

/** `work` copes with its own failures. */
export function asking(work: () => Promise<unknown>, rest: () => Promise<unknown>): Asking {
  let wanted = false
  let busy = false
  const go = async () => {
    busy = true
    while (wanted) {
      wanted = false
      await work()
      await rest()
    }
    busy = false
  }
  return {
    want() {
      wanted = true
      if (!busy) void go()
    },
    drop() {
      wanted = false
    },
  }
}
