// A fork holds all items of its origin in one event: it goes into the index in parts, each once, and is read once an answer.
import type { Fact, Item, ItemId, OwnerId } from '@a-parallel/shared'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inProcessBus } from '../bus/in-process.ts'
import { created, madeUpId, person, write } from '../store/made-up-log.ts'
import type { SearchDocument, SearchIndex, ThreadLog } from '../store/port.ts'
import { openSearchIndex } from '../store/search/search-file.ts'
import { openDatabase, type OpenDatabase } from '../store/sqlite/database.ts'
import { sqliteThreadLog } from '../store/sqlite/thread-log.ts'
import { openSearch } from './index.ts'

const serverLog = pino({ level: 'silent' })
const items = 2_000
const at = '2026-01-01T00:00:00.000Z'
const me = { kind: 'person', id: 'local' as OwnerId } as const // Of the right shape.
const soon = { timeout: 20_000 }

let folder: string
let database: OpenDatabase
let log: ThreadLog

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-forks-'))
  database = openDatabase(join(folder, 'data.db'))
  log = sqliteThreadLog(database)
  const item = (number: number): Item => ({
    kind: 'agent-message',
    id: `item-${number}` as ItemId, // Of the right shape.
    turnId: null,
    parentId: null,
    at,
    text: `a heron ${'and a stork '.repeat(20)}`,
    partial: false,
  })
  const origin = { threadId: madeUpId(9), turnId: madeUpId(8), title: 'Origin' }
  const all = Array.from({ length: items }, (_, number) => item(number))
  const fork = { origin, turns: [], items: all, checkpoints: [], continueAt: null }
  const begun = { type: 'fork.begun', data: fork } as unknown as Fact // What is read of one.
  const renamed: Fact = { type: 'thread.renamed', data: { title: 'An ibis' } }
  const facts = [created('A fork'), begun, renamed]
  write(
    log,
    facts.map((fact, place) => ({
      threadId: madeUpId(1),
      seq: place + 1,
      at,
      actor: person,
      ...fact,
    })),
  )
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const lettersOf = (documents: readonly SearchDocument[]) =>
  documents.reduce((sum, { text }) => sum + text.length, 0)

it('goes in by parts, goes on where a server was cut off, and is in it once', async () => {
  const added: number[] = []
  let left = 3
  const watched = (index: SearchIndex): SearchIndex => ({
    ...index,
    add(thread, documents, upTo) {
      if (left === 0) throw new Error('cut off')
      left -= 1
      added.push(lettersOf(documents))
      index.add(thread, documents, upTo)
    },
  })
  const open = () => {
    const index = openSearchIndex(database, join(folder, 'search.db'))
    return openSearch({ index: watched(index), log, bus: inProcessBus(), serverLog })
  }
  const ibis = (search: ReturnType<typeof open>) =>
    search.find(me, { q: 'ibis', limit: 10 }).hits.length
  const first = open()
  await expect.poll(() => left, soon).toBe(0)
  expect(ibis(first)).toBe(0)
  await first.close()
  left = Infinity
  const second = open()
  await expect.poll(() => ibis(second), soon).toBe(1)
  await second.close()
  expect(Math.max(...added)).toBeLessThan(70_000)
  const index = openSearchIndex(database, join(folder, 'search.db'))
  expect(index.partOf(madeUpId(1), 2)).toBe(items)
  index.close()
})

it('is read once for all hits of an answer', async () => {
  const index = openSearchIndex(database, join(folder, 'search.db'))
  let reads = 0
  const watched: ThreadLog = {
    ...log,
    read(...ask) {
      reads += 1
      return log.read(...ask)
    },
  }
  const search = openSearch({ index, log: watched, bus: inProcessBus(), serverLog })
  await expect.poll(() => search.find(me, { q: 'ibis', limit: 10 }).hits.length, soon).toBe(1)
  reads = 0
  const { hits } = search.find(me, { q: 'heron', limit: 100 })
  expect([hits.length, new Set(hits.map(({ itemId }) => itemId)).size, reads]).toEqual([
    100, 100, 1,
  ])
  await search.close()
})
