import { expect, it } from 'vitest'
import { pauseBefore } from './spare.ts'

it.each([
  ['', null],
  ['  Fix it  ', null],
  ['Fix the login page', 1500],
  ['Fix the login page\nIt is red', 600],
  ['Fix the login page so that whoever comes back from the other site stays signed in', 600],
])('%j is made ready for after %s ms', (text, pause) => expect(pauseBefore(text)).toBe(pause))
