// What two texts have in common, and what only one of them says: by words, or by whatever they are cut into. Pure.

export type Piece = { kind: 'same' | 'added' | 'removed'; text: string }

/** The old text and the new one as one run of words; neighbours of a kind are one piece. */
export function wordPieces(before: string, after: string, wordsOf = wordsOfProse): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const pieces: Piece[] = []
  const add = (kind: Piece['kind'], words: readonly string[]) => {
    const text = words.join('')
    const last = pieces.at(-1)
    if (text === '') return
    if (last?.kind === kind) last.text += text
    else pieces.push({ kind, text })
  }
  const end: Pair = [a.length, b.length]
  let [from, to]: Pair = [0, 0]
  for (const [oldAt, newAt] of [...commonPairs(a, b, (x, y) => x === y), end]) {
    add('removed', a.slice(from, oldAt))
    add('added', b.slice(to, newAt))
    add('same', b.slice(newAt, newAt + 1))
    from = oldAt + 1
    to = newAt + 1
  }
  return pieces
}

/** Words with the space behind them, so that a change does not fall apart at every gap. */
const wordsOfProse = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? []

export type Pair = [before: number, after: number]

/** The longest common subsequence, as places in both. */
export function commonPairs<One>(
  a: readonly One[],
  b: readonly One[],
  same: (x: One, y: One) => boolean,
): Pair[] {
  const lengths = a.map(() => new Uint32Array(b.length + 1))
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [x, y, row] = [a[i], b[j], lengths[i]]
      if (row === undefined || x === undefined || y === undefined) continue
      row[j] = same(x, y) ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1))
    }
  }
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i], b[j]]
    if (x !== undefined && y !== undefined && same(x, y)) pairs.push([i++, j++])
    else if (length(i + 1, j) >= length(i, j + 1)) i += 1
    else j += 1
  }
  return pairs
}
