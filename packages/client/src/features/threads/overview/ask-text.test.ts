import type { Approval } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { askText } from './ask-text.ts'

const command = (text: string, input: Record<string, unknown> = {}) =>
  askText({ detail: { kind: 'command', command: text }, title: text, input })

it('a short command, a path and an address are all that there is to see', () => {
  expect(command('npm test\nnpm run build')).toEqual({
    text: 'npm test\nnpm run build',
    code: true,
    whole: true,
  })
  expect(askText({ detail: { kind: 'read', path: '/etc/hosts' }, title: '', input: {} })).toEqual({
    text: '/etc/hosts',
    code: true,
    whole: true,
  })
  const fetch = { kind: 'fetch', target: 'https://example.org' } as const
  expect(askText({ detail: fetch, title: '', input: { url: 'x' } }).whole).toBe(true)
})

it.each([
  ['long', 'x'.repeat(201), {}],
  ['of many lines', 'a\nb\nc\nd\ne', {}],
  ['empty', ' ', {}],
  ['turned round', 'echo \u202Egnp.exe', {}],
  ['with what has no width', 'rm\u200B -rf', {}],
  ['with what overwrites', 'rm x\rls', {}],
  ['more than its text', 'ls', { unconfined: true }],
])('a command that is %s is opened first', (_, text, input) => {
  expect(command(text, input).whole).toBe(false)
})

it('changes and tools that are not known are opened first', () => {
  const details: Approval['detail'][] = [
    {
      kind: 'edit',
      path: 'a.ts',
      created: false,
      hunks: [],
      added: 1,
      removed: 2,
      omittedLines: 0,
    },
    { kind: 'other', input: '{}' },
    { kind: 'task', agentType: 'x', description: 'Look', prompt: 'Look.' },
    { kind: 'search', pattern: 'x' },
  ]
  for (const detail of details)
    expect(askText({ detail, title: 'first', input: {} }).whole).toBe(false)
})
