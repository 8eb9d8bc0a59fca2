// What becomes of dev servers when something goes wrong around them: none is left running that nobody could end.
import type { OwnerId, ThreadId } from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Holder } from '../holder/port.ts'
import { createPosixHolder } from '../holder/posix.ts'
import { findTree, killTree } from '../processes/kill-tree.ts'
import { openDevServers } from './dev-servers.ts'

let folder: string
let mayRun: boolean
let opened: ReturnType<typeof openDevServers>[]
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'dev-servers-')))
  mayRun = true
  opened = []
})
afterEach(async () => {
  for (const servers of opened) servers.detach()
  await killTree({ marker, graceMs: 0 })
  rmSync(folder, { recursive: true })
})

const threadId = randomUUID() as ThreadId // It gives UUIDs.
const marker = `A_PARALLEL_DEV_SERVER=${threadId}.k1`
const id = { threadId, name: 'web' }

function open(holder: Holder = createPosixHolder()) {
  const environment = { PATH: process.env['PATH'] ?? '' }
  const ask = { holder, folder: join(folder, 'kept'), environment, log: pino({ level: 'silent' }) }
  const servers = openDevServers({ ...ask, mayRun: () => Promise.resolve(mayRun) })
  opened.push(servers)
  const start = () =>
    servers.start({
      ...id,
      owner: 'local' as OwnerId, // The one of local mode.
      repository: folder,
      cwd: folder,
      command: 'exec sleep 317',
      isOwn: true,
      port: null,
      environment: {},
      at: '2026-01-01T00:00:00.000Z',
      key: 'k1',
    })
  return { servers, start }
}

const dir = () => join(folder, 'kept', threadId, 'k1')

it('ends one although that cannot be written down', async () => {
  const { servers, start } = open()
  expect(await start()).toEqual({ kind: 'started' })
  mkdirSync(join(dir(), 'dev-server.json.draft'))
  await servers.stop(id)
  expect(await findTree({ marker })).toEqual([])
  expect((await servers.of(threadId))[0]?.state).toBe('stopped')
})

it('ends one whose stop a server did not come to the end of', async () => {
  const { servers, start } = open()
  await start()
  servers.detach()
  const path = join(dir(), 'dev-server.json')
  writeFileSync(path, readFileSync(path, 'utf8').replace('"stopped":false', '"stopped":true'))
  const next = open()
  expect((await next.servers.of(threadId))[0]?.state).toBe('stopped')
  expect(await findTree({ marker })).toEqual([])
})

it('leaves none behind of which it could not be told how it stands', async () => {
  const holder = createPosixHolder()
  const { servers, start } = open({ ...holder, status: () => Promise.reject(new Error('EMFILE')) })
  await expect(start()).rejects.toThrow('EMFILE')
  expect([await findTree({ marker }), await servers.of(threadId)]).toEqual([[], []])
})

it('asks right before whether it may run, and keeps what was printed before where it may not', async () => {
  const { servers, start } = open()
  await start()
  await servers.stop(id)
  mayRun = false
  expect(await start()).toEqual({ kind: 'withheld' })
  expect((await servers.of(threadId))[0]?.state).toBe('stopped')
  expect(await servers.output(id, 0)).not.toBe(null)
})

it('forgets none that runs', async () => {
  const { servers, start } = open()
  await start()
  await servers.forget(threadId)
  expect([await findTree({ marker }), await servers.of(threadId)]).toEqual([[], []])
  expect(existsSync(dir())).toBe(false)
})
