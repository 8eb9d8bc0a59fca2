// One real agent process under recording: its lines are kept as they come and can be waited for.
// It never touches the person's own configuration: home, data and network are those that it is given.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Order } from '@a-parallel/shared'
import { response } from '../../packages/server/src/runner/drivers/claude-code/encode.ts'
import { claudeCode } from '../../packages/server/src/runner/drivers/claude-code/driver.ts'
import type { LaunchAsk } from '../../packages/server/src/runner/drivers/port.ts'

const patienceMs = 60_000

export type Line = Record<string, unknown>
type Waiter = { fits: (line: Line) => boolean; found: (line: Line) => void }

/** A request of the agent's, as the scripts of the situations see it. */
export interface Asked {
  id: string
  input: Record<string, unknown>
}

export class RecordedAgent {
  readonly lines: string[] = []
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #waiters = new Set<Waiter>()
  readonly #parsed: Line[] = []
  #read = 0
  #errors = ''

  constructor(ask: LaunchAsk, cwd: string, env: Record<string, string>) {
    const { argv, env: added, firstLines } = claudeCode.launch(ask)
    this.#process = spawn(argv[0] ?? '', argv.slice(1), {
      cwd,
      env: { ...env, ...added },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#take(line))
    this.#process.stderr.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()))
    for (const line of firstLines) this.write(line)
  }

  write(line: string): void {
    this.#process.stdin.write(`${line}\n`)
  }

  order(order: Order): void {
    for (const line of claudeCode.encode(order)) this.write(line)
  }

  answer(asked: Asked, body: Line): void {
    this.write(response(asked.id, body))
  }

  /** The next line, after the last one waited for, that fits. */
  async next(what: string, fits: (line: Line) => boolean): Promise<Line> {
    for (; this.#read < this.#parsed.length; this.#read++) {
      const line = this.#parsed[this.#read]
      if (line && fits(line)) {
        this.#read++
        return line
      }
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no ${what}; last: ${this.lines.at(-1)}; ${this.#errors}`)),
        patienceMs,
      )
      this.#waiters.add({
        fits,
        found: (line) => {
          clearTimeout(timer)
          this.#read = this.#parsed.length
          resolve(line)
        },
      })
    })
  }

  async idle(): Promise<void> {
    await this.next('idle', (line) => line['state'] === 'idle')
  }

  async asked(): Promise<Asked> {
    const line = await this.next('request', (line) => line['type'] === 'control_request')
    const request = line['request'] as { input: Line } // The recorder's own situations ask for nothing else.
    return { id: String(line['request_id']), input: request.input }
  }

  /** Ends it by closing its input; resolves when it is gone. */
  async end(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('close', resolve))
    this.#process.stdin.end()
    await gone
  }

  kill(): void {
    this.#process.kill('SIGKILL')
  }

  #take(text: string): void {
    this.lines.push(text)
    const line = JSON.parse(text) as Line // Every line of the agent's is an object.
    this.#parsed.push(line)
    for (const waiter of this.#waiters) {
      if (!waiter.fits(line)) continue
      this.#waiters.delete(waiter)
      waiter.found(line)
      break
    }
  }
}
