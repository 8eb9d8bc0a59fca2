// What a reader looks at stays where it is, whatever comes, goes or grows around it.
import { describe, expect, it } from 'vitest'
import { layOut, type Section } from './section.ts'
import { Anchor } from './use-anchor.ts'

type Row = { key: string; height: number }
const section = (key: string, ...rows: [string, number][]): Section<Row> => ({
  key,
  label: key,
  rows: rows.map(([name, height]) => ({ key: name, height })),
})
const lay = (...sections: Section<Row>[]) =>
  layOut(sections, { header: 10, of: ({ height }) => height }, new WeakMap())

const before = lay(section('a', ['a1', 40]), section('b', ['b1', 20], ['b2', 20], ['b3', 20]))

/** Scrolled to `top`, which is where the reader is when something happens. */
function reading(top: number): Anchor<Row> {
  const anchor = new Anchor<Row>({ current: null }, ({ key }) => key)
  anchor.scrolled = top
  anchor.hold(before)
  return anchor
}

describe('a reader whose first row is b2', () => {
  // Below the header of b, which stays in sight: b begins at 50, b2 at 80.
  const anchor = reading(70)

  it.each([
    ['nothing happens', before, 70],
    [
      'a grows',
      lay(section('a', ['a1', 140]), section('b', ['b1', 20], ['b2', 20], ['b3', 20])),
      170,
    ],
    [
      'a row comes in above',
      lay(section('a', ['a1', 40]), section('b', ['b0', 30], ['b1', 20], ['b2', 20])),
      100,
    ],
    ['a goes', lay(section('b', ['b1', 20], ['b2', 20], ['b3', 20])), 20],
    ['b2 grows', lay(section('a', ['a1', 40]), section('b', ['b1', 20], ['b2', 90])), 70],
    ['b2 goes', lay(section('a', ['a1', 40]), section('b', ['b1', 20], ['b3', 20])), 70],
    ['b goes', lay(section('a', ['a1', 40])), 70],
  ])('%s', (_what, after, top) => {
    expect(anchor.topIn(after)).toBe(top)
  })
})

it('goes on with the section behind one that is gone', () => {
  const anchor = reading(5)
  expect(anchor.topIn(lay(section('b', ['b1', 20])))).toBe(0)
})

it('holds nothing at the very top, where what is new comes into sight', () => {
  const anchor = reading(0)
  expect(anchor.topIn(lay(section('z', ['z1', 99]), ...before.sections))).toBe(0)
})
