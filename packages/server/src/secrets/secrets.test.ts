// On a real database: secrets of several owners, with their key, without it, and with it again.
import type { OwnerId } from '@a-parallel/shared'
import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readEncryptionKeys } from '../home/encryption-keys.ts'
import { openDatabase } from '../store/sqlite/database.ts'
import { openSecrets } from './index.ts'

const clock = { now: () => '2026-11-26T10:00:00.000Z' }
const [ana, ben] = ['ana', 'ben'] as OwnerId[]
const key = () => createSecretKey(randomBytes(32))
let root: string
let database: ReturnType<typeof openDatabase>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a-parallel-secrets-'))
  database = openDatabase(join(root, 'data.db'))
})
afterEach(() => {
  database.close()
  rmSync(root, { recursive: true, force: true })
})

const open = (...keys: ReturnType<typeof key>[]) => openSecrets({ db: database.db, clock, keys })

it('are each owner’s own, and stand nowhere in the files as they are', () => {
  const secrets = open(key())
  secrets.set(ana!, 'host:github.com', 'ghp_ana')
  secrets.set(ben!, 'host:github.com', 'ghp_ben')
  secrets.set(ben!, 'host:github.com', 'ghp_ben2')
  expect(secrets.read(ana!, 'host:github.com')).toEqual({ kind: 'set', text: 'ghp_ana' })
  expect(secrets.read(ben!, 'host:github.com')).toEqual({ kind: 'set', text: 'ghp_ben2' })
  expect(secrets.read(ben!, 'host:example.com')).toEqual({ kind: 'unset' })
  for (const file of ['data.db', 'data.db-wal'])
    expect(readFileSync(join(root, file)).includes('ghp_')).toBe(false)
  secrets.forget(ben!, 'host:github.com')
  expect(secrets.read(ben!, 'host:github.com')).toEqual({ kind: 'unset' })
  expect(secrets.read(ana!, 'host:github.com').kind).toBe('set')
})

it('do not open in another owner’s row', () => {
  const secrets = open(key())
  secrets.set(ana!, 'host:github.com', 'ghp_ana')
  database.db.run(sql`update secrets set owner = 'ben'`)
  expect(secrets.read(ben!, 'host:github.com')).toEqual({ kind: 'unreadable' })
})

it('are unreadable without their key, come back with it, and move to a new one as they are used', () => {
  const [lost, other, newest] = [key(), key(), key()]
  open(lost).set(ana!, 'host:github.com', 'ghp_ana')
  expect(open(other).read(ana!, 'host:github.com')).toEqual({ kind: 'unreadable' })
  expect(open(lost).read(ana!, 'host:github.com').kind).toBe('set')
  expect(open(newest, lost).read(ana!, 'host:github.com').kind).toBe('set')
  expect(open(newest).read(ana!, 'host:github.com').kind).toBe('set')
})

it('have a key file of their own, closed to others, made once', async () => {
  const [first] = await readEncryptionKeys({ root })
  const [again] = await readEncryptionKeys({ root })
  expect(first!.equals(again!)).toBe(true)
  const path = join(root, 'encryption.key')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  writeFileSync(path, `${randomBytes(32).toString('base64url')}\n${readFileSync(path, 'utf8')}`)
  expect(await readEncryptionKeys({ root })).toHaveLength(2)
  writeFileSync(path, 'short')
  await expect(readEncryptionKeys({ root })).rejects.toThrow('Put back the right one')
})
