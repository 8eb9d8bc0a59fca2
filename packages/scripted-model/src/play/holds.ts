// Named gates inside replies: a reply waits at `{hold: name}` until a test opens that gate.
// They replace waiting by the clock; a gate once opened stays open.
export class Holds {
  readonly #open = new Set<string>()
  readonly #waiting = new Map<string, Set<() => void>>()

  /** Resolves when the gate is open; rejects with the signal's reason if the reader leaves first. */
  async pass(name: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#open.has(name)) return
    const waiting = this.#waiting.get(name) ?? new Set()
    this.#waiting.set(name, waiting)
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.delete(go)
        reject(signal.reason)
      }
      const go = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.add(go)
    })
  }

  /** Opens a gate, also before anybody waits at it. */
  open(name: string): void {
    this.#open.add(name)
    for (const go of this.#waiting.get(name) ?? []) go()
    this.#waiting.delete(name)
  }
}
