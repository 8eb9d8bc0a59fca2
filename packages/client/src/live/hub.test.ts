import { settingsDefaults } from '@a-parallel/contract/model'
import type { ClientFrame, ServerFrame, ThreadId } from '@a-parallel/shared'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openHub, type Hub } from './hub.ts'

const one = '7f1c1e0e-2b0f-4c52-9f5e-6a2b5f1d0c11' as ThreadId
const topic = `thread:${one}` as const
const at = '2026-11-22T11:00:00.000Z'
const frame = (value: object) => value as ServerFrame
const snapshot = (seq: number, id = one) =>
  frame({
    type: 'snapshot',
    topic: `thread:${id}`,
    thread: { id, seq, turns: [], items: [], approvals: [], open: [] },
  })
const late = frame({
  type: 'events',
  topic,
  events: [
    {
      threadId: one,
      seq: 9,
      at,
      actor: { kind: 'agent' },
      type: 'thread.renamed',
      data: { title: 'x' },
    },
  ],
})
const summary = (id: string, title: string) => ({ id, title })

let sent: ClientFrame[]
let hub: Hub
beforeEach(() => {
  sent = []
  hub = openHub((out) => sent.push(out))
})
const take = () => sent.splice(0)

describe('a thread', () => {
  it('is subscribed to by the first holder and left by the last', () => {
    const first = hub.hold(one)
    const second = hub.hold(one)
    expect(take()).toEqual([{ type: 'subscribe', topic }])
    first()
    first()
    expect(take()).toEqual([])
    second()
    expect(take()).toEqual([{ type: 'unsubscribe', topic }])
  })

  it('is asked for from its last seq after a reconnect', () => {
    hub.hold(one)
    hub.receive([snapshot(4)])
    take()
    hub.connected()
    expect(take()).toEqual([
      { type: 'subscribe', topic: 'index' },
      { type: 'subscribe', topic, after: 4 },
    ])
  })

  it('is asked for once while an answer is awaited, and again after', () => {
    hub.hold(one)
    hub.receive([snapshot(4)])
    take()
    hub.receive([late])
    hub.receive([late])
    expect(take()).toEqual([{ type: 'subscribe', topic, after: 4 }])
    hub.receive([frame({ type: 'resumed', topic, open: [] }), late])
    expect(take()).toEqual([{ type: 'subscribe', topic, after: 4 }])
  })

  it('is asked for anew after a reset', () => {
    hub.hold(one)
    hub.receive([snapshot(4)])
    take()
    hub.receive([frame({ type: 'reset', topic })])
    expect(take()).toEqual([{ type: 'subscribe', topic }])
  })

  it('is asked for anew when a reset says that the asking was dropped', () => {
    hub.hold(one)
    hub.receive([frame({ type: 'reset', topic })])
    take()
    hub.receive([frame({ type: 'reset', topic })])
    expect(take()).toEqual([{ type: 'subscribe', topic }])
  })

  it('is asked for again when the server could not read it right now, and stays as it is meanwhile', () => {
    vi.useFakeTimers()
    hub.hold(one)
    hub.receive([snapshot(4)])
    take()
    const busy = { code: 'database_busy', detail: '' }
    hub.receive([
      frame({ type: 'problem', topic, problem: busy }),
      frame({ type: 'problem', topic: 'index', problem: busy }),
    ])
    expect(hub.thread(one).getState().kind).toBe('ready')
    vi.runAllTimers()
    expect(take()).toEqual([
      { type: 'subscribe', topic, after: 4 },
      { type: 'subscribe', topic: 'index' },
    ])
    vi.useRealTimers()
  })

  it('stays known for a while after nobody looks at it', () => {
    hub.hold(one)()
    hub.hold(one)
    hub.receive([snapshot(4)])
    const store = hub.thread(one)
    const release = hub.hold(one)
    release()
    const others = Array.from({ length: 9 }, (_, index) => `other-${index}` as ThreadId)
    for (const other of others) hub.hold(other)()
    expect(hub.thread(one)).toBe(store)
  })

  it('is forgotten when many others were looked at since', () => {
    const release = hub.hold(one)
    const store = hub.thread(one)
    release()
    for (let index = 0; index < 12; index += 1) hub.hold(`other-${index}` as ThreadId)()
    expect(hub.thread(one)).not.toBe(store)
  })
})

const room = { lacks: null, freeBytes: 1, floorBytes: 0 }

describe('the index', () => {
  it('takes upserts in place, new ones at the end, and removals', () => {
    const threads = [summary('a', 'A'), summary('b', 'B')]
    hub.receive([
      frame({
        type: 'index',
        index: {
          projects: [],
          threads,
          room,
          restored: null,
          settings: settingsDefaults,
          devServers: [],
        },
      }),
    ])
    const change = { projects: [], removedProjects: [] }
    hub.receive([
      frame({
        type: 'changed',
        ...change,
        threads: [summary('a', 'A2'), summary('c', 'C')],
        removedThreads: ['b'],
        room: { ...room, lacks: 'disk' },
      }),
    ])
    const state = hub.index.getState()
    expect(state.kind === 'ready' && state.threads.map(({ title }) => title)).toEqual(['A2', 'C'])
    expect(state).toMatchObject({ room: { lacks: 'disk' }, restored: null })
  })

  it('keeps the list of what did not change', () => {
    hub.receive([frame({ type: 'index', index: { projects: [{ id: 'p' }], threads: [] } })])
    const before = hub.index.getState()
    hub.receive([
      frame({
        type: 'changed',
        projects: [],
        removedProjects: [],
        threads: [summary('a', 'A')],
        removedThreads: [],
      }),
    ])
    const after = hub.index.getState()
    expect(
      before.kind === 'ready' && after.kind === 'ready' && after.projects === before.projects,
    ).toBe(true)
  })

  it('is asked for again after a reset', () => {
    hub.receive([frame({ type: 'reset', topic: 'index' })])
    expect(take()).toEqual([{ type: 'subscribe', topic: 'index' }])
  })
})
