// The log of what was asked and what was answered, for tests to look at and, if wanted, as NDJSON in a file.
// It holds everything in memory: it is meant for tests, the bench and the demo only.
import { createWriteStream, type WriteStream } from 'node:fs'
import type { ToolResult } from './conversation/conversation.ts'
import type { SeenImage } from './conversation/images.ts'

/** What became of a request so far. `text` and `thinking` are exactly what was sent (or about to be, if the reader left). */
export type Answer = {
  /** HTTP status; 0 if there was none (connection reset, silence). */
  status: number
  text: string
  thinking: string
  toolUses: { id: string; name: string; input: unknown }[]
  stopReason: string | undefined
  /** The gate the reply waits at now. */
  holding: string | undefined
  /** `hanging`: says nothing more, as scripted; `broken`: ended as scripted; `aborted`: the reader left. */
  state: 'running' | 'hanging' | 'complete' | 'refused' | 'broken' | 'aborted'
}

/** One request. The object is live: `answer` grows while the reply is streamed. */
export type LoggedRequest = {
  readonly seq: number
  /** Unix milliseconds. */
  readonly at: number
  readonly kind: 'turn' | 'structured' | 'summary' | 'message'
  /** The CLI's session id (header x-claude-code-session-id); '' if it sent none. */
  readonly sessionId: string
  /** Set on requests of a subagent (header x-claude-code-agent-id). */
  readonly agentId: string | undefined
  readonly model: string
  /** How hard it was told to think; undefined where the CLI says nothing of it. */
  readonly effort: string | undefined
  /** What it is told before the conversation. */
  readonly system: string
  readonly stream: boolean
  /** The branch that the CLI says it works on; undefined where it says nothing of one. */
  readonly branch: string | undefined
  /** How many messages the conversation has. */
  readonly messages: number
  readonly userText: string
  readonly scenario: string
  readonly step: number
  /** 1 for the first try of a step that refuses attempts; 1 for all others. */
  readonly attempt: number
  /** Tool results since the model's last reply. */
  readonly toolResults: readonly ToolResult[]
  /** All texts since the model's last reply, whoever wrote them: also the CLI's notes of what a person said meanwhile. */
  readonly told: readonly string[]
  /** Every image of the whole conversation, in order. */
  readonly images: readonly SeenImage[]
  readonly answer: Answer
}

type Waiter = {
  readonly fits: (request: LoggedRequest) => boolean
  readonly found: (request: LoggedRequest) => void
}

export class RequestLog {
  readonly all: LoggedRequest[] = []
  readonly #waiters = new Set<Waiter>()
  readonly #file: WriteStream | undefined
  /** Thousands of requests say the same; it is kept once. */
  readonly #systems = new Map<string, string>()

  constructor(path: string | undefined) {
    this.#file = path === undefined ? undefined : createWriteStream(path, { flags: 'a' })
  }

  begin(request: Omit<LoggedRequest, 'seq' | 'at' | 'answer'>): LoggedRequest {
    const answer: Answer = {
      status: 200,
      text: '',
      thinking: '',
      toolUses: [],
      stopReason: undefined,
      holding: undefined,
      state: 'running',
    }
    const logged = {
      seq: this.all.length,
      at: Date.now(),
      ...request,
      system: this.#keptOnce(request.system),
      answer,
    }
    this.all.push(logged)
    this.changed(logged)
    return logged
  }

  #keptOnce(system: string): string {
    const kept = this.#systems.get(system)
    if (kept === undefined) this.#systems.set(system, system)
    return kept ?? system
  }

  /** Tells those who wait that a request changed. */
  changed(request: LoggedRequest): void {
    for (const waiter of this.#waiters) if (waiter.fits(request)) waiter.found(request)
  }

  end(request: LoggedRequest, state: Answer['state']): void {
    request.answer.state = state
    this.#file?.write(`${JSON.stringify(request)}\n`)
    this.changed(request)
  }

  /** The first request, past or coming, that fits. Looks again when a request begins, holds or ends. */
  async waitFor(
    fits: (request: LoggedRequest) => boolean,
    timeoutMs: number,
  ): Promise<LoggedRequest> {
    const past = this.all.find((request) => fits(request))
    if (past) return past
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter)
        const seen = this.all.map((one) => `${one.scenario}#${one.step} ${one.answer.state}`)
        reject(new Error(`no such request within ${timeoutMs} ms; seen: ${seen.join(', ')}`))
      }, timeoutMs)
      const waiter: Waiter = {
        fits,
        found: (request) => {
          clearTimeout(timer)
          this.#waiters.delete(waiter)
          resolve(request)
        },
      }
      this.#waiters.add(waiter)
    })
  }

  async close(): Promise<void> {
    const file = this.#file
    if (file) await new Promise<void>((resolve) => file.end(resolve))
  }
}
