import type { ThreadSummary } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { filtered, gridOf, isFiltered, overviewSearch } from './filter.ts'

const thread = (id: string, title: string, rest: object = {}) =>
  ({
    id,
    title,
    projectId: 'p',
    status: 'completed',
    stalledAt: null,
    archived: false,
    attention: null,
    createdAt: id,
    ...rest,
  }) as unknown as ThreadSummary
const all = [
  thread('1', 'Diseño del tamaño'),
  thread('2', 'Size of the cart', { status: 'running' }),
  thread('3', 'Old size', { archived: true }),
  thread('4', 'Other', { projectId: 'q' }),
]
const ids = (threads: readonly ThreadSummary[]) => threads.map(({ id }) => id)

it('finds words in titles without case and accents, by project and by state', () => {
  expect(ids(filtered(all, {}))).toEqual(['1', '2', '4'])
  expect(ids(filtered(all, { q: 'TAMANO diseno' }))).toEqual(['1'])
  expect(ids(filtered(all, { q: 'size' }))).toEqual(['2'])
  expect(ids(filtered(all, { state: 'archived' }))).toEqual(['3'])
  expect(ids(filtered(all, { state: 'running' }))).toEqual(['2'])
  expect(ids(filtered(all, { project: 'q' }))).toEqual(['4'])
  expect(filtered(all, { q: 'nothing like it' })).toEqual([])
})

it('takes of an address only what is a choice of ours', () => {
  expect(overviewSearch({ view: 'board', q: 7, state: 'no such', other: 1 })).toEqual({
    view: 'board',
    q: '7',
  })
  expect(isFiltered({ view: 'board' })).toBe(false)
  expect(isFiltered({ q: 'a' })).toBe(true)
})

it('begins a grid with at most nine, those at work before the others', () => {
  expect(ids(gridOf(all))).toEqual(['2', '4', '1'])
  expect(gridOf(Array.from({ length: 20 }, (_, n) => thread(`${n}`, 'x')))).toHaveLength(9)
})
