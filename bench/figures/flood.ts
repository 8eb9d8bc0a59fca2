// 20,000 deltas as fast as the CLI gives them, in one thread and spread over ten: our processor time and memory, and
// whether every word arrived. The limit follows the same journals at the same time.
import { randomUUID } from 'node:crypto'
import type { ThreadSnapshot } from '@a-parallel/shared'
import { openBareTail } from '../rig/bare-tail.ts'
import type { Figure, Findings } from '../rig/figure.ts'
import type { Live } from '../rig/live.ts'
import { lossOfText } from '../loss.ts'
import { now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import type { BenchServer } from '../rig/server.ts'
import { usageOf } from '../rig/usage.ts'

interface Load {
  threads: number
  deltas: number
  maxMs: number
  maxMb: number
}

const chars = 40
const minutes = 60_000

export async function flood(rig: Rig): Promise<Findings[]> {
  const less = rig.quick ? 10 : 1
  return [
    await pour(rig, { threads: 1, deltas: 20_000 / less, maxMs: 1200, maxMb: 150 }),
    await pour(rig, { threads: 10, deltas: 2_000 / less, maxMs: 1200, maxMb: 160 }),
  ]
}

async function pour(rig: Rig, load: Load): Promise<Findings> {
  const { threads, deltas } = load
  const name = `${threads} × ${deltas} deltas`
  const { server, projectId } = await rig.server(`flood-${threads}`)
  const tail = await openBareTail(rig.bare.tail, () => undefined)
  try {
    const live = await server.live()
    const before = usageOf(server.pid)
    const gate = `flood-${randomUUID()}`
    const marks = Array.from({ length: threads }, () => randomUUID())
    for (const id of marks) {
      const huge = { deltas, chars }
      const script = JSON.stringify([['ready ', { hold: gate }, { huge }]])
      const prompt = `${id} [[script:${script}]]`
      await server.api('POST', '/api/threads', { id, projectId, prompt, title: 'Flood' })
      await live.subscribe(id)
    }
    await Promise.all(marks.map((id) => follow(live, id, server, tail.follow)))
    tail.complete()
    const ready = usageOf(server.pid)
    const began = now()
    await rig.model.release(gate)
    for (const id of marks)
      await live.until(id, ({ completed }) => spoken(completed) !== null, 5 * minutes)
    const seconds = (now() - began) / 1000
    const after = usageOf(server.pid)
    const limit = await tail.done
    const { lost, remarks } = await compare(rig, server, live, marks)
    live.close()
    const cpuMs = after.cpuMs - ready.cpuMs
    const startMs = ready.cpuMs - before.cpuMs
    rig.say(
      `  ${name}: ${cpuMs.toFixed(0)} ms CPU and ${startMs.toFixed(0)} ms for the start, ${after.peakMb.toFixed(0)} MB, ${seconds.toFixed(1)} s; bare ${limit.cpuMs.toFixed(0)} ms, ${limit.peakMb.toFixed(0)} MB; lost ${lost}`,
    )
    const measured = { name, cpuMs, startMs, peakMb: after.peakMb, limit, seconds, lost }
    return {
      figures: figuresOf(load, measured),
      lost,
      remarks: remarks.map((remark) => `${name}: ${remark}`),
    }
  } finally {
    tail.end()
    await server.stop()
  }
}

interface Measured {
  name: string
  cpuMs: number
  startMs: number
  peakMb: number
  limit: { cpuMs: number; peakMb: number }
  seconds: number
  lost: number
}

function figuresOf(load: Load, measured: Measured): Figure[] {
  const { name, cpuMs, startMs, peakMb, limit, seconds, lost } = measured
  const limitOf = 'read + parse + send of the same journals as they grow'
  return [
    {
      name: `${name}, server CPU`,
      unit: 'ms',
      ours: cpuMs,
      limitOf,
      limit: limit.cpuMs,
      aim: { most: load.maxMs },
      note: `user + system of the server’s process, from the first delta to the last finished item; the CLI took ${seconds.toFixed(1)} s; lost ${lost}`,
    },
    {
      name: `${name}, server CPU of the start before`,
      unit: 'ms',
      ours: startMs,
      limitOf: null,
      limit: null,
      aim: null,
      note: `from the first POST until every agent had said its first word; git and the agents not counted`,
    },
    {
      name: `${name}, server memory`,
      unit: 'MB',
      ours: peakMb,
      limitOf,
      limit: limit.peakMb,
      aim: { most: load.maxMb },
      note: 'peak resident (VmHWM) since the server’s start',
    },
  ]
}

/** Lets the bare reader follow a thread's journal, and waits until the agent holds at its gate. */
async function follow(
  live: Live,
  id: string,
  server: BenchServer,
  take: (file: string) => void,
): Promise<void> {
  const seen = await live.until(id, ({ texts }) => texts.size > 0, 2 * minutes)
  if (seen.faults.length > 0) throw new Error(`thread ${id}: ${seen.faults.join(', ')}`)
  take(await server.journalOf(id))
}

function spoken(items: ReadonlyMap<string, { kind: string }>): string | null {
  for (const [id, item] of items) if (item.kind === 'agent-message') return id
  return null
}

/** What the model says it sent, against the finished item and against the deltas as they came. */
async function compare(rig: Rig, server: BenchServer, live: Live, marks: string[]) {
  let lost = 0
  const remarks: string[] = []
  for (const id of marks) {
    const sent = await rig.model.answered(id)
    const seen = await live.until(id, () => true)
    const itemId = spoken(seen.completed)
    const thread = await server.api<ThreadSnapshot>('GET', `/api/threads/${id}`)
    const item = thread.items.find((each) => each.id === itemId)
    const finished = item?.kind === 'agent-message' ? item.text : ''
    const missing = [finished, seen.texts.get(itemId ?? '') ?? ''].map((got) =>
      lossOfText(sent, got, chars),
    )
    lost += Math.max(...missing)
    if (missing[0]) remarks.push(`${missing[0]} deltas differ in the finished item of ${id}`)
    if (missing[1]) remarks.push(`${missing[1]} deltas differ as they came live in ${id}`)
    remarks.push(...seen.faults)
  }
  return { lost, remarks }
}
