// Which agents are given their tool servers anew when something changed, and what is told of those that they have.
import type { OwnerId, ProjectId, RunId, ThreadId, ThreadToolServer } from '@a-parallel/shared'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { Runner } from '../../runner/port.ts'
import type { Views } from '../views.ts'
import { openGivenServers } from './tool-servers.ts'

const ana = { kind: 'person', id: 'ana' as OwnerId } as const // Nothing looks into these.
const threadId = 'thread' as ThreadId
const runId = 'run' as RunId
const server = {
  name: 'phone',
  transport: { type: 'http', url: 'u', headers: {} },
  timeoutMs: null,
}

type Given = Parameters<typeof openGivenServers>[0]['toolServers']

function played(run: object, { owner = 'ana', isThere = true } = {}) {
  const orders: unknown[] = []
  const view = { id: threadId, owner, projectId: 'shop' as ProjectId, run: { id: runId, ...run } }
  const one = { server: { id: 'id', name: 'phone', problem: null }, on: true }
  const runs = {
    order: (id: RunId, given: unknown) => Promise.resolve(void orders.push([id, given])),
    isThere: () => Promise.resolve(isThere),
  }
  const given = openGivenServers({
    log: { openRuns: () => [{ runId, threadId, offset: 0, state: null }] },
    runner: { runs } as unknown as Runner, // What is asked of it here.
    views: { get: () => view, own: () => view } as unknown as Views, // Likewise.
    toolServers: {
      given: () => [server],
      beside: () => [one],
      cleaned: (_: unknown, __: unknown, said: string) => said.replace('secret', '•••'),
    } as unknown as Given, // Likewise.
    serverLog: pino({ level: 'silent' }),
  })
  return { given, orders }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const told = [[runId, [{ type: 'give-tool-servers', servers: [server] }]]]

it.each([
  ['lives', { state: 'live' }, {}, told],
  ['begins', { state: 'requested' }, {}, told],
  ['has no process yet, and will ask', { state: 'requested' }, { isThere: false }, []],
  ['ends', { state: 'live', stopping: true }, {}, []],
  ['is over', { state: 'exited' }, {}, []],
  ['is of another run', { state: 'live', id: 'other' }, {}, []],
  ['is somebody else’s', { state: 'live' }, { owner: 'eve' }, []],
])('an agent that %s', async (_, run, more, expected) => {
  const { given, orders } = played(run, more)
  given.changed(ana, null)
  await settled()
  expect(orders).toEqual(expected)
  given.changed(ana, 'elsewhere' as ThreadId) // Likewise.
  await settled()
  expect(orders).toEqual(expected)
})

it('why one failed is told without what is secret in it', () => {
  const { given } = played({ state: 'live' })
  const servers = [{ name: 'phone', status: 'failed' as const, error: 'not with secret' }]
  given.heard(threadId, [{ type: 'tool-servers-told', servers, partly: true }])
  const [found]: Partial<ThreadToolServer>[] = given.of(ana, threadId)
  expect(found).toMatchObject({ on: true, status: 'failed', error: 'not with •••' })
})
