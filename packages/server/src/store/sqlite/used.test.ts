import { summaryOf } from '@a-parallel/contract/model'
import type { Fact, OwnerId, ThreadEvent } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { created, madeUpId, person, write } from '../made-up-log.ts'
import { openDatabase, type OpenDatabase } from './database.ts'
import { sqliteThreadLog } from './thread-log.ts'
import { sqliteUsedLog } from './used.ts'

let folder: string
let database: OpenDatabase

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-used-'))
  database = openDatabase(join(folder, 'data.db'))
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const usage = (costUsd: number) => ({
  inputTokens: 1,
  outputTokens: 2,
  cacheReadTokens: 3,
  cacheWriteTokens: 4,
  costUsd,
  durationMs: 5,
})
const turnId = madeUpId(7)
const turn = (costUsd: number | null): Fact[] => [
  { type: 'turn.queued', data: { turnId, origin: 'person', text: 'x' } },
  { type: 'turn.started', data: { turnId, origin: 'person' } },
  {
    type: 'turn.completed',
    data: { turnId, usage: costUsd === null ? null : usage(costUsd), resultId: null },
  },
]

function thread(number: number, facts: Fact[], day: number): ThreadEvent[] {
  const at = (seq: number) => new Date(Date.UTC(2026, 0, day) + seq).toISOString()
  return [created(`Thread ${number}`), ...facts].map((fact, index) => ({
    threadId: madeUpId(number),
    seq: index + 1,
    at: at(index + 1),
    actor: person,
    ...fact,
  }))
}

const cost = (owner: string, from: string, to: string) =>
  sqliteUsedLog(database)
    .used(owner as OwnerId, from, to) // Of the right shape.
    .map(({ threadId, usage }) => [threadId, usage.costUsd])
    .toSorted()

it('tells what the turns of an owner used between two instants, deleted threads too', () => {
  const log = sqliteThreadLog(database)
  write(log, thread(1, [...turn(1), ...turn(2)], 1))
  write(log, thread(2, [...turn(null), ...turn(4)], 2))
  const gone = thread(3, [...turn(8), { type: 'thread.deleted', data: {} }], 3)
  write(log, gone.slice(0, -1))
  log.append(gone.length - 1, gone.slice(-1), null, null)
  const ada = 'ada' as OwnerId // Of the right shape.
  write(
    log,
    thread(4, turn(16), 2).map((event) =>
      event.type === 'thread.created' ? { ...event, data: { ...event.data, owner: ada } } : event,
    ),
  )

  const all = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'] as const
  expect(cost('local', ...all)).toEqual([
    [madeUpId(1), 1],
    [madeUpId(1), 2],
    [madeUpId(2), 4],
    [madeUpId(3), 8],
  ])
  expect(cost('ada', ...all)).toEqual([[madeUpId(4), 16]])
  expect(cost('local', '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z')).toEqual([
    [madeUpId(2), 4],
  ])
  const titles = sqliteUsedLog(database).titles([1, 3].map(madeUpId))
  expect([...titles]).toEqual([[madeUpId(1), 'Thread 1']])
})

it('sums up what a project cost, deleted threads too until they are erased', () => {
  const log = sqliteThreadLog(database)
  const local = 'local' as OwnerId // Of the right shape.
  const spent = () => log.spent(local, madeUpId(1))
  write(log, thread(1, turn(1), 1))
  const gone = thread(2, [...turn(2), { type: 'thread.deleted', data: {} }], 2)
  const before = write(log, gone.slice(0, -1))
  expect(spent()).toBe(3)
  log.append(gone.length - 1, gone.slice(-1), null, null)
  expect(spent()).toBe(3)
  expect([log.spent('ada' as OwnerId, madeUpId(1)), log.spent(local, madeUpId(9))]).toEqual([0, 0]) // Of the right shape.
  const restored: Fact = { type: 'thread.restored', data: {} }
  const back = { ...gone.at(-1)!, ...restored, seq: gone.length + 1 }
  log.append(gone.length, [back], { ...summaryOf(before), seq: back.seq }, null)
  expect(spent()).toBe(3)
  log.append(back.seq, [{ ...gone.at(-1)!, seq: back.seq + 1 }], null, null)
  expect(spent()).toBe(3)
  log.erase([madeUpId(2)])
  expect(spent()).toBe(1)
})

it('leaves out a turn whose row is no JSON any more, and keeps those beside it', () => {
  const log = sqliteThreadLog(database)
  write(log, thread(1, [...turn(1), ...turn(2), ...turn(4)], 1))
  database.db.run(sql`update events set data = '{"usage":' where seq = 7`)
  expect(cost('local', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z')).toEqual([
    [madeUpId(1), 1],
    [madeUpId(1), 4],
  ])
})

it('reads no event but the ends of turns', () => {
  const plan = database.db.values<[number, number, number, string]>(
    sql`explain query plan select at from events
      where type in ('turn.completed', 'turn.failed', 'turn.interrupted') and at >= '2026'`,
  )
  expect(plan.map((row) => row[3]).join()).toContain('events_of_turn_ends')
})
