// What lies on the shelf, on a real disk: what is kept and what is taken away.
import type { ImageId, OwnerId, ThreadId } from '@a-parallel/shared'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openShelf, waitsMs, type ImageShelf } from './shelf.ts'

const ada = 'ada' as OwnerId // Of the right shape, as those below.
const eve = '../ada' as OwnerId
const id = (digit: string) => digit.repeat(64) as ImageId
const thread = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000` as ThreadId
const bytes = Buffer.from('an image')

let root: string
let now: number
let shelf: ImageShelf

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a-parallel-images-'))
  now = Date.now()
  shelf = openShelf(root, () => now)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const has = async (owner: OwnerId, ...ids: ImageId[]) =>
  Promise.all(ids.map(async (one) => (await shelf.get(owner, one)) !== null))
const living =
  (...threads: ThreadId[]) =>
  () =>
    new Set<string>(threads)

it('keeps what it is given, for its owner alone', async () => {
  await shelf.put(ada, id('a'), bytes)
  expect(await shelf.get(ada, id('a'))).toEqual(bytes)
  expect(shelf.getSync(ada, id('a'))).toEqual(bytes)
  expect(await has(eve, id('a'))).toEqual([false])
  expect(shelf.getSync(eve, id('a'))).toBeNull()
  expect(statSync(join(root, 'ada', id('a'))).mode & 0o777).toBe(0o600)
  await shelf.put(eve, id('b'), bytes)
  expect(readdirSync(root).toSorted()).toEqual(['%2E%2E%2Fada', 'ada'])
})

it('takes away what no message came for within a day', async () => {
  await shelf.put(ada, id('a'), bytes)
  await shelf.put(ada, id('b'), bytes)
  await shelf.put(ada, id('c'), bytes)
  await shelf.mark(ada, thread('1'), [id('a')])
  now += waitsMs - 60_000
  await shelf.sweep(living(thread('1')))
  expect(await has(ada, id('a'), id('b'), id('c'))).toEqual([true, true, true])
  // Asked for again, and sent again.
  await shelf.renew(ada, id('b'))
  now += 120_000
  await shelf.sweep(living(thread('1')))
  expect(await has(ada, id('a'), id('b'), id('c'))).toEqual([true, true, false])
})

it('keeps what any living thread needs, and goes when the last of them is gone', async () => {
  await shelf.put(ada, id('a'), bytes)
  await shelf.mark(ada, thread('1'), [id('a')])
  await shelf.mark(ada, thread('2'), [id('a'), id('a')])
  now += 2 * waitsMs
  await shelf.sweep(living(thread('2')))
  expect(await has(ada, id('a'))).toEqual([true])
  expect(readdirSync(join(root, 'ada', 'threads'))).toEqual([thread('2')])
  await shelf.sweep(living())
  expect(await has(ada, id('a'))).toEqual([false])
})

it('leaves the mark of a thread whose first message is just being written', async () => {
  await shelf.put(ada, id('a'), bytes)
  await shelf.mark(ada, thread('1'), [id('a')])
  await shelf.sweep(living())
  expect(readdirSync(join(root, 'ada', 'threads'))).toEqual([thread('1')])
})

it('takes away what a server left that died over it', async () => {
  await shelf.put(ada, id('a'), bytes)
  writeFileSync(join(root, 'ada', `${id('b')}.0123.new`), 'half')
  now += 2 * waitsMs
  await shelf.renew(ada, id('a'))
  await shelf.sweep(living())
  expect(readdirSync(join(root, 'ada'))).toEqual([id('a')])
})
