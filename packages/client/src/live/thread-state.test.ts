import type { Delta, Item, OpenItem, ThreadEvent, ThreadSnapshot } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import { hearThread, undoubted, type ThreadFrame, type ThreadState } from './thread-state.ts'

const id = '7f1c1e0e-2b0f-4c52-9f5e-6a2b5f1d0c11'
const topic = `thread:${id}` as const
const at = '2026-11-22T11:00:00.000Z'
const message = (name: string, text = name) =>
  ({
    kind: 'agent-message',
    id: name,
    turnId: null,
    parentId: null,
    at,
    text,
    partial: false,
  }) as Item
const snapshot = (seq: number, items: Item[] = [], open: OpenItem[] = []): ThreadFrame => ({
  type: 'snapshot',
  topic,
  thread: {
    id,
    seq,
    items,
    open,
    status: 'pending',
    turns: [],
    withdrawn: [],
    approvals: [],
    rewinds: [],
    worktree: null,
    run: null,
    deleted: false,
    costUsd: 0,
  } as unknown as ThreadSnapshot,
})
const event = (seq: number, rest: object) =>
  ({ threadId: id, seq, at, actor: { kind: 'agent' }, ...rest }) as ThreadEvent
const completed = (seq: number, name: string) =>
  event(seq, { type: 'item.completed', data: { item: message(name) } })
const events = (...list: ThreadEvent[]): ThreadFrame => ({ type: 'events', topic, events: list })
const delta = (itemId: string, offset: number, text: string) =>
  ({ itemId, kind: 'agent-message', turnId: null, parentId: null, offset, text }) as Delta
const deltas = (...list: Delta[]): ThreadFrame => ({ type: 'deltas', topic, deltas: list })

const loading: ThreadState = { kind: 'loading' }
const after = (...frames: ThreadFrame[]) => hearThread(loading, frames)
function ready(...frames: ThreadFrame[]) {
  const { state, missing } = after(...frames)
  if (state.kind !== 'ready') throw new Error(`not ready but ${state.kind}`)
  return { ...state, missing }
}
const texts = (open: readonly OpenItem[]) => open.map((item) => item.text)

describe('events', () => {
  it('are folded in order, known ones passed over', () => {
    const { view, missing } = ready(
      snapshot(3),
      events(completed(3, 'x'), completed(4, 'a'), completed(5, 'b')),
    )
    expect(view.items.map((item) => item.id)).toEqual(['a', 'b'])
    expect([view.seq, missing]).toEqual([5, null])
  })

  it('stop at a gap and ask for the tail', () => {
    const { view, missing } = ready(
      snapshot(3),
      events(completed(4, 'a')),
      events(completed(6, 'c')),
    )
    expect([view.seq, missing]).toEqual([4, 'tail'])
  })

  it('of a type this page does not know only move the seq', () => {
    const { view } = ready(snapshot(3), events(event(4, { type: 'review.opened', data: {} })))
    expect(view.seq).toBe(4)
  })

  it('many at once all arrive in a long thread', () => {
    const items = Array.from({ length: 5000 }, (_, index) => message(`old${index}`))
    const list = Array.from({ length: 500 }, (_, index) => completed(index + 2, `new${index}`))
    const { view } = ready(snapshot(1, items), events(...list))
    expect(view.items).toHaveLength(5500)
  })
})

describe('text being produced', () => {
  it('grows piece by piece and is gone when its item is complete', () => {
    const first = ready(snapshot(1), deltas(delta('m', 0, 'Hel'), delta('m', 3, 'lo')))
    expect(texts(first.open)).toEqual(['Hello'])
    const { state } = hearThread(first, [events(completed(2, 'm'))])
    expect(state.kind === 'ready' && state.open).toEqual([])
  })

  it('takes of a repeated piece only what is new', () => {
    const { open } = ready(
      snapshot(1),
      deltas(delta('m', 0, 'Hel'), delta('m', 0, 'Hello'), delta('m', 2, 'l')),
    )
    expect(texts(open)).toEqual(['Hello'])
  })

  it('with a gap asks for everything', () => {
    expect(ready(snapshot(1), deltas(delta('m', 0, 'Hel'), delta('m', 9, 'x'))).missing).toBe(
      'everything',
    )
    expect(ready(snapshot(1), deltas(delta('m', 4, 'x'))).missing).toBe('everything')
  })

  it('is ignored for an item that is complete', () => {
    const { open, missing } = ready(snapshot(1, [message('m')]), deltas(delta('m', 7, 'late')))
    expect([open, missing]).toEqual([[], null])
  })

  it('is taken back when it was abandoned', () => {
    const frames = [
      snapshot(1),
      deltas(delta('m', 0, 'Hel')),
      { type: 'abandoned', topic, itemId: 'm' } as unknown as ThreadFrame,
    ]
    expect(ready(...frames).open).toEqual([])
  })

  it('comes whole with a snapshot or a resumption', () => {
    const open = [
      { id: 'm', kind: 'agent-message', turnId: null, parentId: null, text: 'Hello' },
    ] as OpenItem[]
    expect(texts(ready(snapshot(1, [], open)).open)).toEqual(['Hello'])
    expect(texts(ready(snapshot(1), { type: 'resumed', topic, open }).open)).toEqual(['Hello'])
  })

  describe('that a server which has just started has not read again', () => {
    const resumed = (...open: object[]) =>
      ({ type: 'resumed', topic, open }) as unknown as ThreadFrame
    const before = [snapshot(1), deltas(delta('m', 0, 'Hello '))]
    const doubted = (...frames: ThreadFrame[]) => {
      const { state } = after(...before, resumed(), ...frames)
      const then = undoubted(state)
      return then.kind === 'ready' ? texts(then.open) : []
    }

    it('stays in sight, and goes on where it is read again', () => {
      expect(texts(ready(...before, resumed()).open)).toEqual(['Hello '])
      expect(doubted(deltas(delta('m', 0, 'Hello you')))).toEqual(['Hello you'])
      const half = { id: 'm', kind: 'agent-message', turnId: null, parentId: null, text: 'Hel' }
      expect(texts(ready(...before, resumed(half)).open)).toEqual(['Hello '])
    })

    it('goes when it is over, or when nothing more was heard of it', () => {
      expect(ready(...before, resumed(), events(completed(2, 'm'))).open).toEqual([])
      expect(doubted()).toEqual([])
      expect(doubted(events(completed(2, 'm')))).toEqual([])
    })
  })
})

it('keeps what it shows through a reset, and asks for everything', () => {
  const { view, missing } = ready(snapshot(2, [message('a')]), { type: 'reset', topic })
  expect([view.items.length, missing]).toEqual([1, 'everything'])
})

it('asks for nothing when the snapshot came in the same batch', () => {
  expect(ready(snapshot(1), events(completed(9, 'z')), snapshot(9)).missing).toBeNull()
})

it('is refused with the problem, and holds no derived field of a snapshot', () => {
  const problem = { code: 'thread_not_found', detail: 'gone' }
  expect(after({ type: 'problem', topic, problem }).state).toEqual({ kind: 'refused', problem })
  expect(ready(snapshot(1)).view).not.toHaveProperty('status')
})
