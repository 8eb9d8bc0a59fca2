import type { CommitStyle } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { plainMessage, proposalIn, proposalQuestion } from './proposal.ts'

const asked = (style: CommitStyle, ...subjects: string[]) =>
  proposalQuestion('+ a line', { style, subjects, task: 'Mend the shop' })

it('asks for a message in the repository’s own style, of what is staged', () => {
  const own = asked('repository', 'Mend the cart', 'fix: one')
  expect(own).toContain('last commits:\n- Mend the cart\n- fix: one')
  expect(own).toContain('+ a line')
  expect(own).toContain('task: Mend the shop')
  expect(own).not.toContain('Conventional')
  const first = asked('repository')
  expect(first).toContain('imperative')
  expect(first).not.toContain('Conventional')
})

it('asks for Conventional Commits where the log mostly follows them, with its types and scopes alone', () => {
  const found = asked('repository', 'feat(cart)!: one', 'Merge it', 'Fix: two')
  expect(found).toContain('Conventional Commits')
  expect(found).toContain('do:\n- feat(cart)!: one\n- Fix: two\n\n')
  for (const other of ['runtime: one', 'fix:one', 'feat(): one', 'a fix: one'])
    expect(asked('repository', other)).not.toContain('Conventional')
})

it('asks for Conventional Commits where that was chosen, whatever the log says', () => {
  for (const subjects of [[], ['Mend the cart']]) {
    const chosen = asked('conventional', ...subjects)
    expect(chosen).toContain('Conventional Commits')
    expect(chosen).not.toContain('last commits')
  }
  expect(asked('conventional', 'Mend the cart', 'fix: two')).toContain('do:\n- fix: two\n\n')
})

it.each([
  ['<message>Add a line</message>', 'Add a line'],
  ['Here it is:\n<message>\nAdd a line\n</message>\n', 'Add a line'],
  ['<message>Add </message> to it</message>', 'Add </message> to it'],
  ['Not logged in · Please run /login', null],
  ['</message><message>', null],
  ['<message>```\nAdd a line\n\nBecause.\n```</message>', 'Add a line\n\nBecause.'],
  ['<message>"Add a line"\n</message>', 'Add a line'],
  ['<message>`Add` a `line`</message>', '`Add` a `line`'],
  ['<message>  </message>', null],
  [null, null],
])('makes of %j the message %j', (answer, message) => {
  expect(proposalIn(answer)).toBe(message)
})

it('cuts a title at a word', () => {
  expect(plainMessage('Mend\nit')).toBe('Mend it')
  expect(plainMessage(`${'word '.repeat(20)}end`).length).toBeLessThanOrEqual(72)
})
