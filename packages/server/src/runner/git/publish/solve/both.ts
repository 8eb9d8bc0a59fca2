// A file in conflict with both sides of each place that git has marked in it. Pure.

/** `theirs` of a rebase is the thread’s own; both are taken, in the order in which they stand. */
type Within = 'neither' | 'first' | 'before' | 'second'

/**
 * Both sides one below the other; what was there before both, where git wrote that down, goes. Null: nothing is marked, a
 * mark is missing, or a line of a side looks like the turn, so that nobody can tell which it is.
 * @param size how many signs a mark has.
 */
export function bothSides(bytes: Buffer, size: number): Buffer | null {
  const { begins, parted, turns, ends } = marksOf(size)
  let within: Within = 'neither'
  let found = false
  const kept: string[] = []
  for (const line of bytes.toString('latin1').split('\n')) {
    if (within === 'neither' && begins.test(line)) within = 'first'
    else if (within === 'first' && parted.test(line)) within = 'before'
    else if ((within === 'first' || within === 'before') && turns.test(line)) within = 'second'
    else if (within === 'second' && turns.test(line)) return null
    else if (within === 'second' && ends.test(line)) {
      within = 'neither'
      found = true
    } else if (within !== 'before') kept.push(line)
  }
  return found && within === 'neither' ? Buffer.from(kept.join('\n'), 'latin1') : null
}

function marksOf(size: number) {
  return {
    begins: new RegExp(`^<{${size}}(?: .*)?\\r?$`),
    parted: new RegExp(`^\\|{${size}}(?: .*)?\\r?$`),
    turns: new RegExp(`^={${size}}\\r?$`),
    ends: new RegExp(`^>{${size}}(?: .*)?\\r?$`),
  }
}
