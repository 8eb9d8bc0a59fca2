// Words in items of every kind → where they are, and where a walk goes on.
import { expect, it } from 'vitest'
import type { Item, ToolDetail } from '@a-parallel/shared'
import { hitsOf, keepPlace, mostHits } from './hits.ts'

const placed = { turnId: null, parentId: null, at: '2026-01-01T10:00:00.000Z' }
const item = (fields: object) => ({ ...placed, ...fields }) as Item // A short id instead of a branded one.
const said = (id: string, text: string) => item({ id, kind: 'agent-message', text, partial: false })
const call = (id: string, detail: ToolDetail, text = '') =>
  item({
    id,
    kind: 'tool-call',
    name: 'Tool',
    title: id,
    detail,
    output: { text, omittedBytes: 0 },
  })

const items = [
  said('a', 'One needle, and another Needle.'),
  call('b', { kind: 'command', command: 'grep needle' }, 'no\n\u001b[31mneedle\u001b[0m\n'),
  call('c', { kind: 'todo', entries: [{ id: '1', text: 'needle', state: 'pending' }] }),
  call('d', { kind: 'search', pattern: 'hay' }),
]

it('finds every place in order, in any case, behind colours, and not in what is not shown', () => {
  expect(hitsOf(items, 'NEEDLE').map(({ itemId, nth }) => `${itemId}${nth}`)).toEqual([
    'a0',
    'a1',
    'b0',
    'b1',
  ])
  expect(hitsOf(items, '')).toEqual([])
  expect(hitsOf(items, 'nowhere')).toEqual([])
})

it('stops counting in a flood', () => {
  expect(hitsOf([said('a', 'x'.repeat(mostHits * 2))], 'x')).toHaveLength(mostHits)
})

it('keeps its place while a conversation grows', () => {
  const before = hitsOf(items, 'needle')
  const after = hitsOf([said('z', 'needle'), ...items], 'needle')
  expect(keepPlace(before, 2, after)).toBe(3)
  expect(keepPlace(before, 3, hitsOf(items, 'needle,'))).toBe(0)
  expect(keepPlace([], 0, after)).toBe(0)
})
