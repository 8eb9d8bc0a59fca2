// Made-up threads → rows: placing, folding, nesting, turn boundaries, and identity across changes.
import { describe, expect, it } from 'vitest'
import type { Approval, Item, ThreadView, ToolCall, ToolDetail, Turn } from '@a-parallel/shared'
import { fateOf, startWaitsFor, waitingTurns } from './queue.ts'
import { reuseRows } from './reuse.ts'
import type { Opening } from './row.ts'
import { rowsOf } from './rows-of.ts'
import { thoughtsMs } from './thought.ts'
import { todoOf } from './todo.ts'

const at = '2026-01-01T10:00:00.000Z'

function turn(id: string, more: Partial<Turn> = {}): Turn {
  const made = {
    id,
    state: 'running',
    origin: 'person',
    text: `do ${id}`,
    queuedAt: at,
    startedAt: at,
    endedAt: null,
    usage: null,
    problem: null,
    reason: null,
    resultId: null,
    ...more,
  }
  return made as Turn // Short ids instead of uuids.
}

function placed(id: string, turnId: string | null, parentId: string | null = null) {
  return { id, turnId, parentId, at }
}

function user(turnId: string): Item {
  const made = { ...placed(`user:${turnId}`, turnId), kind: 'user-message', text: `do ${turnId}` }
  return made as Item // As above.
}

function said(id: string, turnId: string, text = id, parentId: string | null = null): Item {
  const made = { ...placed(id, turnId, parentId), kind: 'agent-message', text, partial: false }
  return made as Item // As above.
}

function call(
  id: string,
  detail: ToolDetail,
  more: Partial<Omit<ToolCall, 'parentId'>> & { parentId?: string } = {},
) {
  const made = {
    ...placed(id, 't1'),
    kind: 'tool-call',
    name: 'Tool',
    title: id,
    state: 'completed',
    detail,
    output: null,
    exitCode: null,
    durationMs: null,
    background: false,
    ...more,
  }
  return made as ToolCall // As above.
}

const read = (id: string, more = {}) => call(id, { kind: 'read', path: `${id}.ts` }, more)
const search = (id: string, more = {}) => call(id, { kind: 'search', pattern: id }, more)
const shell = (id: string, more = {}) => call(id, { kind: 'command', command: id }, more)
const task = (id: string, more = {}) =>
  call(id, { kind: 'task', agentType: 'Explore', description: id, prompt: id }, more)

const source = (items: Item[], turns: Turn[] = [turn('t1')], approvals: Approval[] = []) => ({
  items,
  turns,
  approvals,
})
const rows = (items: Item[], turns?: Turn[]) => rowsOf(source(items, turns), [])
const opening = (id: string, more: Partial<Opening> = {}) =>
  ({ id, kind: 'agent-message', turnId: 't1', parentId: null, ...more }) as Opening // As above.

it('a turn that begins on another day than the one before it has that day above it', () => {
  const later = (item: Item, when: string): Item => ({ ...item, at: when })
  const turns = [turn('t1'), turn('t2'), turn('t3'), turn('t4', { origin: 'agent' })]
  const items = [
    user('t1'),
    later(said('a', 't1'), '2026-01-03T10:00:00.000Z'),
    later(user('t2'), '2026-01-03T12:00:00.000Z'),
    later(user('t3'), '2026-01-03T13:00:00.000Z'),
    later(said('b', 't4'), '2026-01-05T13:00:00.000Z'),
  ]
  const keys = rowsOf({ items, turns, approvals: [] }, []).map(({ key }) => key)
  expect(keys).toEqual(['user:t1', 'a', 'day:t2', 'user:t2', 'user:t3', 'day:t4', 'began:t4', 'b'])
})

describe('folding', () => {
  it('puts reads and searches in one go into one row, in their order', () => {
    const found = rows([user('t1'), read('a'), search('b'), read('c'), shell('d'), read('e')])
    expect(found.map((row) => row.kind)).toEqual(['user', 'calls', 'call', 'calls'])
    expect(found[1]).toMatchObject({ key: 'a', calls: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })
  })

  it('keeps the row’s key while calls are added, so that the list keeps its place', () => {
    const before = rows([read('a')])
    const after = rows([read('a'), read('b'), read('c'), read('d', { state: 'running' })])
    expect(after.map((row) => row.key)).toEqual(before.map((row) => row.key))
  })

  it('takes a call that a person must judge out of the fold', () => {
    const approval = { id: 'p', itemId: 'b', state: 'pending' } as Approval // Only what is looked at.
    const found = rowsOf(source([read('a'), read('b'), read('c')], undefined, [approval]), [])
    expect(found.map((row) => row.kind)).toEqual(['calls', 'call', 'calls'])
  })

  it('leaves out todo lists and empty texts', () => {
    const todo = call('todo', { kind: 'todo', entries: [] })
    expect(rows([read('a'), todo, said('m', 't1', ' \n'), read('b')])).toHaveLength(1)
  })
})

describe('nesting', () => {
  it('puts a subagent’s items under its call and tells what it does now', () => {
    const found = rows([
      task('sub', { state: 'running' }),
      said('after', 't1'),
      { ...read('x'), parentId: 'sub' as never },
      { ...shell('y', { state: 'running' }), parentId: 'sub' as never },
    ])
    expect(found.map((row) => row.kind)).toEqual(['task', 'text'])
    expect(found[0]).toMatchObject({ uses: 2, now: { id: 'y' } })
  })

  it('counts nested subagents and looks into them', () => {
    const found = rows([
      task('outer', { state: 'running' }),
      task('inner', { state: 'running', parentId: 'outer' }),
      { ...read('x', { state: 'running' }), parentId: 'inner' as never },
    ])
    expect(found[0]).toMatchObject({ uses: 2, now: { id: 'x' } })
  })

  it('shows an item whose parent is not known', () => {
    expect(rows([said('m', 't1', 'hello', 'gone')])).toMatchObject([{ kind: 'text', key: 'm' }])
  })
})

describe('turns', () => {
  const over = { state: 'completed', endedAt: at } as const

  it('closes a turn where it ended and opens one nobody wrote', () => {
    const turns = [turn('t1', over), turn('t2', { origin: 'resume' })]
    const found = rows([user('t1'), said('a', 't1'), said('b', 't2')], turns)
    expect(found.map((row) => row.kind)).toEqual(['user', 'text', 'ended', 'began', 'text'])
  })

  it('ends each turn once, even when late items of it follow another’s', () => {
    const turns = [turn('t1', over), turn('t2', over)]
    const found = rows([said('a', 't1'), said('b', 't2'), said('c', 't1')], turns)
    expect(found.filter((row) => row.kind === 'ended')).toHaveLength(2)
    expect(new Set(found.map((row) => row.key)).size).toBe(found.length)
  })

  it('keeps messages that wait out of the transcript, and shows the one that begins next', () => {
    const queued = { state: 'queued', startedAt: null } as const
    const busy = [turn('t1'), turn('t2', queued), turn('t3', queued)]
    expect(waitingTurns({ turns: busy }).map(({ id }) => id)).toEqual(['t2', 't3'])
    expect(rows([user('t1'), user('t2'), user('t3')], busy)).toHaveLength(1)
    const idle = [turn('t1', over), turn('t2', queued)]
    expect(waitingTurns({ turns: idle })).toEqual([])
    expect(fateOf(user('t2'), { turns: idle })).toBe('starting')
    // Nothing begins before a person says so.
    const budgetStop = { scope: 'thread', turnId: null, budgetUsd: 1, spentUsd: 2, at } as const
    expect(fateOf(user('t2'), { turns: idle, budgetStop })).toBe('waiting')
  })

  it('says what the message that begins next waits for', () => {
    const idle = { turns: [turn('t1', { state: 'queued', startedAt: null })] }
    const view = (more: object) =>
      ({
        ...idle,
        approvals: [],
        rewinds: [],
        worktree: null,
        run: null,
        withdrawn: [],
        ...more,
      }) as unknown as ThreadView // What is asked of it.
    const run = (stopping: boolean) => ({ run: { state: 'live', stopping } })
    const cases = [
      [{}, 'slot'],
      [{ worktree: { state: 'requested' } }, 'worktree'],
      [{ worktree: { state: 'removed' } }, 'worktree'],
      [{ rewinds: [{ state: 'requested' }] }, 'rewind'],
      [run(true), 'agent'],
      [run(false), 'slot'],
      [{ approvals: [{ state: 'pending' }] }, 'answer'],
    ] as const
    for (const [more, what] of cases) expect(startWaitsFor(view(more)), what).toBe(what)
  })

  it('says of a message how the turn began that it was sent into', () => {
    const into = (id: string, turnId: string) => ({ ...user(id), turnId }) as Item // A short id.
    const turns = [turn('t1', over), turn('t2', { origin: 'agent' })]
    const found = rows([user('t1'), into('m2', 't1'), said('a', 't1'), into('m3', 't2')], turns)
    const messages = found.flatMap((row) => (row.kind === 'user' ? [[row.key, row.into]] : []))
    expect(messages).toEqual([
      ['user:t1', null],
      ['user:m2', 'person'],
      ['user:m3', 'agent'],
    ])
  })

  it('keeps a message readable that was stopped before its turn', () => {
    const turns = [turn('t1', { state: 'interrupted', startedAt: null, endedAt: at })]
    expect(rows([user('t1')], turns)).toMatchObject([{ kind: 'user', fate: 'unsent' }])
  })
})

describe('text being produced', () => {
  it('stands at the end, or under its subagent, and becomes the item without changing its key', () => {
    const sub = task('sub', { state: 'running' })
    const open = [opening('m'), opening('n', { parentId: 'sub' as never })]
    const during = rowsOf(source([sub]), open)
    expect(during).toMatchObject([
      { kind: 'task', rows: [{ kind: 'text', key: 'n', item: null }] },
      { kind: 'text', key: 'm', item: null },
    ])
    expect(rowsOf(source([sub, said('m', 't1')]), open).at(-1)).toMatchObject({ item: { id: 'm' } })
  })
})

describe('identity', () => {
  it('keeps every row that did not change, and the whole list when none did', () => {
    const items = [user('t1'), read('a'), read('b'), task('sub'), said('m', 't1')]
    const before = rows(items)
    expect(reuseRows(before, rows(items))).toBe(before)
    const after = reuseRows(before, rows([...items, said('n', 't1')]))
    expect(after).toHaveLength(5)
    expect(after.slice(0, 4).every((row, index) => row === before[index])).toBe(true)
  })

  it('changes a subagent’s row and, inside it, only what changed', () => {
    const child = (id: string) => ({ ...shell(id), parentId: 'sub' as never })
    const before = rows([task('sub'), child('x')])
    const [row] = reuseRows(before, rows([task('sub'), child('x'), child('y')]))
    expect(row).not.toBe(before[0])
    expect(row?.kind === 'task' && before[0]?.kind === 'task' && row.rows[0]).toBeTruthy()
  })
})

describe('todo', () => {
  const todo = (states: ('pending' | 'running' | 'completed')[]) =>
    call('todo', {
      kind: 'todo',
      entries: states.map((state, index) => ({ id: `${index}`, text: `do ${index}`, state })),
    })

  it('tells how far it is and what is done now', () => {
    expect(todoOf([todo(['completed', 'running', 'pending'])], true)).toMatchObject({
      done: 1,
      now: 'do 1',
    })
  })

  it('goes away when all is done and the agent rests', () => {
    expect(todoOf([todo(['completed'])], false)).toBeNull()
    expect(todoOf([todo(['completed'])], true)).toMatchObject({ done: 1 })
    expect(todoOf([read('a')], true)).toBeNull()
  })
})

it('tells how long a thought took since what came before it, a subagent’s since it was sent', () => {
  const second = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString()
  const thought = (id: string, seconds: number, parentId: string | null = null) => {
    const made = { ...placed(id, 't1', parentId), kind: 'reasoning', text: id, at: second(seconds) }
    return made as unknown as Item // As above.
  }
  const items = [
    user('t1'),
    thought('first', 4),
    { ...shell('ls', { durationMs: 3000 }), at: second(5) },
    thought('second', 10),
    { ...task('sent'), at: second(11) },
    thought('inside', 13, 'sent'),
    thought('late', 99_999),
  ]
  expect([...thoughtsMs(items, [turn('t1', { startedAt: second(1) })])]).toEqual([
    ['first', 3000],
    ['second', 2000],
    ['inside', 2000],
  ])
})

it('how a worktree was made ready stands behind the first message, also where there was nothing to prepare', () => {
  const { items, turns } = source([said('m', 't1')])
  const kinds = (more: object) =>
    rowsOf({ items, turns, approvals: [], ...more }, []).map(({ kind }) => kind)
  expect(kinds({})).not.toContain('preparation')
  expect(kinds({ preparation: null })).toContain('preparation')
})
