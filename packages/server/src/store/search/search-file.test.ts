import { DatabaseSync } from '@photostructure/sqlite'
import type { ProjectId, ThreadId } from '@a-parallel/shared'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { created, madeUpId, madeUpThread, person, write } from '../made-up-log.ts'
import type { SearchDocument, SearchIndex, SearchQuery } from '../port.ts'
import { openDatabase, type OpenDatabase } from '../sqlite/database.ts'
import { sqliteThreadLog } from '../sqlite/thread-log.ts'
import { openSearchIndex } from './search-file.ts'

let folder: string
let database: OpenDatabase
let index: SearchIndex
const file = () => join(folder, 'search.db')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-search-'))
  database = openDatabase(join(folder, 'data.db'))
  index = openSearchIndex(database, file())
})
afterEach(() => {
  index.close()
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const owner = person.kind === 'person' ? person.id : (undefined as never) // It is one.
const thread = (number: number, projectId = madeUpId(1) as ProjectId) => ({
  id: madeUpId(number) as ThreadId,
  owner,
  projectId,
  seq: 9,
})
const day = (number: number) => `2026-01-0${number}T00:00:00.000Z`
const document = (
  seq: number,
  text: string,
  more: Partial<SearchDocument> = {},
): SearchDocument => ({
  seq,
  itemId: null,
  at: day(seq),
  author: 'agent',
  text,
  paths: [],
  ...more,
})
const find = (...words: string[]) => seqs({ words })
const seqs = (query: Partial<SearchQuery>) =>
  [...index.find({ owner, words: [], open: true, ...query })].map(({ seq }) => seq)

it('finds all words, the last by its beginning, the latest first', () => {
  index.add(
    thread(1),
    [
      document(1, 'The stream was cut.'),
      document(2, 'Streams, and a CUT cable'),
      document(3, 'El niño "corta"'),
    ],
    9,
  )
  expect(find('stream')).toEqual([2, 1])
  expect(find('cut', 'str')).toEqual([2, 1])
  expect(find('streams')).toEqual([2])
  expect(seqs({ words: ['stream'], open: false })).toEqual([1])
  expect(find('nino')).toEqual([3])
  expect(find('was cut')).toEqual([1])
  expect(find('"quoted" AND NOT (text:stream) *')).toEqual([])
  expect(find()).toEqual([])
})

it('keeps owners, projects, authors, files and days apart', () => {
  index.add(thread(1), [document(1, 'word'), document(2, 'word', { author: 'tool' })], 9)
  const other = madeUpId(8) as ProjectId
  index.add(thread(2, other), [document(3, 'word', { paths: ['src/auth.ts'] })], 9)
  index.add({ ...thread(3), owner: 'ada' as typeof owner }, [document(4, 'word')], 9) // Of the right shape.
  expect(find('word')).toEqual([3, 2, 1])
  expect(seqs({ words: ['word'], owner: 'ada' as typeof owner })).toEqual([4]) // Likewise.
  expect(seqs({ words: ['word'], projectId: other })).toEqual([3])
  expect(seqs({ words: ['word'], author: 'tool' })).toEqual([2])
  expect(seqs({ path: 'src/au' })).toEqual([3])
  expect(seqs({ path: 'auth.ts', words: ['other'] })).toEqual([])
  expect(seqs({ words: ['word'], since: day(2) })).toEqual([3, 2])
  expect(seqs({ words: ['word'], until: day(2) })).toEqual([1])
  expect(seqs({ words: ['word'], since: day(2), until: day(3) })).toEqual([2])
})

it('finds by the days of several months, and what is of none of them at once', () => {
  const months = ['2025-11', '2025-12', '2026-02'].map((month, at) =>
    document(at + 1, 'word', { at: `${month}-15T12:00:00.000Z` }),
  )
  index.add(thread(1), months, 9)
  const within = (since?: string, until?: string) => seqs({ words: ['word'], since, until })
  expect(within('2025-11-15T12:00:00.000Z', '2026-02-15T12:00:00.000Z')).toEqual([2, 1])
  expect(within('2025-11-16T00:00:00.000Z', '2999-01-01T00:00:00.000Z')).toEqual([3, 2])
  expect(within(undefined, '2025-12-31T00:00:00.000Z')).toEqual([2, 1])
  expect(within('2026-01-01T00:00:00.000Z', '2026-01-31T00:00:00.000Z')).toEqual([])
  expect(within('2026-02-15T12:00:00.001Z')).toEqual([])
})

it('holds nothing open for a search that is not read to its end', () => {
  index.add(
    thread(1),
    Array.from({ length: 9 }, (_, at) => document(at + 1, 'word')),
    9,
  )
  const [first] = index.find({ owner, words: ['word'], open: true })
  expect(first?.seq).toBe(9)
  expect(() => index.close()).not.toThrow()
  index = openSearchIndex(database, file())
  expect(find('word')).toHaveLength(9)
})

it('goes on behind a place, whatever was written since, and begins at the front behind one of another file', () => {
  const five = Array.from({ length: 5 }, (_, at) => document(at + 1, 'word'))
  index.add(thread(1), five, 5)
  const [, second] = index.find({ owner, words: ['word'], open: true })
  const after = second?.mark
  index.add(thread(1), [document(6, 'word')], 6)
  expect(seqs({ words: ['word'], after })).toEqual([3, 2, 1])
  expect(seqs({ words: ['word'], after, since: day(2) })).toEqual([3, 2])
  index.close()
  index = openSearchIndex(database, file())
  expect(seqs({ words: ['word'], after })).toEqual([3, 2, 1])
  index.close()
  for (const end of ['', '-wal', '-shm']) rmSync(`${file()}${end}`, { force: true })
  index = openSearchIndex(database, file())
  index.add(thread(1), five, 5)
  expect(seqs({ words: ['word'], after })).toEqual([5, 4, 3, 2, 1])
})

it('knows how far it reaches, and forgets a thread whole', () => {
  index.add(thread(1), [document(1, 'word')], 5)
  index.add(thread(1), [], 9)
  index.add(thread(2), [document(2, 'word')], 2)
  expect([
    index.reached(madeUpId(1)),
    index.reached(madeUpId(2)),
    index.reached(madeUpId(3)),
  ]).toEqual([9, 2, 0])
  index.forget(madeUpId(1))
  expect(find('word')).toEqual([2])
  expect([index.known(), index.reached(madeUpId(1))]).toEqual([[madeUpId(2)], 0])
})

it('is made anew where the file is damaged or of another shape', () => {
  index.add(thread(1), [document(1, 'word')], 5)
  index.close()
  index = openSearchIndex(database, file())
  expect(find('word')).toEqual([1])
  index.close()
  for (const end of ['-wal', '-shm']) rmSync(`${file()}${end}`, { force: true })
  writeFileSync(file(), 'this is no database, and was never one'.repeat(200))
  index = openSearchIndex(database, file())
  expect([find('word'), index.reached(madeUpId(1))]).toEqual([[], 0])
})

it('says that nothing can be searched where it is damaged in use, and is made anew afterwards', () => {
  index.add(thread(1), [document(1, 'word')], 5)
  index.close()
  const raw = new DatabaseSync(file(), { readOnly: true })
  const roots = raw
    .prepare("select rootpage as root from sqlite_master where name in ('reached', 'words_data')")
    .all() as { root: number }[] // Two rows of one number.
  raw.close()
  const handle = openSync(file(), 'r+')
  for (const { root } of roots) writeSync(handle, 'x'.repeat(4096), (root - 1) * 4096)
  closeSync(handle)
  index = openSearchIndex(database, file())
  expect(() => find('word')).toThrow('is damaged')
  expect(() => index.known()).toThrow('is damaged')
  index.close()
  index = openSearchIndex(database, file())
  expect([find('word'), index.known()]).toEqual([[], []])
})

it('tells of the threads that are logged', () => {
  write(sqliteThreadLog(database), madeUpThread(madeUpId(1), 7))
  expect(index.threads()).toEqual([{ id: madeUpId(1), owner, projectId: madeUpId(1), seq: 7 }])
  const title = created('Thread 001')
  expect(title.type).toBe('thread.created')
  expect([...index.about([madeUpId(1), madeUpId(2)])]).toMatchObject([
    [madeUpId(1), { title: 'Thread 001', archived: false }],
  ])
})
