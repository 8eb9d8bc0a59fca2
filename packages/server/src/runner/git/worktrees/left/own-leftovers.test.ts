import { existsSync, linkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { ownCopy, ownLock, ownNext, removeOwnLeftovers } from './own-leftovers.ts'

let repository: TestRepository
let gitDir: string
beforeEach(() => {
  repository = makeRepository()
  gitDir = join(repository.root, '.git')
})
afterEach(() => repository.remove())

const now = Date.now()
const file = (name: string, minutesAgo: number) => {
  writeFileSync(join(gitDir, name), 'DIRC')
  const at = now / 1000 - minutesAgo * 60
  utimesSync(join(gitDir, name), at, at)
}
const there = (...names: string[]) => names.map((name) => existsSync(join(gitDir, name)))

it('removes a lock that is a second name of our own file', async () => {
  file(ownLock, 2)
  linkSync(join(gitDir, ownLock), join(gitDir, 'index.lock'))
  file(ownCopy, 61)
  file(ownNext, 2)
  await removeOwnLeftovers(gitDir, now)
  expect(there('index.lock', ownLock, ownCopy, ownNext)).toEqual([false, false, false, false])
  repository.write('a.txt', 'a\n')
  repository.plain(['add', 'a.txt'])
})

it('leaves a lock of somebody else, with the same bytes, and what may be in use', async () => {
  file(ownLock, 2)
  file('index.lock', 2)
  file(ownCopy, 10)
  await removeOwnLeftovers(gitDir, now)
  expect(there('index.lock', ownLock, ownCopy)).toEqual([true, false, true])
  file(ownLock, 0)
  await removeOwnLeftovers(gitDir, now)
  expect(there(ownLock)).toEqual([true])
})
