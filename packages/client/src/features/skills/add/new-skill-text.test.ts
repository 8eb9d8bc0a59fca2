import { expect, it } from 'vitest'
import { isSkillName, newSkillText } from './new-skill-text.ts'

it('quotes what would be something else in front matter', () => {
  const said = { name: 'x', description: 'Use when: a # b', hint: '[file]', body: ' Do it. ' }
  expect(newSkillText(said)).toBe(
    '---\nname: x\ndescription: "Use when: a # b"\nargument-hint: "[file]"\n---\n\nDo it.\n',
  )
})

it.each([
  ['tidy', true],
  ['0-x', true],
  ['', false],
  ['-x', false],
  ['A', false],
  ['../x', false],
  ['x'.repeat(65), false],
])('%s is a name: %s', (name, is) => {
  expect(isSkillName(name)).toBe(is)
})
