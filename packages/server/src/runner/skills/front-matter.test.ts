import { expect, it } from 'vitest'
import { readSkillText } from './front-matter.ts'

const head = '---\nname: greet\ndescription: Says hello\n---\n'

it.each([
  ['a whole one', `${head}Hello\n`, []],
  ['one with CRLF', `${head}Hello\n`.replaceAll('\n', '\r\n'), []],
  ['none', 'Hello\n', ['no-front-matter']],
  ['one that does not end', '---\nname: greet\nHello\n', ['front-matter-open']],
  ['broken YAML', '---\nname: greet\ndescription: a: b: c\n---\nHello\n', ['front-matter-broken']],
  ['a list', '---\n- a\n---\nHello\n', ['front-matter-no-list']],
  [
    'a name that leads elsewhere',
    '---\nname: ../x\ndescription: x\n---\nHello\n',
    ['name-invalid'],
  ],
  ['a name with a slash', '---\nname: a/b\ndescription: x\n---\nHello\n', ['name-invalid']],
  ['capitals', '---\nname: Greet\ndescription: x\n---\nHello\n', ['name-invalid']],
  ['another name', '---\nname: hello\ndescription: x\n---\nHello\n', ['name-differs']],
  ['no description', '---\nname: greet\n---\nHello\n', ['description-missing']],
  [
    'a long description',
    `---\nname: greet\ndescription: ${'x'.repeat(1600)}\n---\nHi\n`,
    ['description-long'],
  ],
  ['no words', head, ['empty']],
  [
    'more keys than anybody reads',
    `---\n${Array.from({ length: 300_000 }, (_none, index) => `k${index}: 1`).join('\n')}\n---\nHi\n`,
    ['front-matter-broken'],
  ],
  [
    'aliases without end',
    '---\na: &a [x]\nb: &b [*a, *a]\ndescription: x\n---\nHello\n',
    ['front-matter-broken'],
  ],
])('%s', (_, text, codes) => {
  expect(readSkillText(text, 'greet').faults.map(({ code }) => code)).toEqual(codes)
})

it('tells the line of the file', () => {
  const text = '---\nname: greet\ndescription: "open\n---\nHello\n'
  const [fault] = readSkillText(text, 'greet').faults
  expect(fault).toMatchObject({ code: 'front-matter-broken', isGrave: true })
  expect(fault?.line).toBeGreaterThan(1)
})

it('reads a command by its file, and what it is about by its first line', () => {
  expect(readSkillText('# Do it\n\nNow.\n', 'git:tidy', 'command')).toMatchObject({
    name: 'git:tidy',
    description: 'Do it',
    faults: [],
  })
})
