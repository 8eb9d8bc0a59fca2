// What is told of a tool server without its values.
import { expect, it } from 'vitest'
import { withoutValues } from './values.ts'

const cases: [Record<string, string>, string, string][] = [
  [{ KEY: 'sk-0123456789' }, 'refused sk-0123456789', 'refused •••'],
  [{ Authorization: 'Bearer sk-0123456789' }, '401: token sk-0123456789', '401: token •••'],
  [{ Authorization: 'Bearer sk-0123456789' }, 'no Bearer sk-0123456789!', 'no •••!'],
  [{ Authorization: 'Bearer sk-0123456789' }, 'Bearer is missing', 'Bearer is missing'],
  [{ DEBUG: 'on', MODE: 'true' }, 'on: true', 'on: •••'],
]

it.each(cases)('%j is not told in %j', (values, said, told) => {
  expect(withoutValues(said, values)).toBe(told)
})
