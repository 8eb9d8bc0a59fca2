// Rows as a person gets them, drawn once to plain markup from made-up items.
import { renderToStaticMarkup } from 'react-dom/server'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Approval, ToolCall, ToolDetail } from '@a-parallel/shared'
import en from '../../words/en.json'
import { drawRow } from './row-view.tsx'
import type { Row } from './rows/row.ts'

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    resources: { en: { words: en } },
    lng: 'en',
    defaultNS: 'words',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
})

const at = '2026-01-01T10:00:00.000Z'

function call(id: string, detail: ToolDetail, more: Partial<ToolCall> = {}): ToolCall {
  const made = {
    id,
    turnId: null,
    parentId: null,
    at,
    kind: 'tool-call',
    name: 'Tool',
    title: id,
    state: 'completed',
    detail,
    output: null,
    exitCode: null,
    durationMs: null,
    background: false,
    ...more,
  }
  return made as ToolCall // A short id instead of a branded one.
}

const html = (row: Row) => renderToStaticMarkup(<>{drawRow(row)}</>)
const callRow = (made: ToolCall, approval: Approval | null = null): Row => ({
  kind: 'call',
  key: made.id,
  call: made,
  approval,
})
const read = (id: string, more: Partial<ToolCall> = {}) =>
  call(id, { kind: 'read', path: `src/${id}.ts` }, more)

describe('a command', () => {
  it('that failed shows its exit code and the last five lines at once', () => {
    const output = { text: 'one\ntwo\nthree\nfour\nfive\nsix\n', omittedBytes: 0 }
    const failed = call(
      'bun test',
      { kind: 'command', command: 'bun test' },
      {
        state: 'failed',
        exitCode: 1,
        output,
        durationMs: 3100,
      },
    )
    const drawn = html(callRow(failed))
    expect(drawn).toContain('exit 1')
    expect(drawn).toContain('3.1s')
    expect(drawn).toContain('six')
    expect(drawn).toContain('two')
    expect(drawn).not.toContain('>one')
  })

  it('that went well keeps its output folded', () => {
    const output = { text: 'fine', omittedBytes: 0 }
    const drawn = html(callRow(call('ls', { kind: 'command', command: 'ls' }, { output })))
    expect(drawn).toContain('aria-expanded="false"')
    expect(drawn).not.toContain('fine')
  })

  it('tells who denied it and why', () => {
    const denied = call('rm', { kind: 'command', command: 'rm' }, { state: 'denied' })
    const answered = (by: object, message: string | null) =>
      ({
        kind: 'permission',
        state: 'answered',
        answer: { decision: 'deny', message, answers: null, by, at },
      }) as Approval // Only what is looked at.
    expect(html(callRow(denied, answered({ kind: 'person', id: 'local' }, 'never')))).toContain(
      'Denied by you: never',
    )
    expect(html(callRow(denied, answered({ kind: 'rule', name: 'plan' }, 'x')))).toContain(
      'Denied by plan mode',
    )
  })
})

describe('reads and searches', () => {
  it('are single lines up to two', () => {
    expect(html({ kind: 'calls', key: 'a', calls: [read('a'), read('b')] })).not.toContain('Read 2')
  })

  it('fold from three on, show what runs, and keep failures in sight', () => {
    const calls = [read('a'), read('b', { state: 'failed' }), read('c', { state: 'running' })]
    const drawn = html({ kind: 'calls', key: 'a', calls })
    expect(drawn).toContain('Read 3 files')
    expect(drawn).toContain('1 failed')
    expect(drawn).toContain('b.ts')
    expect(drawn).toContain('c.ts')
    expect(drawn).not.toContain('a.ts')
  })
})

it('an edit shows its counts', () => {
  const detail: ToolDetail = {
    kind: 'edit',
    path: 'src/auth.ts',
    created: false,
    hunks: [],
    added: 30,
    removed: 8,
    omittedLines: 0,
  }
  const drawn = html(callRow(call('e', detail)))
  expect(drawn).toContain('+30')
  expect(drawn).toContain('−8')
})

it('a subagent shows how much it did and what it does', () => {
  const sub = call('Look around', {
    kind: 'task',
    agentType: 'Explore',
    description: '',
    prompt: '',
  })
  const drawn = html({
    kind: 'task',
    key: 's',
    call: { ...sub, state: 'running' },
    approval: null,
    rows: [],
    uses: 4,
    now: read('deep', { state: 'running' }),
  })
  expect(drawn).toContain('4 tool calls')
  expect(drawn).toContain('deep.ts')
})

it('a message is a heading, and says when it was not sent', () => {
  const item = { kind: 'user-message', id: 'u', turnId: null, parentId: null, at, text: 'do it' }
  const row = { kind: 'user', key: 'u', item, fate: 'unsent', number: 2 } as unknown as Row // A short id.
  expect(html(row)).toMatch(/<h2[^>]*>Turn 2: you<\/h2>/)
  expect(html(row)).toContain('Not sent')
})

it('a notice is a sentence with what the agent said of it', () => {
  const item = {
    kind: 'notice',
    id: 'n',
    turnId: null,
    parentId: null,
    at,
    level: 'warning',
    code: 'api-retry',
    detail: 'overloaded',
    values: { attempt: 2, maxRetries: 10, delayMs: 4000, status: 529 },
  }
  const told = (detail: string) =>
    html({ kind: 'notice', key: 'n', item: { ...item, detail } } as unknown as Row) // A short id.
  const drawn = told('overloaded')
  expect(drawn).toContain('answered 529. Attempt 2 of 10, next in 4s.')
  expect(drawn).toContain('overloaded')
  expect(drawn).not.toContain('Show all of it')
  expect(told('one line\n'.repeat(20))).toContain('>Show all of it</button>')
})
