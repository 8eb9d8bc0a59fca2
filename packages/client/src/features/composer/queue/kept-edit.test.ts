import { expect, it } from 'vitest'
import { revivedEdit } from './kept-edit.ts'

it('takes up what was kept, and nothing else', () => {
  const edit = { id: 'a', before: 'one', text: 'two' }
  const whole = { ...edit, without: ['x'] }
  expect(revivedEdit(JSON.stringify({ ...whole, more: 1 }))).toEqual(whole)
  expect(revivedEdit(JSON.stringify(edit))).toEqual({ ...edit, without: [] })
  expect(revivedEdit(JSON.stringify({ ...edit, without: [1, 'y'] }))?.without).toEqual(['y'])
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
