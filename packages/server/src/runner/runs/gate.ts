// Lets only so many agents start at once: each start costs over a second of a processor.

export interface Gate {
  /** Resolves when it is this caller's turn, with the way to let the next one in (calling it twice does no harm). */
  enter(): Promise<() => void>
}

export function openGate(width: number): Gate {
  let inside = 0
  const waiting: (() => void)[] = []
  const leave = () => {
    inside -= 1
    waiting.shift()?.()
  }
  return {
    async enter() {
      if (inside >= width) await new Promise<void>((resolve) => waiting.push(resolve))
      inside += 1
      let left = false
      return () => {
        if (!left) leave()
        left = true
      }
    },
  }
}
