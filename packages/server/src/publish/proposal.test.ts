import { expect, it } from 'vitest'
import { plainMessage, proposalIn, proposalQuestion } from './proposal.ts'

it('asks for a message in the repository’s own style, of what is staged', () => {
  const asked = proposalQuestion('+ a line', ['fix: one', 'feat: two'])
  expect(asked).toContain('- fix: one\n- feat: two')
  expect(asked).toContain('+ a line')
  expect(proposalQuestion('x', [])).toContain('imperative')
})

it.each([
  ['Add a line', 'Add a line'],
  ['```\nAdd a line\n\nBecause.\n```', 'Add a line\n\nBecause.'],
  ['"Add a line"\n', 'Add a line'],
  ['`Add` a `line`', '`Add` a `line`'],
  ['  ', null],
  [null, null],
])('makes of %j the message %j', (answer, message) => {
  expect(proposalIn(answer)).toBe(message)
})

it('cuts a title at a word', () => {
  expect(plainMessage('Mend\nit')).toBe('Mend it')
  expect(plainMessage(`${'word '.repeat(20)}end`).length).toBeLessThanOrEqual(72)
})
