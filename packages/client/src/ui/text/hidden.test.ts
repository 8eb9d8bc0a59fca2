import { expect, it } from 'vitest'
import { onOneLine, spelled } from './hidden.ts'

it('draws a text on one line, every letter in its place', () => {
  const path = 'a\nb\tc.ts'
  expect(onOneLine(path)).toBe('a↵b⇥c.ts')
  expect(onOneLine(path)).toHaveLength(path.length)
})

it('spells out what a title cannot draw', () => {
  expect(spelled('a\nb\u202Egpj.exe')).toBe('a↵b[U+202E]gpj.exe')
  expect(spelled('plain.ts')).toBe('plain.ts')
})
