import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { asLines } from './as-lines.ts'

it.each([
  ['plain', 'NAME=plain\n'],
  ['postgres://localhost:4000/shop_t1', 'NAME=postgres://localhost:4000/shop_t1\n'],
  ['', "NAME=''\n"],
  ['two words', "NAME='two words'\n"],
  ['$HOME `x` "y"', `NAME='$HOME \`x\` "y"'\n`],
  ["it's", `NAME='it'\\''s'\n`],
  ['~/x', "NAME='~/x'\n"],
])('%j is what a shell reads it as', (value, lines) => {
  expect(asLines([{ name: 'NAME', value }])).toBe(lines)
  const read = execFileSync('sh', ['-c', `${lines}printf %s "$NAME"`], { encoding: 'utf8' })
  expect(read).toBe(value)
})
