// Writes server-sent events to one HTTP answer: gathers small events, respects the reader's pace.
// It never writes after the reader has left: every wait rejects then.
import type { ServerResponse } from 'node:http'

const gatherChars = 32_768

/** An API event: its `type` is also its SSE name. */
export type ApiEvent = { readonly type: string; readonly [field: string]: unknown }

/** One event as it goes over the wire. */
function encodeEvent(event: ApiEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

export class SseWriter {
  readonly #answer: ServerResponse
  readonly #signal: AbortSignal
  #gathered = ''

  constructor(answer: ServerResponse, signal: AbortSignal) {
    this.#answer = answer
    this.#signal = signal
  }

  /** Gathers an event; writes when enough has come together. */
  async send(event: ApiEvent): Promise<void> {
    this.#gathered += encodeEvent(event)
    if (this.#gathered.length >= gatherChars) await this.flush()
  }

  /** Writes what was gathered; resolves when the reader takes more. */
  async flush(): Promise<void> {
    this.#signal.throwIfAborted()
    if (this.#gathered === '') return
    const text = this.#gathered
    this.#gathered = ''
    await this.raw(text)
  }

  /** Writes bytes as they are, events or not. */
  async raw(text: string): Promise<void> {
    const room = this.#answer.write(text)
    await new Promise<void>((resolve, reject) => {
      const leave = () => reject(this.#signal.reason)
      this.#signal.addEventListener('abort', leave, { once: true })
      const go = () => {
        this.#signal.removeEventListener('abort', leave)
        resolve()
      }
      if (room) setImmediate(go)
      else this.#answer.once('drain', go)
    })
  }
}
