import { expect, it } from 'vitest'
import { recall, type Recalled } from './history.ts'

const earlier = ['first', 'second', 'third']

function press(...keys: ('ArrowUp' | 'ArrowDown')[]): string[] {
  let text = ''
  let recalled: Recalled = null
  return keys.map((key) => {
    const next = recall(earlier, { text, recalled }, key)
    if (next) ({ text } = recalled = next)
    return text
  })
}

it('goes back through what was said, and forth to the empty box', () => {
  expect(press('ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp')).toEqual([
    'third',
    'second',
    'first',
    'first',
  ])
  expect(press('ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown')).toEqual([
    'third',
    'second',
    'third',
    '',
  ])
  expect(press('ArrowDown', 'ArrowUp')).toEqual(['', 'third'])
})

it('leaves the arrows to a text of one’s own', () => {
  expect(recall(earlier, { text: 'mine', recalled: null }, 'ArrowUp')).toBeNull()
  const changed = { text: 'third!', recalled: { index: 2, text: 'third' } }
  expect(recall(earlier, changed, 'ArrowUp')).toBeNull()
  expect(recall([], { text: '', recalled: null }, 'ArrowUp')).toBeNull()
})
