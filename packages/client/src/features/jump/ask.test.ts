import { expect, it } from 'vitest'
import { readAsk } from './ask.ts'

it.each([
  ['', { kind: 'file', sought: '', line: null }],
  ['cart', { kind: 'file', sought: 'cart', line: null }],
  ['src/cart.ts:12', { kind: 'file', sought: 'src/cart.ts', line: 12 }],
  [':7', { kind: 'file', sought: '', line: 7 }],
  ['@', { kind: 'symbol', sought: '' }],
  [' @cartTotal ', { kind: 'symbol', sought: 'cartTotal' }],
  ['@a:1', { kind: 'symbol', sought: 'a:1' }],
  ['types/@x', { kind: 'file', sought: 'types/@x', line: null }],
])('%j', (typed, ask) => expect(readAsk(typed)).toEqual(ask))
