// What counts as lost, and what the bench ends with because of it. Pure: whoever measures hands in what was counted.

/** How many are not there, or there once too often; what could not be counted is lost. Never negative. */
export function lossOf(expected: number, arrived: number): number {
  const apart = Math.abs(expected - arrived)
  return Number.isFinite(apart) ? apart : 1
}

/** The same of things with names, where one that is missing must not make up for one that came twice. */
export function lossOfNamed(expected: number, names: readonly string[]): number {
  const different = new Set(names).size
  return lossOf(expected, different) + (names.length - different)
}

/** How many pieces of `size` characters are not the same in both texts. */
export function lossOfText(sent: string, got: string, size: number): number {
  if (sent === got) return 0
  let count = 0
  const longest = Math.max(sent.length, got.length)
  for (let at = 0; at < longest; at += size)
    if (sent.slice(at, at + size) !== got.slice(at, at + size)) count += 1
  return count
}

/** Of several parts: no part's gain makes up for another's loss. */
export function lossOfAll(parts: readonly { lost: number }[]): number {
  return parts.reduce((sum, { lost }) => sum + lossOf(0, lost), 0)
}

/** What the program ends with: a loss fails it, a missed aim does not. */
export function exitCodeOf({ lost }: { lost: number }): 0 | 1 {
  return lost === 0 ? 0 : 1
}
