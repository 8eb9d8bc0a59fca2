// How dev servers are told of: each state has its words, and each server its line.
import type { DevServer } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { linesOf, portsOf, wordOf } from './state.ts'

const server = (change: Partial<DevServer> = {}): DevServer => ({
  name: 'web',
  command: 'npm run dev',
  key: '1',
  state: 'running',
  startedAt: '2026-11-26T10:00:00.000Z',
  endedAt: null,
  code: null,
  signal: null,
  port: null,
  listens: [],
  ...change,
})

it.each([
  ['idle', null],
  ['starting', server()],
  ['listening', server({ listens: [3000] })],
  ['stopped', server({ state: 'stopped', code: 143, signal: 'SIGTERM' })],
  ['ended', server({ state: 'ended', code: 0 })],
  ['failed', server({ state: 'ended', code: 1 })],
  ['signalled', server({ state: 'ended', code: 137, signal: 'SIGKILL' })],
  ['lost', server({ state: 'lost' })],
] as const)('%s', (word, one) => {
  expect(wordOf(one)).toBe(word)
})

it('shows what is offered, and what was begun and is offered no more', () => {
  const offered = [
    { name: 'api', command: 'npm run api', isOwn: false },
    { name: 'web', command: 'npm run web', isOwn: true },
  ]
  const lines = linesOf(offered, [server(), server({ name: 'old' })])
  expect(lines.map(({ name, isOffered, server: one }) => [name, isOffered, one?.name])).toEqual([
    ['api', true, undefined],
    ['web', true, 'web'],
    ['old', false, 'old'],
  ])
})

it('puts the port that it was given first, where it listens there', () => {
  expect(portsOf(server({ port: 3001, listens: [3000, 3001] }))).toEqual([3001, 3000])
  expect(portsOf(server({ port: 3001, listens: [3000] }))).toEqual([3000])
})
