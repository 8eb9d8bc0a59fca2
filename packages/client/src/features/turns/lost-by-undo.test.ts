import type { Rewind, ThreadView, Turn } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { lostByUndo } from './lost-by-undo.ts'

const turn = (second: number | null, origin = 'person') =>
  ({
    origin,
    state: second === null ? 'queued' : 'completed',
    startedAt: second === null ? null : `2026-01-01T00:00:0${second}Z`,
  }) as unknown as Turn
const view = (...turns: Turn[]) => ({ turns }) as unknown as ThreadView
const rewind = (what: Rewind['what'], turnsBefore?: number) =>
  ({
    what,
    at: '2026-01-01T00:00:05Z',
    taken: turnsBefore === undefined ? null : { turnsBefore },
  }) as unknown as Rewind

it('loses nothing where nothing came after', () => {
  expect(lostByUndo(view(turn(1)), rewind('both', 1))).toEqual({ messages: 0, files: false })
  expect(lostByUndo(view(turn(1), turn(2)), rewind('files'))).toEqual({ messages: 0, files: false })
})

it('loses the messages that came after and began, and what they did to files', () => {
  const since = view(turn(1), turn(6), turn(7, 'agent'), turn(null))
  expect(lostByUndo(since, rewind('both', 1))).toEqual({ messages: 1, files: true })
  expect(lostByUndo(since, rewind('conversation', 1))).toEqual({ messages: 1, files: false })
  expect(lostByUndo(since, rewind('files'))).toEqual({ messages: 0, files: true })
})
