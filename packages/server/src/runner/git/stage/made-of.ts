// Whether a text is made of lines of two others, as what is staged line by line is. Pure, and exact to the byte.

/** More ways to the same line than these are not followed: then it is said that it cannot. */
const mostWays = 32

/** So many lines of each of the two are behind us. */
interface Way {
  one: number
  other: number
}

/** Whether each line of a text stands in one of the two others, in their order. */
export function isMadeOf(text: Buffer, one: Buffer, other: Buffer): boolean {
  const lines = linesOf(text)
  const [first, second] = [placesOf(one), placesOf(other)]
  let ways: Way[] = [{ one: 0, other: 0 }]
  for (const [at, line] of lines.entries()) {
    const isLast = at === lines.length - 1
    ways = shortest(
      ways.flatMap((way) => {
        const [inOne, inOther] = [first(line, way.one, isLast), second(line, way.other, isLast)]
        return [
          ...(inOne === null ? [] : [{ ...way, one: inOne }]),
          ...(inOther === null ? [] : [{ ...way, other: inOther }]),
        ]
      }),
    )
  }
  return ways.length > 0
}

/** Without those that are nowhere ahead of another. */
function shortest(ways: readonly Way[]): Way[] {
  const kept: Way[] = []
  for (const way of ways.toSorted((a, b) => a.one - b.one || a.other - b.other)) {
    if (way.other < (kept.at(-1)?.other ?? Infinity)) kept.push(way)
  }
  return kept.slice(0, mostWays)
}

type Places = (line: string, from: number, isLast: boolean) => number | null

/** Tells the place behind the next line like that one; null where there is none. */
function placesOf(text: Buffer): Places {
  const lines = linesOf(text)
  const known = new Map<string, number[]>()
  for (const [at, line] of lines.entries()) {
    const places = known.get(line)
    if (places) places.push(at)
    else known.set(line, [at])
  }
  const open = lines.at(-1)?.endsWith('\n') === false ? `${lines.at(-1)}\n` : null
  return (line, from, isLast) => {
    const at = firstFrom(known.get(line) ?? [], from)
    if (at !== null) return at + 1
    // A line that ended its file without a newline gets one where others follow it.
    return line === open && !isLast && from < lines.length ? lines.length : null
  }
}

/** The first of these numbers, in their order, that is not below that one. */
function firstFrom(numbers: readonly number[], least: number): number | null {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? Infinity) < least) low = middle + 1
    else high = middle
  }
  return numbers[low] ?? null
}

/** With their newlines; a character for a byte. */
function linesOf(bytes: Buffer): string[] {
  return bytes.length === 0 ? [] : bytes.toString('latin1').split(/(?<=\n)/)
}
