import type { Project, ThreadId, ThreadSummary } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import { lookOf, nowOf } from './look.ts'
import { busyLocals, groupOf, listedAmong, needing, telling, treeOf, walk } from './order.ts'

const thread = (id: string, rest: object = {}) =>
  ({
    id,
    projectId: 'p',
    status: 'completed',
    waitingReason: null,
    pendingStep: null,
    stalledAt: null,
    archived: false,
    pinned: false,
    attention: null,
    parkedUntil: null,
    subagentsOut: 0,
    mode: 'worktree',
    nowLine: null,
    createdAt: id,
    since: id,
    ...rest,
  }) as unknown as ThreadSummary
const asks = { kind: 'permission', approvalId: 'x', since: '1' }
const project = (id: string) => ({ id, name: id }) as unknown as Project
const ids = (threads: readonly ThreadSummary[]) => threads.map(({ id }) => id)

describe('look', () => {
  it('differs in shape for every state, so that it reads without colour', () => {
    const states = [
      ...['permission', 'plan', 'question'].map((waitingReason) => ({
        status: 'waiting',
        waitingReason,
      })),
      ...['worktree', 'slot'].map((pendingStep) => ({ status: 'pending', pendingStep })),
      ...['running', 'completed', 'failed', 'stopped', 'interrupted'].map((status) => ({ status })),
      { status: 'running', stalledAt: 'then' },
      { archived: true },
      { status: 'completed', attention: { kind: 'finished', seq: 4, since: '1' } },
    ]
    const shapes = states.map((state) => lookOf(thread('a', state)).shape)
    expect(new Set(shapes).size).toBe(states.length)
  })

  it('says what the agent does, else its state, and nothing when it rests', () => {
    expect(nowOf(thread('a', { status: 'running', nowLine: 'Running tests' }))).toEqual({
      kind: 'said',
      text: 'Running tests',
    })
    expect(nowOf(thread('a', { status: 'running' }))).toMatchObject({ word: 'working' })
    expect(nowOf(thread('a', { status: 'pending', pendingStep: 'worktree' }))).toMatchObject({
      word: 'worktree',
    })
    expect(
      nowOf(thread('a', { status: 'running', nowLine: 'Running tests', stalledAt: 'then' })),
    ).toEqual({ kind: 'stalled', since: 'then' })
    expect(nowOf(thread('a'))).toBeNull()
  })
})

describe('order', () => {
  it('puts who waits longest first, and only who asks for something', () => {
    const waiting = { status: 'waiting', attention: asks }
    const all = [
      thread('b', waiting),
      thread('a', waiting),
      thread('c', { attention: { kind: 'finished', seq: 4, since: '1' } }),
      thread('d'),
    ]
    expect(ids(needing(all))).toEqual(['a', 'b'])
    expect(telling(all)).toBe(1)
  })

  it('keeps a tree row where it is when its thread becomes active', () => {
    const before = treeOf([project('p')], [thread('1'), thread('2'), thread('3')])
    const after = treeOf(
      [project('p')],
      [thread('1', { status: 'running', since: '9' }), thread('2'), thread('3')],
    )
    expect(ids(after[0]!.threads)).toEqual(ids(before[0]!.threads))
    expect(ids(after[0]!.threads)).toEqual(['3', '2', '1'])
  })

  it('says what each thread asks of a person', () => {
    const groups = [
      thread('1', { status: 'failed' }),
      thread('2', { status: 'pending' }),
      thread('5', { status: 'waiting', attention: asks }),
      thread('6', { status: 'running', stalledAt: 'then' }),
      thread('7', { attention: { kind: 'finished', seq: 4, since: '1' } }),
      thread('8', { status: 'failed', attention: { kind: 'failed', seq: 4, since: '1' } }),
    ].map(groupOf)
    expect(groups).toEqual(['others', 'running', 'needs', 'stalled', 'ready', 'failed'])
  })

  it('puts pinned ones first in their project', () => {
    const tree = treeOf([project('p')], [thread('1', { pinned: true }), thread('2'), thread('3')])
    expect(ids(tree[0]!.threads)).toEqual(['1', '3', '2'])
  })

  it('walks around the ends', () => {
    const list = ['a', 'b', 'c'] as ThreadId[]
    const step = (from: string | undefined, by: 1 | -1) =>
      walk(list, from as ThreadId | undefined, by)
    expect([step('a', 1), step('c', 1), step('a', -1), step(undefined, 1), step('x', -1)]).toEqual([
      'b',
      'a',
      'c',
      'a',
      'c',
    ])
    expect(walk([], undefined, 1)).toBeUndefined()
  })

  it('counts threads at work in the checkout', () => {
    const local = { mode: 'local', status: 'running' }
    expect(
      busyLocals(
        [
          thread('1', local),
          thread('2', { ...local, status: 'failed' }),
          thread('3', { status: 'running' }),
        ],
        'p' as never,
      ),
    ).toBe(1)
  })
})

it('works on while subagents do, though its turn has ended', () => {
  const out = thread('a', { subagentsOut: 2 })
  expect(lookOf(out)).toEqual(lookOf(thread('a', { status: 'running' })))
  expect(nowOf(out)).toEqual({ kind: 'subagents', count: 2 })
  expect([groupOf(out), groupOf(thread('a'))]).toEqual(['running', 'others'])
  expect(groupOf(thread('a', { subagentsOut: 1, attention: asks }))).toBe('needs')
})

it('counts no news of a project that is in no list', () => {
  const news = { attention: { kind: 'finished', seq: 4, since: '1' } }
  const all = ['p', 'away', 'gone'].map((projectId) => thread(projectId, { projectId, ...news }))
  const away = { ...project('away'), archived: true }
  expect(ids(listedAmong([project('p'), away], all))).toEqual(['p'])
  expect(telling(listedAmong([project('p'), away], all))).toBe(1)
})
