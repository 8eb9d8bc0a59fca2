import type { Fact, Item, ItemId, NoticeCode, ToolCall } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { created, madeUpId, person, said } from '../store/made-up-log.ts'
import { documentsOf } from './documents.ts'

const documents = (fact: Fact) => {
  const event = { threadId: madeUpId(1), seq: 7, at: '2026-01-01T00:00:00.000Z', actor: person }
  return documentsOf({ ...event, ...fact })
}
const document = (fact: Fact) => documents(fact)[0]

const call = (detail: ToolCall['detail'], output = '', omittedWords?: string): Fact => ({
  type: 'item.completed',
  data: {
    item: {
      kind: 'tool-call',
      id: 'call' as ItemId, // Of the right shape.
      turnId: null,
      parentId: null,
      at: '2026-01-01T00:00:00.000Z',
      name: 'Tool',
      title: 'Title',
      state: 'completed',
      detail,
      output: { text: output, omittedBytes: 0, ...(omittedWords && { omittedWords }) },
      exitCode: 0,
      durationMs: 1,
      background: false,
    },
  },
})

it('finds what people and agents said', () => {
  const turnId = madeUpId(2)
  expect(document({ type: 'turn.queued', data: { turnId, origin: 'person', text: 'Hi' } })).toEqual(
    {
      seq: 7,
      at: '2026-01-01T00:00:00.000Z',
      itemId: `user:${turnId}`,
      author: 'person',
      text: 'Hi',
      paths: [],
    },
  )
  expect(document(said(3, 'Done.'))).toMatchObject({ author: 'agent', text: 'Done.' })
  expect(document(created('A title'))).toMatchObject({ itemId: null, text: 'A title' })
})

it('finds what tools were asked and answered, and the files they were about', () => {
  expect(document(call({ kind: 'command', command: 'npm test' }, 'ok 1'))).toMatchObject({
    author: 'tool',
    text: 'Title\nnpm test\n\nok 1',
  })
  expect(document(call({ kind: 'command', command: 'cat src/a.ts' }))?.paths).toEqual(['src/a.ts'])
  const hunk = { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: ['-old', '+new'] }
  const edit = { created: false, added: 1, removed: 1, omittedLines: 0 }
  expect(document(call({ kind: 'edit', path: 'src/a.ts', hunks: [hunk], ...edit }))).toMatchObject({
    text: 'Title\nsrc/a.ts\n-old\n+new\n',
    paths: ['src/a.ts'],
  })
})

it('finds what was said far behind the beginning of a long message, and the words of what an output left out', () => {
  const long = `${'word '.repeat(180_000)}end`
  expect(document(said(3, long))?.text.endsWith('end')).toBe(true)
  const run = { kind: 'command', command: 'npm test' } as const
  expect(document(call(run, 'ok', 'late words'))).toMatchObject({ beyond: 'late words' })
  expect(document(call(run, 'ok'))).not.toHaveProperty('beyond')
})

it('finds which files a turn changed, and what the agent’s program said beside its work', () => {
  const turnId = madeUpId(2)
  const captured = { turnId, commit: 'c0ffee', omitted: 0, omittedPaths: [] }
  const changed = (more: { changedPaths?: string[] }) =>
    document({ type: 'checkpoint.captured', data: { ...captured, place: 'after', ...more } })
  expect(changed({ changedPaths: ['src/a.ts', 'b.ts'] })).toMatchObject({
    itemId: `user:${turnId}`,
    author: 'tool',
    text: 'src/a.ts\nb.ts',
    paths: ['src/a.ts', 'b.ts'],
  })
  expect(changed({})).toBeUndefined()
  const files = [
    { path: 'src/a.ts', lines: ['-old', '+new'] },
    { path: 'b.ts', lines: ['+more'] },
  ]
  const read = { turnId, files, omitted: 0 }
  expect(document({ type: 'checkpoint.lines-read', data: read })).toMatchObject({
    itemId: `user:${turnId}`,
    author: 'tool',
    text: 'src/a.ts\n-old\n+new\nb.ts\n+more',
    paths: ['src/a.ts', 'b.ts'],
  })
  expect(document({ type: 'checkpoint.lines-read', data: { ...read, files: [] } })).toBeUndefined()
  const notice = (code: NoticeCode, detail: string): Fact => ({
    type: 'item.completed',
    data: {
      item: {
        kind: 'notice',
        id: 'notice' as ItemId, // Of the right shape.
        turnId: null,
        parentId: null,
        at: '2026-01-01T00:00:00.000Z',
        level: 'warning',
        code,
        detail,
        values: {},
      },
    },
  })
  expect(document(notice('agent-warning', 'A hook failed'))).toMatchObject({
    itemId: 'notice',
    author: 'agent',
    text: 'A hook failed',
  })
  expect(document(notice('command-output', 'Total cost'))).toMatchObject({ author: 'tool' })
  expect(document(notice('resumed', ''))).toBeUndefined()
})

it('finds nothing in what says nothing, and no more than the beginning of what is endless', () => {
  expect(document({ type: 'thread.archived', data: {} })).toBeUndefined()
  expect(document(said(1, '  \n'))).toBeUndefined()
  expect(document(said(1, 'x'.repeat(1_200_000)))?.text).toHaveLength(1_000_000)
})

it('finds what a fork took along as said when it was, and what stands behind a NUL', () => {
  const placed = { turnId: null, parentId: null, at: '2025-01-01T00:00:00.000Z' }
  const rewordedAt = '2025-01-02T00:00:00.000Z'
  const items: Item[] = [
    { ...placed, kind: 'user-message', id: 'user:1' as ItemId, text: 'Please', rewordedAt }, // Of the right shape.
    { ...placed, kind: 'agent-message', id: 'said' as ItemId, text: 'a\0b', partial: false }, // Likewise.
  ]
  const origin = { threadId: madeUpId(9), turnId: madeUpId(8), title: 'Origin' }
  const fork = { origin, turns: [], items, checkpoints: [], continueAt: null }
  const found = documents({ type: 'fork.begun', data: fork } as unknown as Fact) // What is read of one.
  expect(found.map(({ itemId, at, author, text }) => [itemId, at, author, text])).toEqual([
    ['user:1', rewordedAt, 'person', 'Please'],
    ['said', placed.at, 'agent', 'a b'],
  ])
})
