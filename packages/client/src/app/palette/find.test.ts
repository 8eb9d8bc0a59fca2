import type { Project, ThreadSummary } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { best, recent } from './find.ts'

const titles = ['Fix the login', 'Unfix nothing', 'Prefix', 'Renommer « été »']
it.each([
  ['', titles],
  ['fix', ['Fix the login', 'Unfix nothing', 'Prefix']],
  ['login fix', ['Fix the login']],
  ['ETE', ['Renommer « été »']],
  ['zebra', []],
])('%j finds %j', (sought, found) => expect(best(titles, (title) => title, sought)).toEqual(found))

it('is quick among a thousand, and shows no more than can be read', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `Thread number ${index}`)
  const began = process.cpuUsage()
  expect(best(many, (title) => title, 'number 9')).toHaveLength(50)
  // Of the processor: others may be using the machine.
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(2_000)
})

it('has the latest thread first, and none that is archived or of no project', () => {
  const thread = (id: string, since: string, more: object = {}) =>
    ({ id, since, archived: false, projectId: 'p', ...more }) as ThreadSummary
  const found = recent(
    [
      thread('a', '2026-01-01'),
      thread('b', '2026-01-03'),
      thread('c', '2026-01-02', { archived: true }),
      thread('d', '2026-01-02', { projectId: 'gone' }),
    ],
    [{ id: 'p', name: 'shop' } as Project],
  )
  expect(found.map((one) => [one.thread.id, one.project])).toEqual([
    ['b', 'shop'],
    ['a', 'shop'],
  ])
})
