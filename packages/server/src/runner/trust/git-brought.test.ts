import { expect, it } from 'vitest'
import { tellingEntries } from './git-brought.ts'

const file = (path: string, mode = '100644') => `${mode} ${'a'.repeat(40)} 0\t${path}`

it('picks the names that tell something out of many', () => {
  const told = [
    file('sub', '160000'),
    file('x/HEAD'),
    file('a.claude/agents/b.md'),
    file('.CLAUDE/skills/x/SKILL.md'),
    file('x/config'),
    file('lib', '160000'),
    file('y/HEAD'),
    file('mod', '160000'),
    file('deep/160000 in a name/.claude/commands/é.md'),
    file('last', '160000'),
  ]
  const rest = [file('a.ts'), file('HEAD.ts'), file('xconfig'), file('HEAD'), file('claude/x')]
  const all = [told.slice(0, 3), rest, told.slice(3, 9), file('z'), told.slice(9)].flat()
  expect([...tellingEntries(`${all.join('\0')}\0`)]).toEqual(told)
  expect(tellingEntries('').size).toBe(0)
})
