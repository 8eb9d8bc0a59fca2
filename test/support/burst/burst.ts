// A burst: several threads whose agents say so many lines a second each, for so long. Starts it, tells when it is over
// and what each thread then holds; measures on the side how soon the API answers. Tests and the bench play it.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The program that stands in for the agent: the server's CLAUDE_PATH. */
export const floodAgent = fileURLToPath(new URL('flood-agent.mjs', import.meta.url))

export interface BurstAsk {
  /** Calls the server; gives the answer's body, throws when it is refused. */
  api: (method: string, path: string, body?: unknown) => Promise<unknown>
  projectId: string
  threads: number
  /** Of each thread. */
  perSecond: number
  seconds: number
}

export interface Burst {
  ids: string[]
  /** Waits until every thread is done; gives what is wrong with what was stored, nothing when nothing is. */
  over(): Promise<string[]>
}

/** Threads begin one after another, as their worktrees are made; the last one's lines end the burst. */
export async function startBurst({ api, projectId, ...ask }: BurstAsk): Promise<Burst> {
  const { threads, perSecond, seconds } = ask
  const lines = perSecond * seconds
  const flood = JSON.stringify({ lines, perSecond, perMessage: perSecond })
  const ids: string[] = []
  for (let at = 0; at < threads; at += 1) {
    const body = { projectId, prompt: `Say a lot: flood ${flood}`, title: `Burst ${at + 1}` }
    // The contract's answer.
    const { id } = (await api('POST', '/api/threads', body)) as { id: string }
    ids.push(id)
  }
  // The contract's answer.
  const read = async (id: string) => (await api('GET', `/api/threads/${id}`)) as ThreadSnapshot
  const faultsOf = async (id: string) => {
    for (;;) {
      const thread = await read(id)
      const over = ['completed', 'failed', 'stopped', 'interrupted'].includes(thread.status)
      if (over) return faultOf(thread, lines, perSecond)
      await wait(250)
    }
  }
  return {
    ids,
    over: async () => (await Promise.all(ids.map(faultsOf))).filter((fault) => fault !== null),
  }
}

/** Every line once, in order, in messages of the size they were said in. */
function faultOf(thread: ThreadSnapshot, lines: number, perMessage: number): string | null {
  const { id, status, items, open } = thread
  if (status !== 'completed') return `${id} is ${status}`
  if (open.length > 0) return `${id} has text that never ended`
  const said = items.flatMap((item) => (item.kind === 'agent-message' ? [item.text] : []))
  if (said.length !== Math.ceil(lines / perMessage)) return `${id} holds ${said.length} messages`
  const words = said.join('').trimEnd().split(' ')
  const wrong = words.findIndex((word, at) => word !== String(at))
  if (wrong !== -1) return `${id} has "${words[wrong]}" as line ${wrong}`
  return words.length === lines ? null : `${id} holds ${words.length} of ${lines} lines`
}

/** Asks again and again until told to end, one after another; gives how long each answer took, in milliseconds. */
export async function timeAnswers(
  ask: () => Promise<unknown>,
  over: () => boolean,
): Promise<number[]> {
  const took: number[] = []
  while (!over()) {
    const began = performance.now()
    await ask()
    took.push(performance.now() - began)
    await wait(15)
  }
  return took
}
