// Earlier messages in the box, by the arrow keys: upwards from an empty box, and on from a text that was fetched so and
// not changed since. Pure.

/** Where in the history the box stands, and with which text; null when it holds a text of its own. */
export type Recalled = { index: number; text: string } | null

/**
 * What the box is to show after an arrow: null where the key keeps its own meaning. `earlier` goes from the oldest to the
 * newest; below the newest the box is empty again.
 */
export function recall(
  earlier: readonly string[],
  box: { text: string; recalled: Recalled },
  key: 'ArrowUp' | 'ArrowDown',
): { index: number; text: string } | null {
  const at = box.recalled?.text === box.text ? box.recalled.index : null
  if (at === null && box.text !== '') return null
  if (key === 'ArrowDown' && at === null) return null
  const index = (at ?? earlier.length) + (key === 'ArrowUp' ? -1 : 1)
  if (index < 0) return null
  return { index, text: earlier[index] ?? '' }
}
