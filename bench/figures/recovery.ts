// From the SIGKILL of the server to the moment when it shows all that ten agents have done since, against the least
// that could read the same journals into a database.
import { DatabaseSync } from '@photostructure/sqlite'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ThreadSnapshot, ThreadSummary } from '@a-parallel/shared'
import type { Findings } from '../rig/figure.ts'
import { appendCalls, appendEnd, promptToWait, teachStandIn } from '../rig/journal.ts'
import { lossOfNamed } from '../loss.ts'
import { now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import { startServer, type BenchServer } from '../rig/server.ts'
import { usageOf } from '../rig/usage.ts'

const agents = 10

export async function recovery(rig: Rig): Promise<Findings> {
  teachStandIn(rig)
  const calls = rig.quick ? 500 : 5_000
  const name = 'recovery'
  const { server: first, projectId } = await rig.server(name, { agent: rig.bare.standIn })
  const ids = await startAgents(first, projectId)
  const journals = await Promise.all(ids.map((id) => first.journalOf(id)))
  const killed = now()
  await first.kill()
  const dead = now()
  for (const journal of journals) {
    appendCalls(journal, 0, calls)
    appendEnd(journal)
  }
  const away = now() - dead
  const ask = { folder: rig.place(name), modelUrl: rig.model.url, agent: rig.bare.standIn }
  const server = await startServer({ ...ask, profile: rig.profile })
  const up = now()
  try {
    await completed(server)
    const caught = now()
    const peak = `peak ${usageOf(server.pid).peakMb.toFixed(0)} MB`
    const lost = await missing(server, ids, calls)
    rig.say(`  recovery: ${(caught - up).toFixed(0)} ms behind the first answer`)
    const behind = `${(agents * calls * 2).toLocaleString('en')} events behind`
    const limit = {
      limitOf: 'read, parse and insert the same journals',
      limit: bareRead(join(rig.place('recovery-bare'), 'bare.db'), journals),
      unit: 'ms' as const,
    }
    return {
      figures: [
        {
          name: `${behind}: first answer to caught up`,
          ours: caught - up,
          aim: { most: 2_000 },
          note: `${agents} agents (lines of the real CLI, held by stand-ins); until the list shows every thread completed; ${peak}`,
          ...limit,
        },
        {
          name: `${behind}: SIGKILL to caught up`,
          ours: caught - killed - away,
          aim: null,
          note: 'the start of the server included, the time in which the agents worked unseen not',
          ...limit,
        },
      ],
      lost,
      remarks: lost === 0 ? [] : [`recovery: ${lost} calls lost or doubled`],
    }
  } finally {
    await server.stop()
  }
}

/** Ten threads whose agents have begun to speak. */
async function startAgents(server: BenchServer, projectId: string): Promise<string[]> {
  const ids = Array.from({ length: agents }, () => randomUUID())
  for (const id of ids)
    await server.api('POST', '/api/threads', { id, projectId, prompt: promptToWait() })
  for (const id of ids) await speaks(server, id)
  return ids
}

/** How many calls of all these threads are not there, or twice. */
async function missing(server: BenchServer, ids: string[], calls: number): Promise<number> {
  let lost = 0
  for (const id of ids) {
    const { items } = await server.api<ThreadSnapshot>('GET', `/api/threads/${id}`)
    const found = items.flatMap((item) => (item.kind === 'tool-call' ? [item.id] : []))
    lost += lossOfNamed(calls, found)
  }
  return lost
}

async function speaks(server: BenchServer, id: string): Promise<void> {
  for (;;) {
    const { open } = await server.api<ThreadSnapshot>('GET', `/api/threads/${id}`)
    if (open.length > 0) return
    await wait(20)
  }
}

async function completed(server: BenchServer): Promise<void> {
  for (;;) {
    const { threads } = await server.api<{ threads: ThreadSummary[] }>('GET', '/api/threads')
    if (threads.every(({ status }) => status === 'completed')) return
    await wait(10)
  }
}

/** Milliseconds that the least takes: one row a line, one transaction for each 64 kB. */
function bareRead(file: string, journals: readonly string[]): number {
  const began = now()
  const db = new DatabaseSync(file)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  db.exec('CREATE TABLE lines (journal TEXT, seq INTEGER, line TEXT, PRIMARY KEY (journal, seq))')
  const insert = db.prepare('INSERT INTO lines VALUES (?, ?, ?)')
  for (const journal of journals) {
    let waiting = 0
    db.exec('BEGIN IMMEDIATE')
    for (const [seq, line] of readFileSync(journal, 'utf8').split('\n').entries()) {
      if (line !== '') insert.run(journal, seq, JSON.stringify(JSON.parse(line)))
      waiting += line.length
      if (waiting < 65_536) continue
      db.exec('COMMIT; BEGIN IMMEDIATE')
      waiting = 0
    }
    db.exec('COMMIT')
  }
  db.close()
  return now() - began
}
