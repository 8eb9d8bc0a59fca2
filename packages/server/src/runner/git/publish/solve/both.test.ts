// Both sides of a file in conflict, as git marks them.
import { expect, it } from 'vitest'
import { bothSides } from './both.ts'

const both = (text: string, size = 7) => bothSides(Buffer.from(text), size)?.toString() ?? null

it.each([
  ['a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> main\nz\n', 'a\nours\ntheirs\nz\n'],
  [
    '<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> x\nm\n<<<<<<< HEAD\n3\n=======\n>>>>>>> x\n',
    '1\n2\nm\n3\n',
  ],
  ['<<<<<<< a\no\n||||||| b\nwas\n=======\nt\n>>>>>>> c\n', 'o\nt\n'],
  ['<<<<<<< a\r\no\r\n=======\r\nt\r\n>>>>>>> c\r\nend', 'o\r\nt\r\nend'],
  // Outside of a place in conflict they are lines like any other.
  ['Title\n=======\n<<<<<<< a\nö\n=======\nü\n>>>>>>> c\n', 'Title\n=======\nö\nü\n'],
  // A heading in one of the sides.
  ['<<<<<<< a\nTitle\n=======\no\n=======\nt\n>>>>>>> c\n', null],
  ['<<<<<<< a\no\n=======\nTitle\n=======\nt\n>>>>>>> c\n', null],
  ['<<<<<<< a\no\n||||||| b\nTitle\n=======\n=======\nt\n>>>>>>> c\n', null],
  ['no mark\n=======\n', null],
  ['<<<<<<< a\no\n=======\nt\n', null],
  ['<<<<<<<< longer\no\n', null],
])('of %j is %j', (text, expected) => {
  expect(both(text)).toBe(expected)
})

it('finds marks of another size, and takes none of seven signs for one of them', () => {
  const size = 9
  const [begins, turns, ends] = ['<', '=', '>'].map((sign) => sign.repeat(size))
  const side = '<<<<<<< quoted\n=======\n'
  expect(both(`${begins} a\n${side}${turns}\nt\n${ends} c\n`, size)).toBe(`${side}t\n`)
  expect(both('<<<<<<< a\no\n=======\nt\n>>>>>>> c\n', size)).toBeNull()
})

it('leaves bytes that are no text as they are', () => {
  const marked = Buffer.concat([
    Buffer.from('<<<<<<< a\n'),
    Buffer.from([0xff, 0x0a]),
    Buffer.from('=======\n'),
    Buffer.from([0x80, 0x0a]),
    Buffer.from('>>>>>>> b\n'),
  ])
  expect(bothSides(marked, 7)).toEqual(Buffer.from([0xff, 0x0a, 0x80, 0x0a]))
})
