// What a merge is proposed to say.
import type { Commit } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { proposedMessage } from './message.ts'

const commit = (subject: string, body = ''): Commit => ({
  oid: 'a',
  parents: [],
  subject,
  body,
  author: { name: 'Ada', email: 'ada@example.test' },
  at: '2026-11-27T09:00:00Z',
  pushed: false,
  merged: false,
})

it.each([
  ['merge', [commit('Two'), commit('One')], 'Mend the cart'],
  ['squash', [commit('Two', 'Why.'), commit('One')], 'Mend the cart\n\n- One\n- Two'],
  ['squash', [commit('One', 'Why.')], 'One\n\nWhy.'],
  ['squash', [commit('One')], 'One'],
  ['squash', [], 'Mend the cart'],
] as const)('a %s of %j is proposed to say what was done', (how, commits, message) => {
  expect(proposedMessage(how, ' Mend  the\ncart', commits)).toBe(message)
})
