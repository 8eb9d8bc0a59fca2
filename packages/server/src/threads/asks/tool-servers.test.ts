// Which agents are given their tool servers anew when something changed, which are asked to reach one anew, and what is told of
// those that they have.
import type { OwnerId, ProjectId, RunId, ThreadId, ToldToolServer } from '@a-parallel/shared'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { Runner } from '../../runner/port.ts'
import type { OnFound } from '../../tool-servers/looks.ts'
import type { OnReached } from '../../tool-servers/reached.ts'
import type { Views } from '../views.ts'
import { openGivenServers } from './tool-servers.ts'

const ana = { kind: 'person', id: 'ana' as OwnerId } as const // Nothing looks into these.
const threadId = 'thread' as ThreadId
const runId = 'run' as RunId
const phone = 'phone-id' as never // Likewise.
const echo = 'echo-id' as never // Likewise.
const address = { type: 'http', url: 'u', headers: {} }
const server = { name: 'phone', transport: address, timeoutMs: null }
const listed = [
  { server: { id: phone, name: 'phone', problem: null, transport: address }, on: true },
  {
    server: {
      id: echo,
      name: 'echo',
      problem: null,
      transport: { type: 'stdio', inCheckout: true },
    },
    on: true,
  },
]

type Given = Parameters<typeof openGivenServers>[0]['toolServers']

function played(run: object, { owner = 'ana', isThere = true, mayWork = true } = {}) {
  const orders: unknown[] = []
  const news: unknown[] = []
  let reached: OnReached = () => undefined
  let found: OnFound = () => undefined
  const view = {
    id: threadId,
    owner,
    mode: 'local',
    projectPath: '/shop',
    projectId: 'shop' as ProjectId,
    run: { id: runId, ...run },
  }
  const runs = {
    order: (id: RunId, given: unknown) => Promise.resolve(void orders.push([id, given])),
    isThere: () => Promise.resolve(isThere),
  }
  const places = {
    place: (servers: unknown) => Promise.resolve(servers),
    mayWorkIn: () => Promise.resolve(mayWork),
  }
  const given = openGivenServers({
    bus: { publish: (one) => news.push(one) },
    log: { openRuns: () => [{ runId, threadId, offset: 0, state: null }] },
    runner: { runs, toolServers: places } as unknown as Runner, // What is asked of it here.
    views: { get: () => view, own: () => view } as unknown as Views, // Likewise.
    toolServers: {
      given: () => Promise.resolve([server]),
      beside: () => listed,
      cleaned: (_: unknown, __: unknown, said: string) => said.replace('secret', '•••'),
      onReached: (listener: OnReached) => (reached = listener),
      onFound: (listener: OnFound) => (found = listener),
    } as unknown as Given, // Likewise.
    serverLog: pino({ level: 'silent' }),
  })
  const told = (...servers: ToldToolServer[]) =>
    given.heard(threadId, [{ type: 'tool-servers-told', servers, partly: true }])
  const reach = (by: string) => reached(by as OwnerId, phone)
  const find = (of: string) => found(of as OwnerId) // Likewise.
  return { given, orders, news, told, reach, find }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const give = { type: 'give-tool-servers', servers: [server] }
const reconnect = { type: 'reconnect-tool-server', name: 'phone' }

it.each([
  ['lives', { state: 'live' }, {}, [[runId, [give]]]],
  ['begins', { state: 'requested' }, {}, [[runId, [give]]]],
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

it('an address that was changed is asked how it stands, a program is not', async () => {
  const { given, orders } = played({ state: 'live' })
  given.changed(ana, null, phone)
  given.changed(ana, null, echo)
  await settled()
  expect(orders).toEqual([
    [runId, [give, reconnect]],
    [runId, [give]],
  ])
})

it('is given anew to agents of an owner for whom an address was found to lead elsewhere', async () => {
  const { orders, news, find } = played({ state: 'live' })
  find('eve')
  await settled()
  expect(orders).toEqual([])
  find('ana')
  await settled()
  expect(orders).toEqual([[runId, [give]]])
  expect(news.at(-1)).toEqual({ type: 'tool-servers', owner: 'ana', threadId: null })
})

const failed = { name: 'phone', status: 'failed', error: 'not with secret' } as const

it.each([
  ['failed', failed, { state: 'live' }, 'ana', 1],
  ['wanted a sign-in', { ...failed, status: 'needs-sign-in' }, { state: 'live' }, 'ana', 1],
  ['is connected', { ...failed, status: 'connected' }, { state: 'live' }, 'ana', 0],
  ['failed for an agent that is over', failed, { state: 'exited' }, 'ana', 0],
  ['failed for somebody else', failed, { state: 'live' }, 'eve', 0],
] as const)('one that works by now and %s', async (_, before, run, by, count) => {
  const { orders, told, reach } = played(run)
  told(before)
  reach(by)
  await settled()
  expect(orders).toEqual(Array.from({ length: count }, () => [runId, [reconnect]]))
})

it('why one failed is told without what is secret in it, until it is reached anew', async () => {
  const { given, orders, told } = played({ state: 'live' })
  told(failed)
  const [found] = await given.of(ana, threadId)
  expect(found).toMatchObject({ on: true, status: 'failed', error: 'not with •••' })
  await given.reconnect(ana, threadId, phone)
  expect(orders).toEqual([[runId, [reconnect]]])
  expect((await given.of(ana, threadId))[0]).toMatchObject({ status: 'pending', error: null })
})

it('a program that is new and told no fault is connected; of an address that is not known', async () => {
  const { given, told } = played({ state: 'live' })
  told(failed)
  const added = ['phone', 'echo']
  given.heard(threadId, [{ type: 'tool-servers-told', servers: [], partly: true, added }])
  expect((await given.of(ana, threadId)).map(({ status }) => status)).toEqual([null, 'connected'])
})

it('what the repository brings is told apart from what its owner has, also when that is gone', async () => {
  const { given } = played({ state: 'live' })
  const one = (name: string, status: 'connected' | 'failed') => ({ name, status, error: null })
  const all = [one('brought', 'connected'), one('phone', 'connected')]
  given.heard(threadId, [{ type: 'tool-servers-told', servers: all, partly: false }])
  const brought = { name: 'brought', status: 'connected', error: null }
  expect(given.broughtTo(ana, threadId)).toEqual([brought])
  // Of one that was removed before its agent spoke of it.
  const amiss = [one('removed', 'failed')]
  given.heard(threadId, [
    { type: 'tool-servers-told', servers: amiss, partly: true, added: [], removed: ['old'] },
  ])
  expect(given.broughtTo(ana, threadId)).toEqual([brought])
  const less = [one('phone', 'connected')]
  given.heard(threadId, [{ type: 'tool-servers-told', servers: less, partly: false }])
  expect(given.broughtTo(ana, threadId)).toEqual([])
})

it('what the repository brings is reached once more where it failed without a word, which tells why', async () => {
  const { given, orders } = played({ state: 'live' })
  const failed = { name: 'brought', status: 'failed', error: null } as const
  const told = (...servers: ToldToolServer[]) =>
    given.heard(threadId, [{ type: 'tool-servers-told', servers, partly: false }])
  const phone = { name: 'phone', status: 'pending', error: null } as const
  told(failed)
  told(failed, phone)
  await Promise.resolve()
  const again = [runId, [{ type: 'reconnect-tool-server', name: 'brought' }]]
  expect(orders).toEqual([again])
  given.heard(threadId, [
    { type: 'tool-servers-told', servers: [{ ...failed, error: 'gone' }], partly: true },
  ])
  told(failed, phone)
  expect(given.broughtTo(ana, threadId)).toEqual([{ ...failed, error: 'gone' }])
  told({ ...failed, status: 'connected' })
  told(failed)
  await expect.poll(() => orders).toEqual([again, again])
})

it('what the repository brings is known again by the next server, and of no agent that is over', () => {
  const servers = [{ name: 'brought', status: 'pending', error: null } as const]
  const live = played({ state: 'live' })
  const none = { type: 'tool-servers-told', servers: [], partly: true, added: [] } as const
  live.given.heard(threadId, [{ ...none, servers: [] }])
  live.told(...servers)
  expect(live.given.broughtTo(ana, threadId)).toEqual(servers)
  // It had none of them after all.
  live.given.heard(threadId, [{ ...none, servers: [], removed: ['brought'] }])
  expect(live.given.broughtTo(ana, threadId)).toEqual([])
  const over = played({ state: 'exited' })
  over.told(...servers)
  expect(over.given.broughtTo(ana, threadId)).toEqual([])
})

it('one that would work in a checkout that is not trusted is withheld', async () => {
  const { given } = played({ state: 'live' }, { mayWork: false })
  given.heard(threadId, [{ type: 'tool-servers-told', servers: [], partly: true, added: ['echo'] }])
  expect((await given.of(ana, threadId))[1]).toMatchObject({ withheld: true, status: null })
})

it('what is told, changed or reached anew is news to its owner, and the same again is none', async () => {
  const { given, news, told } = played({ state: 'live' })
  const mine = { type: 'tool-servers', owner: 'ana', threadId }
  told(failed)
  expect(news.splice(0)).toEqual([mine])
  told(failed)
  expect(news).toEqual([])
  await given.reconnect(ana, threadId, phone)
  expect(news.splice(0)).toEqual([mine])
  told({ ...failed, status: 'connected' })
  expect(news.splice(0)).toEqual([mine])
  given.changed(ana, null)
  given.changed({ kind: 'agent' }, null)
  expect(news).toEqual([{ ...mine, threadId: null }])
})
