// The note beside the lock, as others find it while it is written anew.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockHome, readHolder } from './lock.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a-parallel-lock-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const self = { pid: process.pid, start: '1', boot: 'one' }

it('is whole for whoever has begun to read it when it is replaced', () => {
  const lock = lockHome(root, self)
  const early = openSync(join(root, 'server.json'), 'r')
  lock.announce('http://localhost:1')
  expect(JSON.parse(readFileSync(early, 'utf8'))).toEqual(self)
  closeSync(early)
  expect(readHolder(root)).toEqual({ ...self, url: 'http://localhost:1' })
  lock.release()
  expect(readHolder(root)).toBeNull()
})

it('names the holder to whoever is refused', () => {
  const lock = lockHome(root, self)
  expect(() => lockHome(root, self)).toThrow(`another a-parallel server (pid ${process.pid}).`)
  lock.announce('http://localhost:1')
  expect(() => lockHome(root, self)).toThrow(`(pid ${process.pid}, http://localhost:1).`)
  lock.release()
})
