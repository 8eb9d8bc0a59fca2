// The lines that commands changed, found by whose they are, in an index that was lost, and not once their thread is gone.
import type { Actor, Fact, ItemId, OwnerId, ThreadId, ToolCall } from '@a-parallel/shared'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inProcessBus } from '../bus/in-process.ts'
import { created, madeUpId, write } from '../store/made-up-log.ts'
import { openSearchIndex } from '../store/search/search-file.ts'
import { openDatabase, type OpenDatabase } from '../store/sqlite/database.ts'
import { sqliteThreadLog } from '../store/sqlite/thread-log.ts'
import { openSearch, type Search } from './index.ts'

let folder: string
let database: OpenDatabase
let search: Search

const serverLog = pino({ level: 'silent' })
const turnId = madeUpId(10)
const ada = 'ada' as OwnerId // Of the right shape.
const local = 'local' as OwnerId // Likewise.

function open(): void {
  const index = openSearchIndex(database, join(folder, 'search.db'))
  const log = sqliteThreadLog(database)
  search = openSearch({ index, log, bus: inProcessBus(), serverLog })
}

/** A thread of this owner, one of whose turns changed the file `birds.txt`. */
function thread(number: number, owner: OwnerId, lines: string[]): ThreadId {
  const files = [{ path: 'birds.txt', lines }]
  return threadOf(number, owner, {
    type: 'checkpoint.lines-read',
    data: { turnId, files, omitted: 0 },
  })
}

function threadOf(number: number, owner: OwnerId, fact: Fact): ThreadId {
  const threadId = madeUpId(number)
  const system: Actor = { kind: 'system' }
  const title = created(`Thread ${number}`)
  if (title.type === 'thread.created') title.data.owner = owner
  const facts: Fact[] = [title, fact]
  const at = '2026-01-01T00:00:00.000Z'
  const events = facts.map((fact, place) => ({
    threadId,
    seq: place + 1,
    at,
    actor: system,
    ...fact,
  }))
  write(sqliteThreadLog(database), events)
  return threadId
}

const found = (q: string, owner: OwnerId = local, file?: string) =>
  search
    .find({ kind: 'person', id: owner }, { q, file, limit: 50 })
    .hits.map(({ threadId, itemId, snippet }) => ({
      threadId,
      itemId,
      found: snippet.find((part) => part.found)?.text,
    }))
const soon = { timeout: 20_000 }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-search-'))
  database = openDatabase(join(folder, 'data.db'))
})
afterEach(async () => {
  await search.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

it('finds what was removed and added, for its owner alone, also in an index that is made again', async () => {
  const mine = thread(1, local, ['-heron', '+stork'])
  const theirs = thread(2, ada, ['-heron', '+ibis'])
  open()
  const look = () => ['heron', 'stork', 'ibis'].map((word) => [found(word), found(word, ada)])
  const hit = (threadId: ThreadId, word: string) => [
    { threadId, itemId: `user:${turnId}`, found: word },
  ]
  const all = [
    [hit(mine, 'heron'), hit(theirs, 'heron')],
    [hit(mine, 'stork'), []],
    [[], hit(theirs, 'ibis')],
  ]
  await expect.poll(look, soon).toEqual(all)
  expect([found('heron', local, 'birds'), found('heron', local, 'fish')]).toEqual([
    hit(mine, 'heron'),
    [],
  ])
  await search.close()
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `search.db${end}`), { force: true })
  open()
  await expect.poll(look, soon).toEqual(all)
})

it('finds a word of the part that an output left out, says so, and does again in an index that is made anew', async () => {
  const item: ToolCall = {
    kind: 'tool-call',
    id: 'long' as ItemId, // Of the right shape.
    turnId,
    parentId: null,
    at: '2026-01-01T00:00:00.000Z',
    name: 'Bash',
    title: 'npm test',
    state: 'completed',
    detail: { kind: 'command', command: 'npm test' },
    output: { text: 'a heron\n\nthe end', omittedBytes: 90_000, omittedWords: 'stork ibis' },
    exitCode: 0,
    durationMs: 1,
    background: false,
  }
  const threadId = threadOf(1, local, { type: 'item.completed', data: { item } })
  const look = (q: string) =>
    search
      .find({ kind: 'person', id: local }, { q, limit: 50 })
      .hits.map((hit) => [
        hit.threadId,
        hit.itemId,
        hit.leftOut,
        hit.snippet.map(({ text }) => text).join(''),
      ])
  const text = 'npm test a heron the end'
  const all = () => ['stork', 'heron ibis', 'heron', 'crane'].map(look)
  const expected = [
    [[threadId, 'long', true, text]],
    [[threadId, 'long', false, text]],
    [[threadId, 'long', false, text]],
    [],
  ]
  open()
  await expect.poll(all, soon).toEqual(expected)
  await search.close()
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `search.db${end}`), { force: true })
  open()
  await expect.poll(all, soon).toEqual(expected)
})

it('finds nothing of a thread that was erased', async () => {
  const gone = thread(1, local, ['-heron'])
  open()
  await expect.poll(() => found('heron').length, soon).toBe(1)
  await search.close()
  sqliteThreadLog(database).erase([gone])
  open()
  await expect.poll(() => found('heron'), soon).toEqual([])
})
