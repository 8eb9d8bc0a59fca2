// A person ends one call of an agent, and not its turn.
import { findItem, hasRun, Problem } from '@a-parallel/contract/model'
import type { Fact, ItemId, ThreadView, ToolCall } from '@a-parallel/shared'

export function decideStopCall(view: ThreadView, itemId: ItemId): Fact[] {
  const item = findItem(view, itemId)
  if (item?.kind !== 'tool-call') throw new Problem('call_not_found')
  if (!canBeStopped(view, item)) throw new Problem('call_over', 'There is nothing left to stop.')
  if (view.stopsAsked.includes(itemId)) return []
  return [{ type: 'item.stop-requested', data: { itemId } }]
}

/** Calls whose end was asked for, and which the agent may not have ended yet. */
export function stopsLeft(view: ThreadView): string[] {
  return view.stopsAsked.flatMap((itemId) => {
    const item = findItem(view, itemId)
    const call = item?.kind === 'tool-call' && canBeStopped(view, item) ? item : null
    return call?.handle === undefined ? [] : [call.handle]
  })
}

function canBeStopped(view: ThreadView, { state, handle }: ToolCall): boolean {
  return state === 'running' && handle !== undefined && hasRun(view)
}
