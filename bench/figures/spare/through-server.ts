// A thread through the server, from the wish for it to its first streamed text; where wanted, with a spare that waits.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { now } from '../../rig/numbers.ts'
import type { BenchServer } from '../../rig/server.ts'
import { hasMessage } from '../first-text.ts'

const words = 'Say something'
export const prompt = `${words} [[script:["Here is the first text, and here is the rest of it."]]]`

export async function throughServer(server: BenchServer, projectId: string, withSpare: boolean) {
  const live = await server.live()
  const id = randomUUID()
  const runId = withSpare ? await spareFor(server, projectId, id) : null
  const began = now()
  let first = 0
  await server.api('POST', '/api/threads', { id, projectId, prompt, title: words })
  await live.subscribe(id, () => (first ||= now()))
  await live.until(id, ({ completed }) => hasMessage(completed.values()))
  const { run } = await server.api<{ run: { id: string } }>('GET', `/api/threads/${id}`)
  await server.api('POST', `/api/threads/${id}/stop`)
  await live.until(id, ({ events }) => events.some((event) => event.type === 'run.exited'))
  live.close()
  return { ms: first - began, isSpare: run.id === runId }
}

/** The run that waits, once its agent has answered the greeting. */
async function spareFor(server: BenchServer, projectId: string, id: string): Promise<string> {
  await server.api('POST', `/api/threads/${id}/spare`, { projectId, prompt: words })
  const note = join(server.data, 'spares', `${id}.json`)
  return until('no agent waits', () => {
    const run = existsSync(note) ? /"runId":"([^"]+)"/.exec(readFileSync(note, 'utf8'))?.[1] : null
    const journal = run && join(server.data, 'runs', run, 'out.ndjson')
    return run && journal && existsSync(journal) && statSync(journal).size > 0 ? run : null
  })
}

export async function until<T>(what: string, look: () => T | null): Promise<T> {
  const end = now() + 60_000
  while (now() < end) {
    const found = look()
    if (found !== null) return found
    await wait(20)
  }
  throw new Error(what)
}
