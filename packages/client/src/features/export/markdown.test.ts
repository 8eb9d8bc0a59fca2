import type { Item, ThreadSnapshot, ToolCall } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { fileName } from './export-thread.ts'
import { markdownOf } from './markdown.ts'

const placed = { id: 'x', turnId: null, parentId: null, at: '2026-01-01T10:00:00.000Z' }
const call = (detail: ToolCall['detail'], more: Partial<ToolCall> = {}): Item =>
  ({
    ...placed,
    kind: 'tool-call',
    name: 'Bash',
    title: 'npm\ntest',
    state: 'completed',
    detail,
    output: { text: 'ok ```\n', omittedBytes: 0 },
    exitCode: 0,
    durationMs: 1,
    background: false,
    ...more,
  }) as Item // Ids are any text here.

const words = {
  person: 'You',
  agent: 'Agent',
  thought: 'Thought',
  omitted: (bytes: number) => `(${bytes} left out)`,
  image: ({ name, bytes }: { name: string; bytes: number }) => `(Image ${name}, ${bytes})`,
  moment: (at: string) => at.slice(0, 10),
}
const exported = (...items: Item[]) =>
  markdownOf(
    {
      title: 'Fix  the\nlogin',
      projectPath: '/shop',
      branch: 'a/fix',
      model: 'opus',
      createdAt: '2026-01-01T10:00:00.000Z',
      items,
    } as unknown as ThreadSnapshot, // All that is read of one.
    words,
  )

it('writes what was said under who said it, calls with what they were given and gave', () => {
  const text = exported(
    { ...placed, kind: 'user-message', text: 'Please' } as Item, // As above.
    { ...placed, kind: 'reasoning', text: 'Hm.\n\nYes.', partial: false } as Item, // As above.
    call({ kind: 'command', command: 'npm test' }),
    { ...placed, kind: 'agent-message', text: '**Done.**', partial: false } as Item, // As above.
  )
  expect(text).toBe(`# Fix the login

- \`/shop\`
- \`a/fix\`
- \`opus\`
- \`2026-01-01T10:00:00.000Z\`

## You · 2026-01-01

Please

> *Thought*
>
> Hm.
>
> Yes.

**Bash** npm test (exit 0)

\`\`\`sh
npm test
\`\`\`

\`\`\`\`
ok \`\`\`
\`\`\`\`

## Agent · 2026-01-01

**Done.**
`)
})

it.each<[string, ToolCall['detail'], string]>([
  [
    'an edit',
    {
      kind: 'edit',
      path: 'a.ts',
      created: false,
      hunks: [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: ['-a', '+b'] }],
      added: 1,
      removed: 1,
      omittedLines: 0,
    },
    '```diff\n--- a.ts\n-a\n+b\n```',
  ],
  [
    'a todo list',
    {
      kind: 'todo',
      entries: [
        { id: '1', text: 'One', state: 'completed' },
        { id: '2', text: 'Two', state: 'pending' },
      ],
    },
    '- [x] One\n- [ ] Two',
  ],
  ['a plan', { kind: 'plan', plan: '1. Look\n2. Do' }, '> 1. Look\n> 2. Do'],
  ['a read', { kind: 'read', path: 'a.ts' }, '**Bash** npm test (failed)'],
])('writes %s', (_, detail, expected) => {
  const failed = { state: 'failed', exitCode: null, output: null } as const
  expect(exported(call(detail, failed))).toContain(expected)
})

it('tells what was left out', () => {
  const output = { text: 'a', omittedBytes: 9 }
  expect(exported(call({ kind: 'other', input: '' }, { output }))).toContain('(9 left out)')
})

it.each([
  ['Fix: the/login?', 'Fix-the-login.md'],
  ['日本語 テスト', '日本語-テスト.md'],
  ['../..', 'thread.md'],
])('calls the file of %j %j', (title, name) => {
  expect(fileName(title, 'md')).toBe(name)
})

it('closes a fence that a message was cut off in', () => {
  const cut = {
    ...placed,
    kind: 'agent-message',
    text: 'See:\n~~~js\nlet a',
    partial: true,
  } as Item // As above.
  const next = { ...placed, kind: 'user-message', text: 'Go on' } as Item // As above.
  expect(exported(cut, next)).toContain('let a\n~~~\n\n## You')
})

it('tells of each image that a message carried', () => {
  const images = [
    { name: 'a\nshot.png', bytes: 12 },
    { name: '', bytes: 7 },
  ]
  const message = (text: string) =>
    ({ ...placed, kind: 'user-message', text, images }) as unknown as Item // All that is read of one.
  const head = '## You · 2026-01-01\n\n'
  const shown = '(Image a shot.png, 12)\n\n(Image , 7)\n'
  expect(exported(message('Look'))).toContain(`${head}Look\n\n${shown}`)
  expect(exported(message(''))).toContain(`${head}${shown}`)
})
