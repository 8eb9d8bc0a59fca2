// Where the rows of a section list lie, and which of them are on the page.
import { describe, expect, it } from 'vitest'
import { lastUpTo, layOut, partsIn } from './section.ts'

const section = (key: string, rows: number[]) => ({ key, label: key, rows })
const lay = (...sections: ReturnType<typeof section>[]) =>
  layOut<number>(sections, { header: 10, of: (row) => row }, new WeakMap())

describe('a layout', () => {
  const layout = lay(section('a', [20, 30]), section('b', []), section('c', [40]))

  it('sets sections below one another, each with its header', () => {
    expect([...layout.tops]).toEqual([0, 60, 70, 120])
    const [a] = layout.sections
    expect(a && [...layout.laid(a).tops]).toEqual([10, 30, 60])
  })

  it.each([
    [0, 5, undefined, [[0, []]]],
    [0, 30, undefined, [[0, [0, 1]]]],
    [
      35,
      65,
      undefined,
      [
        [0, [1]],
        [1, []],
      ],
    ],
    [100, 200, undefined, [[2, [0]]]],
    [
      100,
      200,
      { section: 0, row: 1 },
      [
        [0, [1]],
        [2, [0]],
      ],
    ],
    [100, 200, { section: 2, row: 0 }, [[2, [0]]]],
  ])('from %i to %i', (from, to, kept, parts) => {
    expect(partsIn(layout, from, to, kept).map(({ index, rows }) => [index, rows])).toEqual(parts)
  })

  it('lays a section out once', () => {
    let asked = 0
    const known = new WeakMap()
    const sections = [section('a', [1, 2, 3])]
    const of = (row: number) => (asked++, row)
    layOut(sections, { header: 0, of }, known)
    layOut(sections, { header: 0, of }, known)
    expect(asked).toBe(3)
  })
})

it.each([
  [[0, 10, 20], -1, 0],
  [[0, 10, 20], 10, 1],
  [[0, 10, 20], 19, 1],
  [[0, 10, 20], 99, 2],
])('finds in %j the last up to %i', (values, value, at) => {
  expect(lastUpTo(Float64Array.from(values), value)).toBe(at)
})
