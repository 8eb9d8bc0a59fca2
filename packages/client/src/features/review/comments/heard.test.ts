// What became of the message that carried a comment.
import { expect, it } from 'vitest'
import type { ThreadView } from '@a-parallel/shared'
import { heardOf } from './heard.ts'

const turn = (id: string, endedAt: string | null) => ({ id, endedAt })
const item = (id: string, turnId: string) => ({ kind: 'user-message', id: `user:${id}`, turnId })
const view = (parts: object) =>
  // It looks at no more of it.
  ({ turns: [], items: [], withdrawn: [], rewinds: [], ...parts }) as unknown as ThreadView

it.each([
  ['is not known to the page yet', {}, 'waits'],
  ['waits in line', { turns: [turn('m', null)], items: [item('m', 'm')] }, 'waits'],
  [
    'was heard, and its turn is over',
    { turns: [turn('m', 'now')], items: [item('m', 'm')] },
    'over',
  ],
  ['joined a turn that goes on', { turns: [turn('t', null)], items: [item('m', 't')] }, 'waits'],
  ['joined a turn that is over', { turns: [turn('t', 'now')], items: [item('m', 't')] }, 'over'],
  ['was withdrawn', { withdrawn: ['m'] }, 'unsaid'],
  ['was taken back by going back', { rewinds: [{ taken: { items: [item('m', 'm')] } }] }, 'unsaid'],
  ['came after what was taken back', { rewinds: [{ taken: null }] }, 'waits'],
])('a message that %s', (_, parts, heard) => {
  expect(heardOf(view(parts), 'm')).toBe(heard)
})
