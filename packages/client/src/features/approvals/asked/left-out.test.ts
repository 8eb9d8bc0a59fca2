import type { Approval } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { leftOut } from './left-out.ts'

const edit = (lines: string[], omittedLines = 0): Approval['detail'] => ({
  kind: 'edit',
  path: 'a.ts',
  created: false,
  hunks: [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: lines.length, lines }],
  added: lines.length,
  removed: 0,
  omittedLines,
})

it('is nothing where all is shown', () => {
  expect(
    leftOut({ detail: { kind: 'command', command: 'ls' }, input: { command: 'ls' } }),
  ).toBeNull()
  expect(leftOut({ detail: edit(['+a', '+b…']), input: { content: 'a\nb…\n' } })).toBeNull()
  const input = { deep: ['x…'] }
  const detail = { kind: 'other' as const, input: JSON.stringify(input, null, 2) }
  expect(leftOut({ detail, input })).toBeNull()
  expect(leftOut({ detail: { kind: 'read', path: 'a…' }, input: {} })).toBeNull()
})

it('counts the lines of a change that are not shown', () => {
  expect(leftOut({ detail: edit(['+a'], 500), input: { content: 'a\n' } })).toEqual({
    lines: 500,
    characters: 0,
  })
})

it('counts what is missing of a text, a line or any input', () => {
  const command = `ls; ${'x'.repeat(100)}`
  expect(
    leftOut({
      detail: { kind: 'command', command: `${command.slice(0, 9)}…` },
      input: { command },
    }),
  ).toEqual({ lines: 0, characters: 95 })
  expect(
    leftOut({ detail: edit(['+abc…']), input: { edits: [{ new_string: 'z\nabcdef' }] } }),
  ).toEqual({ lines: 0, characters: 3 })
  const input = { sql: 'select 1' }
  const json = JSON.stringify(input, null, 2)
  expect(leftOut({ detail: { kind: 'other', input: `${json.slice(0, 10)}…` }, input })).toEqual({
    lines: 0,
    characters: json.length - 10,
  })
})
