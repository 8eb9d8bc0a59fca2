// Whether lines that stand somewhere in a file are those that stood among certain neighbours once: `}` and `return null` stand
// in many places. Pure.

/** The lines that stood right above and right below others. */
export type Around = { before: readonly string[]; after: readonly string[] }

/** From one line of a file up to, not including, another: 0, 1, 2 … */
export type Stretch = { from: number; to: number }

/** What a neighbour that is found counts, and what each line costs that stands between. */
const found = 16
const between = 1

/**
 * Whether one of these stretches is where the neighbours are now: half of them at least are near it, and nowhere else are
 * more of them without it.
 */
export function isAmong(
  { before, after }: Around,
  lines: readonly string[],
  stretches: Iterable<Stretch>,
): boolean {
  const above = nearest(before, lines)
  const below = nearest(after.toReversed(), lines.toReversed()).toReversed()
  const scored = (from: number, to: number) => (above[from] ?? 0) + (below[to] ?? 0)
  let here = Number.NEGATIVE_INFINITY
  for (const { from, to } of stretches) here = Math.max(here, scored(from, to))
  const anywhere = above.reduce((most, _, at) => Math.max(most, scored(at, at)), 0)
  return here >= (found * (before.length + after.length)) / 2 && here + found >= anywhere
}

/** For each place between lines, the first one included: how much of `wanted` is found above it, in order. */
function nearest(wanted: readonly string[], lines: readonly string[]): number[] {
  const scores = [0]
  let row = [0, ...wanted.map(() => 0)]
  for (const line of lines) {
    const next = [0]
    for (const [at, text] of wanted.entries()) {
      const matched = text === line ? (row[at] ?? 0) + found : 0
      next.push(Math.max(matched, next[at] ?? 0, (row[at + 1] ?? 0) - between))
    }
    scores.push(next.at(-1) ?? 0)
    row = next
  }
  return scores
}
