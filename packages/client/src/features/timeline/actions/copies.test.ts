// One item of each kind → what can be copied of it.
import { expect, it } from 'vitest'
import type { Item, ToolDetail } from '@a-parallel/shared'
import { copiesOf } from './copies.ts'

const placed = { id: 'i', turnId: null, parentId: null, at: '2026-01-01T10:00:00.000Z' }
const item = (fields: object) => ({ ...placed, ...fields }) as Item // A short id instead of a branded one.
const call = (detail: ToolDetail, output: string | null = null) =>
  item({
    kind: 'tool-call',
    name: 'Tool',
    title: 'the title',
    state: 'completed',
    detail,
    output: output === null ? null : { text: output, omittedBytes: 0 },
    exitCode: null,
    durationMs: null,
    background: false,
  })
const copied = (made: Item) =>
  Object.fromEntries(copiesOf(made).map(({ part, text }) => [part, text]))
const hunk = { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: ['-a', '+b'] }

it.each([
  [item({ kind: 'agent-message', text: '# Hi', partial: false }), { message: '# Hi' }],
  [
    item({ kind: 'reasoning', text: 'a\nb', partial: false }),
    { thoughts: 'a\nb', markdown: '> a\n> b' },
  ],
  [
    call({ kind: 'command', command: 'ls' }, '\u001b[31mred\u001b[0m ```\n'),
    { command: 'ls', output: 'red ```', markdown: '````console\n$ ls\nred ```\n````' },
  ],
  [
    call({
      kind: 'edit',
      path: 'a.ts',
      created: false,
      hunks: [hunk],
      added: 1,
      removed: 1,
      omittedLines: 0,
    }),
    {
      path: 'a.ts',
      change: '@@ -1,1 +1,1 @@\n-a\n+b',
      markdown: '`a.ts`\n\n```diff\n@@ -1,1 +1,1 @@\n-a\n+b\n```',
    },
  ],
  [
    call({ kind: 'task', agentType: 'x', description: 'y', prompt: 'Look' }, 'Found'),
    { report: 'Found', prompt: 'Look', markdown: '**the title**\n\n> Look\n\nFound' },
  ],
  [call({ kind: 'search', pattern: 'p' }), { pattern: 'p', markdown: '**Tool** `the title`' }],
])('%#', (made, expected) => {
  expect(copied(made)).toEqual(expected)
})
