// The scripted model in a process of its own, so that its work does not slow the clock that reads arrivals.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { LoggedRequest } from '@a-parallel/scripted-model'
import { root } from '../../scripts/building/root.ts'

export interface Model {
  url: string
  release(gate: string): Promise<void>
  /** The text of the answer to the request whose user text holds `mark`, once it has been given whole. */
  answered(mark: string): Promise<string>
  stop(): Promise<void>
}

const logMs = 10_000

export async function startModel(folder: string): Promise<Model> {
  const log = join(folder, 'model.ndjson')
  const program = join(root, 'packages/scripted-model/src/serve.ts')
  const args = ['--import', 'tsx', program, '--log', log, '--end-with-stdin']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [first] = await once(lines, 'line')
  // serve.ts prints one line: {url, pid}.
  const { url } = JSON.parse(String(first)) as { url: string }
  return {
    url,
    async release(gate) {
      await fetch(`${url}/release/${gate}`, { method: 'POST' })
    },
    async answered(mark) {
      const deadline = Date.now() + logMs
      for (;;) {
        const found = (await readLog(log)).find(
          ({ userText, answer }) => userText.includes(mark) && answer.state === 'complete',
        )
        if (found) return found.answer.text
        if (Date.now() > deadline) throw new Error(`the model gave no whole answer to ${mark}`)
        await wait(50)
      }
    },
    async stop() {
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
    },
  }
}

async function readLog(file: string): Promise<LoggedRequest[]> {
  const text = await readFile(file, 'utf8')
  // Whole lines only: the last one may be in the middle of being written. Written by RequestLog and nothing else.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LoggedRequest)
}
