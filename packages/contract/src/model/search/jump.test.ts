import { expect, it, test } from 'vitest'
import { marksOf, prepareFiles, rankFiles, readTarget, type Standing } from './jump.ts'

test.each([
  ['cart', 'cart', null],
  ['src/cart.ts:12', 'src/cart.ts', 12],
  ['src/cart.ts:12:5', 'src/cart.ts', 12],
  ['src/cart.ts:', 'src/cart.ts', null],
  ['src/cart.ts:12:', 'src/cart.ts', 12],
  ['src/cart.ts#L12', 'src/cart.ts', 12],
  ['src/cart.ts#L12-L20', 'src/cart.ts', 12],
  ['src/cart.ts(12,5)', 'src/cart.ts', 12],
  ['./src/cart.ts', 'src/cart.ts', null],
  [':12', '', 12],
  ['cart.ts:0', 'cart.ts', null],
  ['a:b', 'a:b', null],
  ['new\nline:3', 'new\nline', 3],
  ['cart.ts:123456789', 'cart.ts:123456789', null],
])('%j is %j at %j', (typed, sought, line) => expect(readTarget(typed)).toEqual({ sought, line }))

const none: Standing = { changed: new Set<string>(), recent: [] }
const rank = (paths: string[], sought: string, standing: Partial<Standing> = {}) =>
  rankFiles(prepareFiles(paths), sought, { ...none, ...standing }, 50)

test.each([
  ['the whole name before its beginning', 'cart.ts', ['deep/in/cart.ts', 'cart.tsx']],
  ['a name before a path', 'cart', ['src/deep/down/the/cart.ts', 'cart/a.ts']],
  ['what stands together before its letters', 'view', ['view/a.ts', 'v-i-e-w.ts']],
  ['letters of a name before those of a path', 'abc', ['x/a-b-c.ts', 'a/b/c.ts']],
  ['folders where they are named', 'src/ca', ['src/cart.ts', 'lib/src/car/x.ts']],
  ['the higher one', 'cart', ['cart.ts', 'src/cart.ts']],
  ['without case', 'CART', ['src/Cart.ts']],
  ['letters beyond ASCII', 'über', ['docs/ÜBER.md']],
  ['a name with a newline', 'b', ['a\nb.ts']],
])('%s', (_, sought, expected) => {
  expect(rank(expected.toReversed(), sought)).toEqual(expected)
})

it('finds nothing that lacks a letter', () => expect(rank(['src/cart.ts'], 'cartz')).toEqual([]))

it('has first what the thread changed and then what was looked at, where they fit as well', () => {
  const paths = ['cart.ts', 'a/cart-one.ts', 'a/b/cart-two.ts', 'a/b/cart-three.ts', 'cart/x.ts']
  const standing = {
    changed: new Set(['a/b/cart-two.ts', 'cart/x.ts']),
    recent: ['a/b/cart-three.ts', 'a/cart-one.ts'],
  }
  expect(rank(paths, 'cart', standing)).toEqual([
    'a/b/cart-two.ts',
    'a/b/cart-three.ts',
    'a/cart-one.ts',
    'cart.ts',
    // By its folder only.
    'cart/x.ts',
  ])
  expect(rank(paths, '', standing)).toEqual([
    'cart/x.ts',
    'a/b/cart-two.ts',
    'a/b/cart-three.ts',
    'a/cart-one.ts',
    'cart.ts',
  ])
  expect(rank(paths, 'cart.ts', standing)[0]).toBe('cart.ts')
})

it('keeps the best of many', () => {
  const paths = Array.from({ length: 500 }, (_, n) => `${'x/'.repeat(n % 9)}file-${n}.ts`)
  const found = rankFiles(prepareFiles(paths), 'file', none, 20)
  expect(found).toEqual(rankFiles(prepareFiles(paths), 'file', none, 500).slice(0, 20))
})

it.each([
  ['cart', 'src/cart.ts', [[4, 8]]],
  ['src', 'src/cart.ts', [[0, 3]]],
  ['src/ca', 'src/cart.ts', [[0, 6]]],
  [
    'ct',
    'src/cart.ts',
    [
      [4, 5],
      [7, 8],
    ],
  ],
  [
    'sct',
    'src/cart.ts',
    [
      [0, 1],
      [2, 3],
      [7, 8],
    ],
  ],
  ['CART', 'src/Cart.ts', [[4, 8]]],
  ['x', 'src/cart.ts', []],
  ['', 'src/cart.ts', []],
  // In lower case this letter is two.
  ['k', 'İİ/k.ts', [[3, 4]]],
])('marks %j in %j', (sought, path, marks) => expect(marksOf(sought, path)).toEqual(marks))

it('is quick among a hundred thousand files', () => {
  const paths = Array.from(
    { length: 100_000 },
    (_, n) => `packages/part-${n % 40}/src/folder-${n % 900}/component-${n}.test.ts`,
  )
  const files = prepareFiles(paths)
  const standing = { changed: new Set(paths.slice(0, 50)), recent: paths.slice(30, 60) }
  const typed = ['', 'c', 'comp', 'cmpf9', 'part-3/src', 'zzz', 'component-99999.test.ts']
  const began = process.cpuUsage()
  for (const sought of typed) rankFiles(files, sought, standing, 300)
  // Of the processor: others may be using the machine.
  expect(process.cpuUsage(began).user / 1000 / typed.length).toBeLessThan(500)
})
