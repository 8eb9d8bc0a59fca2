// What an event costs in a young log and in an old one: the price must not grow with what lies behind.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ThreadSnapshot } from '@a-parallel/shared'
import type { Findings } from '../rig/figure.ts'
import { appendCalls, promptToWait, teachStandIn } from '../rig/journal.ts'
import { lossOf } from '../loss.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import type { BenchServer } from '../rig/server.ts'
import { usageOf } from '../rig/usage.ts'

export async function growth(rig: Rig): Promise<Findings> {
  teachStandIn(rig)
  const { server, projectId } = await rig.server('growth', { agent: rig.bare.standIn })
  const steps = rig.quick ? 6 : 20
  const calls = rig.quick ? 250 : 1_000
  try {
    const id = randomUUID()
    await server.api('POST', '/api/threads', { id, projectId, prompt: promptToWait() })
    while ((await seqOf(server, id)).open === 0) await wait(20)
    const journal = await server.journalOf(id)
    const costs: number[] = []
    const begin = (await seqOf(server, id)).seq
    for (let step = 0; step < steps; step += 1) {
      const before = usageOf(server.pid).cpuMs
      const began = now()
      appendCalls(journal, step * calls, calls)
      await reached(server, id, begin + (step + 1) * calls * 2)
      costs.push(((usageOf(server.pid).cpuMs - before) * 1000) / (calls * 2))
      rig.say(
        `  growth: events ${step * calls * 2}…: ${costs.at(-1)?.toFixed(0)} µs of processor each, ${(now() - began).toFixed(0)} ms`,
      )
    }
    const { seq, calls: kept } = await seqOf(server, id)
    const lost = lossOf(steps * calls, kept)
    // Behind the first, which warms the machine up.
    const young = median(costs.slice(1, 4))
    return {
      figures: [
        {
          name: `processor time per event behind ${seq.toLocaleString('en')} others`,
          unit: 'µs',
          ours: median(costs.slice(-3)),
          limitOf: 'the same near the beginning of the log',
          limit: young,
          aim: { times: 1.5 },
          note: 'from journal to database to nobody: no browser looks on',
        },
      ],
      lost,
      remarks: lost === 0 ? [] : [`growth: ${lost} calls lost or doubled`],
    }
  } finally {
    await server.stop()
  }
}

async function seqOf(server: BenchServer, id: string) {
  const thread = await server.api<ThreadSnapshot>('GET', `/api/threads/${id}`)
  const calls = thread.items.filter((item) => item.kind === 'tool-call').length
  return { seq: thread.seq, open: thread.open.length, calls }
}

/** Asks for the tail alone: a snapshot of so many items would cost more than what is measured. */
async function reached(server: BenchServer, id: string, seq: number): Promise<void> {
  for (;;) {
    const path = `/api/threads/${id}/events?after=${seq - 1}&limit=1`
    const { events } = await server.api<{ events: unknown[] }>('GET', path)
    if (events.length > 0) return
    await wait(20)
  }
}
