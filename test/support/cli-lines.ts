// What the CLI has said, as facts to wait for. It never waits by the clock, but for a deadline.

/** One line of the CLI's output, as parsed JSON. */
export type CliLine = { readonly type: string; readonly [field: string]: unknown }

export class CliLines {
  readonly all: CliLine[] = []
  readonly #looking = new Set<() => void>()

  add(line: CliLine): void {
    this.all.push(line)
    this.look()
  }

  /** Makes everybody who waits look again. */
  look(): void {
    for (const look of this.#looking) look()
  }

  /** The first line from `from` on that fits; rejects after `timeoutMs`, or when `hopeless` gives a reason. */
  async waitFor(
    fits: (line: CliLine) => boolean,
    timeoutMs: number,
    from: number,
    hopeless: () => string | undefined,
  ): Promise<CliLine> {
    let next = from
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        this.#looking.delete(look)
        settle()
      }
      const fail = (why: string) => {
        const tail = this.all.slice(-5).map((line) => JSON.stringify(line).slice(0, 300))
        end(() => reject(new Error(`${why}; the last lines:\n${tail.join('\n')}`)))
      }
      const look = () => {
        for (; next < this.all.length; next++) {
          const line = this.all[next]
          if (line && fits(line)) return end(() => resolve(line))
        }
        const why = hopeless()
        if (why !== undefined) fail(why)
      }
      const timer = setTimeout(() => fail(`no such line within ${timeoutMs} ms`), timeoutMs)
      this.#looking.add(look)
      look()
    })
  }
}
