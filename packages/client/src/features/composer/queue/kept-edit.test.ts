import { expect, it } from 'vitest'
import { revivedEdit } from './kept-edit.ts'

it('takes up what was kept, and nothing else', () => {
  const edit = { id: 'a', before: 'one', text: 'two' }
  expect(revivedEdit(JSON.stringify({ ...edit, more: 1 }))).toEqual(edit)
  for (const broken of [
    undefined,
    '',
    'null',
    '{',
    '[]',
    '{"id":"a"}',
    '{"id":1,"before":"","text":""}',
  ])
    expect(revivedEdit(broken)).toBeNull()
})
