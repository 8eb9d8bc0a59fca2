// Why what a link leads to does not stand there as it did, and which row is nearest to where it stood. Pure.
import { userMessageId } from '@a-parallel/contract/model'
import type { ThreadView } from '@a-parallel/shared'
import type { Row } from '../rows/row.ts'
import { timeOf } from '../rows/time-of.ts'

/**
 * - `rewound`: the last rewind took it, and may be undone.
 * - `withdrawn`: a message that was taken back before its turn began.
 * - `reworded`: a message that was given other words. It stands in a row, or waits.
 * - `waits`: a message whose turn has not begun.
 * - `gone`: whatever else.
 */
export type Away = 'rewound' | 'withdrawn' | 'reworded' | 'waits' | 'gone'

/** @param saidAt when what the link means was said; the item then counts as reworded by whatever it got later. */
export function whyAway(
  view: Pick<ThreadView, 'items' | 'rewinds' | 'withdrawn' | 'turns'>,
  itemId: string,
  saidAt: string | undefined,
): Away {
  if (view.rewinds.some(({ taken }) => taken?.items.some(({ id }) => id === itemId)))
    return 'rewound'
  if (view.withdrawn.some((turnId) => userMessageId(turnId) === itemId)) return 'withdrawn'
  const item = view.items.find(({ id }) => id === itemId)
  if (saidAt !== undefined && item?.kind === 'user-message' && item.rewordedAt !== undefined)
    if (Date.parse(saidAt) < Date.parse(item.rewordedAt)) return 'reworded'
  return view.turns.some(({ id }) => userMessageId(id) === itemId) ? 'waits' : 'gone'
}

/** The key of the last row of what was said until then (milliseconds since 1970), or else of the first; undefined: there is none. */
export function rowAt(rows: readonly Row[], at: number): string | undefined {
  const said = rows.flatMap((row) => {
    const time = timeOf(row)
    return time === undefined ? [] : [{ key: row.key, time }]
  })
  return (said.findLast(({ time }) => time <= at) ?? said[0])?.key
}
