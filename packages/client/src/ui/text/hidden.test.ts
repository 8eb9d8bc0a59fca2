import { expect, it } from 'vitest'
import { onOneLine } from './hidden.ts'

it('draws a text on one line, every letter in its place', () => {
  const path = 'a\nb\tc.ts'
  expect(onOneLine(path)).toBe('a↵b⇥c.ts')
  expect(onOneLine(path)).toHaveLength(path.length)
})
