// Which agent is asked how far a subscription is used up, how often, and whose what it tells is.
import type { OwnerId, RunId, Signal, ThreadId } from '@a-parallel/shared'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { Runner } from '../../runner/port.ts'
import type { Views } from '../views.ts'
import { openLimitAsks } from './limits.ts'
import { otherAgents } from './others.ts'

const ana = { kind: 'person', id: 'ana' as OwnerId } as const // Nothing looks into these.
const threadId = 'thread' as ThreadId
const runId = 'run' as RunId
const clear: Signal = { type: 'limits-told', windows: [], allClear: true }

function played(run: object, { owner = 'ana', refuses = false } = {}) {
  const orders: unknown[] = []
  const told: unknown[] = []
  let elapsed = 0
  const view = { id: threadId, owner, title: 'Sell more', run: { id: runId, ...run } }
  const runs = {
    order: (id: RunId, given: unknown) => {
      orders.push([id, given])
      return refuses ? Promise.reject(new Error('it is gone')) : Promise.resolve()
    },
    program: () => Promise.resolve('/old/claude'),
  }
  const ports = {
    log: { openRuns: () => [{ runId, threadId, offset: 0, state: null }] },
    runner: { runs } as unknown as Runner, // What is asked of it here.
    views: { get: () => view } as unknown as Views, // Likewise.
    limits: { told: (of: OwnerId, signal: unknown) => void told.push([of, signal]) },
    elapsed: () => elapsed,
    serverLog: pino({ level: 'silent' }),
  }
  const limits = openLimitAsks(ports)
  return { ports, limits, orders, told, later: (ms: number) => (elapsed += ms) }
}

it.each([
  ['lives', { state: 'live' }, {}, 1],
  ['begins', { state: 'requested' }, {}, 0],
  ['ends', { state: 'live', stopping: true }, {}, 0],
  ['is over', { state: 'exited' }, {}, 0],
  ['is of another run', { state: 'live', id: 'other' }, {}, 0],
  ['is somebody else’s', { state: 'live' }, { owner: 'eve' }, 0],
])('an agent that %s is asked %j', async (_, run, more, times) => {
  const { limits, orders } = played(run, more)
  const asked = limits.ask(ana)
  limits.heard(threadId, [clear, { type: 'limits-answered' }])
  await asked
  expect(orders).toHaveLength(times)
})

it('is asked again a minute later at the earliest', async () => {
  const { limits, orders, later } = played({ state: 'live' })
  const ask = async () => {
    const asked = limits.ask(ana)
    limits.heard(threadId, [{ type: 'limits-answered' }])
    await asked
  }
  await ask()
  later(59_999)
  await ask()
  expect(orders).toEqual([[runId, [{ type: 'measure-limits' }]]])
  later(1)
  await ask()
  expect(orders).toHaveLength(2)
})

it('waits for nothing where it cannot be asked', async () => {
  const { limits, orders } = played({ state: 'live' }, { refuses: true })
  await limits.ask(ana)
  expect(orders).toHaveLength(1)
})

it('what is told is its thread’s owner’s', () => {
  const { limits, told } = played({ state: 'live' })
  limits.heard(threadId, [{ type: 'activity', state: 'idle' }, clear])
  expect(told).toEqual([['ana', clear]])
})

it.each([
  ['another program', '/new/claude', {}, 1],
  ['no program at all', null, {}, 1],
  ['the same', '/old/claude', {}, 0],
  ['another program, and it is not theirs', '/new/claude', { owner: 'eve' }, 0],
])('where new agents are started from %s', async (_, program, more, count) => {
  const { ports } = played({ state: 'live' }, more)
  const others = await otherAgents(ports, ana, program)
  expect(others).toEqual(
    count === 0 ? [] : [{ threadId, title: 'Sell more', program: '/old/claude' }],
  )
})
