// Escape sequences must never reach the screen, and colours must survive in the shape we draw.
import { expect, it } from 'vitest'
import { plainText, styledLines } from './ansi.ts'

const esc = '\u001b'

it('strips colours, cursor moves, titles and stray controls', () => {
  expect(plainText(`${esc}[1;31mred${esc}[0m ${esc}[2K${esc}]0;title\u0007done\u0008`)).toBe(
    'red done',
  )
})

it('keeps only the last state of a line that was overwritten', () => {
  expect(plainText('10 %\r50 %\r100 %\nnext\r\n')).toBe('100 %\nnext\n')
})

it('gives runs with shade and weight, carried over line ends', () => {
  expect(styledLines(`a${esc}[32mb\nc${esc}[1md${esc}[me`)).toEqual([
    [
      { text: 'a', shade: undefined, bold: false },
      { text: 'b', shade: 'green', bold: false },
    ],
    [
      { text: 'c', shade: 'green', bold: false },
      { text: 'd', shade: 'green', bold: true },
      { text: 'e', shade: undefined, bold: false },
    ],
  ])
})

it('takes bright colours as plain ones and ignores 256-colour codes', () => {
  expect(styledLines(`${esc}[91mx`)[0]?.[0]?.shade).toBe('red')
  expect(styledLines(`${esc}[38;5;31mx`)[0]?.[0]?.shade).toBeUndefined()
})
