// What is on the disk when an append returns, and what is left when it is refused. Real SQLite, real locks.
import type sqlite from '@photostructure/sqlite'
import { DatabaseSync } from '@photostructure/sqlite'
import { foldAll, grow, Problem, summaryOf } from '@a-parallel/contract/model'
import type { Fact, ThreadEvent } from '@a-parallel/shared'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { projectTable } from '../../projects/table.ts'
import { openViews } from '../../threads/views.ts'
import { created, madeUpId, madeUpThread, person, said, write } from '../made-up-log.ts'
import { openDatabase, type OpenDatabase } from './database.ts'
import { sqliteThreadLog } from './thread-log.ts'

/** The value of `PRAGMA synchronous` at each commit: 1 is NORMAL, 2 is FULL. */
const levels = vi.hoisted((): number[] => [])

vi.mock('@photostructure/sqlite', async (original) => {
  const real = await original<typeof sqlite>()
  class Watched extends real.DatabaseSync {
    #level(): void {
      const row = super.prepare('PRAGMA synchronous').get() as { synchronous: number } // As SQLite answers.
      levels.push(row.synchronous)
    }
    override exec(text: string): void {
      if (text === 'COMMIT') this.#level()
      super.exec(text)
    }
    override prepare(text: string) {
      const statement = super.prepare(text)
      const run = statement.run.bind(statement)
      const value = (...values: unknown[]) => {
        // Outside a transaction a write is its own commit.
        if (!this.isTransaction && !text.startsWith('PRAGMA')) this.#level()
        return run(...values)
      }
      Object.defineProperty(statement, 'run', { value, configurable: true })
      return statement
    }
  }
  return { ...real, DatabaseSync: Watched }
})

let folder: string
let file: string
let database: OpenDatabase

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-log-'))
  file = join(folder, 'data.db')
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const event = (seq: number, by: ThreadEvent['actor'], fact = said(seq)): ThreadEvent => ({
  threadId: madeUpId(1),
  seq,
  at: '2026-01-01T00:00:00.000Z',
  actor: by,
  ...(seq === 1 ? created('A thread') : fact),
})

describe('what is on the disk when an append returns', () => {
  it('is everything that a person caused, and what others caused may still be on its way', () => {
    database = openDatabase(file)
    const log = sqliteThreadLog(database)
    levels.length = 0
    const append = (...events: ThreadEvent[]) => {
      const after = (events[0]?.seq ?? 1) - 1
      log.append(after, events, null, null)
    }
    append(event(1, person))
    append(event(2, { kind: 'agent' }))
    append(event(3, { kind: 'system' }))
    append(event(4, { kind: 'agent' }), event(5, person))
    append(event(6, { kind: 'agent' }))
    expect(levels).toEqual([2, 1, 1, 2, 1])
  })

  it('is every write to a plain table, also right after an agent’s', () => {
    database = openDatabase(file)
    const table = projectTable(database.db, () => true)
    sqliteThreadLog(database).append(0, [event(1, { kind: 'agent' })], null, null)
    levels.length = 0
    const row = { id: madeUpId(1), owner: 'local', path: '/shop', name: 'shop' }
    const rest = {
      defaultBranch: 'main',
      branchPrefix: 'a',
      worktreeFolder: null,
      budgetUsd: null,
      color: null,
      model: null,
      permissionMode: null,
      instructions: '',
      commitStyle: 'repository',
      place: 1,
      archived: false,
      createdAt: '',
      removed: false,
    }
    table.insert({ ...row, ...rest })
    expect(levels).toEqual([2])
  })
})

it('tells which of some threads were deleted, and of none that it does not know', () => {
  database = openDatabase(file)
  const log = sqliteThreadLog(database)
  write(log, madeUpThread(madeUpId(1), 3))
  write(log, madeUpThread(madeUpId(2), 3))
  const all = [1, 2, 3].map(madeUpId)
  expect([log.deletedAmong(all), log.deletedAmong([])]).toEqual([[], []])
  const gone = { ...event(4, person), type: 'thread.deleted', data: {} } as ThreadEvent // A deletion has no data.
  log.append(3, [gone], null, null)
  expect(log.deletedAmong(all)).toEqual([madeUpId(1)])
})

describe('a write that is refused', () => {
  it('for want of disk is a Problem, changes nothing, and can be done again', () => {
    database = openDatabase(file)
    const log = sqliteThreadLog(database)
    const before = [...madeUpThread(madeUpId(1), 50)]
    const view = write(log, before)
    const pages = database.db.get<{ page_count: number }>('PRAGMA page_count')
    database.db.get(`PRAGMA max_page_count = ${pages.page_count}`)
    const more = Array.from({ length: 200 }, (_, at) => event(51 + at, person))
    const after = foldAll(view, more)
    const append = () => log.append(50, more, after && summaryOf(after), null)
    expect(append).toThrow(expect.objectContaining({ code: 'disk_full', status: 507 }))
    expect(log.read(madeUpId(1), 0, 1000)).toEqual(before)
    expect(log.list({ owner: view.owner, limit: 10 })).toEqual([summaryOf(view)])
    database.db.get('PRAGMA max_page_count = 1000000')
    append()
    expect(log.read(madeUpId(1), 0, 1000)).toEqual([...before, ...more])
  })

  it('because another holds the database is a Problem, soon; reading goes on', () => {
    database = openDatabase(file)
    const log = sqliteThreadLog(database)
    const before = [...madeUpThread(madeUpId(1), 20)]
    write(log, before)
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    const began = performance.now()
    const refused = () => log.append(20, [event(21, person)], null, null)
    expect(refused).toThrow(expect.objectContaining({ code: 'database_busy', status: 503 }))
    expect(performance.now() - began).toBeLessThan(1500)
    expect(log.read(madeUpId(1), 0, 100)).toEqual(before)
    other.exec('COMMIT')
    other.close()
    refused()
    expect(log.read(madeUpId(1), 20, 100)).toHaveLength(1)
  })
})

it('a row in which a letter changed is never read as if nothing were', () => {
  const told: unknown[] = []
  database = openDatabase(file, { onDamage: (cause) => told.push(cause) })
  const log = sqliteThreadLog(database)
  write(log, madeUpThread(madeUpId(1), 20))
  const other = new DatabaseSync(file)
  other.exec(`update events set data = replace(data, 'word 7', 'ward 7') where seq = 7`)
  other.close()
  expect(() => log.read(madeUpId(1), 0, 100)).toThrow('event 7')
  expect(told).toHaveLength(1)
  expect(log.read(madeUpId(1), 7, 100)).toHaveLength(13)
})

describe('a snapshot', () => {
  const threadId = madeUpId(1)
  const all = [...madeUpThread(threadId, 900)]
  const whole = grow(null, all)

  it('and the events behind it are the thread, read in less', () => {
    database = openDatabase(file)
    const log = sqliteThreadLog(database)
    write(log, all.slice(0, 700))
    expect(log.keepSnapshot(foldAll(null, all.slice(0, 700))!)).toBe(true)
    write(log, all.slice(700), { view: foldAll(null, all.slice(0, 700)) })
    const read = vi.spyOn(log, 'read')
    expect(openViews(log).get(threadId)).toEqual(whole)
    expect(read.mock.calls.map(([, after]) => after)).toEqual([700])
  })

  it('that is garbage, of another fold or of a log that is gone is taken for none', () => {
    database = openDatabase(file)
    const log = sqliteThreadLog(database)
    write(log, all)
    for (const harm of [
      `view = '{"id":"nonsense"}'`,
      `view = 'no json'`,
      `view = replace(view, 'word', 'ward')`,
      `version = version - 1`,
      `seq = 899`,
      `view = (select substr(view, 1, 500) from thread_snapshots)`,
    ]) {
      log.keepSnapshot(whole!)
      expect(log.snapshot(threadId)).not.toBeNull()
      database.db.run(`update thread_snapshots set ${harm}`)
      expect(log.snapshot(threadId), harm).toBeNull()
      expect(openViews(log).get(threadId)).toEqual(whole)
    }
    log.keepSnapshot(whole!)
    database.db.run('delete from events where seq > 800')
    expect(log.snapshot(threadId)).toBeNull()
  })

  it('is not kept of a thread that was erased meanwhile', () => {
    database = openDatabase(file)
    const log = sqliteThreadLog(database)
    write(log, all)
    log.erase([threadId])
    expect(log.keepSnapshot(whole!)).toBe(false)
    expect(database.db.all('select thread_id from thread_snapshots')).toEqual([])
  })

  it('is made at rest and ever more seldom, and when a long thread leaves memory', () => {
    vi.useFakeTimers()
    database = openDatabase(file)
    const log = sqliteThreadLog(database)
    const kept = vi.spyOn(log, 'keepSnapshot')
    const views = openViews(log, 1)
    for (let seq = 100; seq <= 900; seq += 100) {
      const view = write(log, all.slice(seq - 100, seq), { view: views.get(threadId) })
      views.put(view)
      vi.runAllTimers()
    }
    expect(kept.mock.calls.map(([view]) => view.seq)).toHaveLength(1)
    expect(log.snapshot(threadId)?.seq).toBe(500)
    const other = madeUpId(2)
    views.put(write(log, madeUpThread(other, 600)))
    views.get(threadId)
    vi.runAllTimers()
    expect(log.snapshot(other)?.seq).toBe(600)
  })

  it('goes with its thread, and none that cannot be written does harm', () => {
    database = openDatabase(file)
    const log = sqliteThreadLog(database)
    write(log, all)
    log.keepSnapshot(whole!)
    const gone = { ...event(901, person), type: 'thread.deleted', data: {} } as ThreadEvent // A deletion has no data.
    log.append(900, [gone], null, null)
    expect(log.snapshot(threadId)).toBeNull()
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    expect(log.keepSnapshot(whole!)).toBe(false)
    other.close()
    expect(() => log.append(900, [], null, null)).not.toThrow(Problem)
  })
})

it('knows what deleted threads left, and since when', () => {
  database = openDatabase(file)
  const log = sqliteThreadLog(database)
  const threadId = madeUpId(1)
  const view = write(log, [...madeUpThread(threadId, 10)])
  const runId = view.run!.id
  const at = (seq: number, fact: Fact) => ({ ...event(seq, person), ...fact })
  const gone = at(11, { type: 'thread.deleted', data: {} })
  const exited = at(12, { type: 'run.lost', data: { runId } })
  expect(log.deletedAt(threadId)).toBeNull()
  log.append(10, [gone], null, null)
  expect(log.leftovers()).toEqual([])
  log.append(11, [exited], null, null)
  expect(log.deletedAt(threadId)).toBe(gone.at)
  expect(log.leftovers()).toEqual([{ runId, threadId, deletedAt: gone.at }])
  log.forgetRun(runId)
  expect(log.leftovers()).toEqual([])
})

it('knows of deleted threads that never had an agent, too', () => {
  database = openDatabase(file)
  const log = sqliteThreadLog(database)
  const threadId = madeUpId(2)
  const view = write(log, [...madeUpThread(threadId, 1)])
  const gone = (seq: number) =>
    ({ ...event(seq, person), threadId, type: 'thread.deleted', data: {} }) as ThreadEvent // As above.
  log.append(1, [gone(2)], null, null)
  const left = [{ runId: threadId, threadId, deletedAt: gone(2).at }]
  expect(log.leftovers()).toEqual(left)
  expect(log.openRuns()).toEqual([])
  const back = { ...event(3, person), threadId, type: 'thread.restored', data: {} } as ThreadEvent // Likewise.
  log.append(2, [back], summaryOf(view), null)
  expect(log.leftovers()).toEqual([])
  log.append(3, [gone(4)], null, null)
  expect(log.leftovers()).toEqual(left)
})
