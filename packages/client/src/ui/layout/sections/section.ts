// Where the rows of a long list of sections lie. Pure: heights that were measured and those that are likely are handed in.

export type Section<Row> = { key: string; label: string; rows: readonly Row[] }

export type Heights<Row> = {
  header: number
  /** What was measured, or else what is likely, in px. */
  of: (row: Row) => number
}

/** `tops`: where each row begins below its header; one more than there are rows, the last is the height of all. */
export type Laid = { tops: Float64Array; height: number }

/** The list laid out: `tops` of the sections, one more than there are. */
export type Layout<Row> = {
  sections: readonly Section<Row>[]
  tops: Float64Array
  laid: (section: Section<Row>) => Laid
  header: number
}

/** `known` holds what was laid out before; take a section out of it when a row of it was measured anew. */
export function layOut<Row>(
  sections: readonly Section<Row>[],
  heights: Heights<Row>,
  known: WeakMap<Section<Row>, Laid>,
): Layout<Row> {
  const laid = (section: Section<Row>): Laid => {
    const before = known.get(section)
    if (before) return before
    const tops = new Float64Array(section.rows.length + 1)
    let top = heights.header
    for (const [index, row] of section.rows.entries()) {
      tops[index] = top
      top += heights.of(row)
    }
    tops[section.rows.length] = top
    const made = { tops, height: top }
    known.set(section, made)
    return made
  }
  const tops = new Float64Array(sections.length + 1)
  let top = 0
  for (const [index, section] of sections.entries()) {
    tops[index] = top
    top += laid(section).height
  }
  tops[sections.length] = top
  return { sections, tops, laid, header: heights.header }
}

/** The last place whose value is at most `value`; 0 where there is none. */
export function lastUpTo(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((values[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}

/** Rows of a section that are on the page: those in a stretch, and single ones that are kept. */
export type Part = { index: number; rows: readonly number[] }

/** What is on the page when the stretch from `from` to `to` (px) is to be. `kept`: a row that stays wherever it is. */
export function partsIn<Row>(
  { sections, tops, laid }: Layout<Row>,
  from: number,
  to: number,
  kept: { section: number; row: number } | undefined,
): Part[] {
  const parts: Part[] = []
  const last = sections.length
  for (let index = lastUpTo(tops, from); index < last; index += 1) {
    const top = tops[index] ?? 0
    const section = sections[index]
    if (top > to || !section) break
    const rowTops = laid(section).tops
    const first = lastUpTo(rowTops, from - top)
    const rows: number[] = []
    for (let row = first; row < section.rows.length; row += 1) {
      if ((rowTops[row] ?? 0) + top > to) break
      rows.push(row)
    }
    parts.push({ index, rows })
  }
  return kept ? withKept(parts, kept) : parts
}

function withKept(parts: Part[], { section, row }: { section: number; row: number }): Part[] {
  const own = parts.find(({ index }) => index === section)
  if (own?.rows.includes(row)) return parts
  const rows = [...(own?.rows ?? []), row].toSorted((a, b) => a - b)
  const others = parts.filter((part) => part !== own)
  return [...others, { index: section, rows }].toSorted((a, b) => a.index - b.index)
}
