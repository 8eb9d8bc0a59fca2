// Items of a run, placed in their turn and time. An item that the log already holds in this state is skipped.
import { activeTurn, lastBegun } from '@a-parallel/contract/model'
import type { Fact, Instant, Item, Signal, ThreadView } from '@a-parallel/shared'

type ItemSignal = Extract<Signal, { type: 'item-started' | 'item-completed' }>

export function recordItem(
  view: ThreadView,
  known: Item | undefined,
  { type, item: draft }: ItemSignal,
  now: Instant,
): Fact[] {
  const turnId = known?.turnId ?? activeTurn(view)?.id ?? lastBegun(view)?.id ?? null
  const since = answeredAt(view, draft.id) ?? known?.at ?? now
  const placed: Item = { ...draft, turnId, at: known?.at ?? now }
  const item = dated(timed(placed, known, { since, now }), known, now)
  if (known && (type === 'item-started' ? !tellsMore(known, item) : same(known, item))) return []
  return [{ type: type === 'item-started' ? 'item.started' : 'item.completed', data: { item } }]
}

/** It goes to the background, or the agent has given it a name. */
function tellsMore(known: Item, item: Item): boolean {
  if (known.kind !== 'tool-call' || item.kind !== 'tool-call') return false
  if (item.background && !known.background) return true
  return known.state === 'running' && item.handle !== undefined && known.handle === undefined
}

/** When a person, or a rule, let a call go ahead: waiting for that is no part of its duration. */
function answeredAt(view: ThreadView, itemId: Item['id']): Instant | undefined {
  return view.approvals.findLast((approval) => approval.itemId === itemId)?.answer?.at
}

interface Span {
  since: Instant
  now: Instant
}

/** Where the agent tells no duration, it is the time from the call's first event to its end. */
function timed(item: Item, known: Item | undefined, { since, now }: Span): Item {
  if (item.kind !== 'tool-call' || item.durationMs !== null || item.state === 'running') return item
  if (known?.kind !== 'tool-call') return item
  // The log saw only its end: reading that end again must not find a duration.
  if (known.state !== 'running') return { ...item, durationMs: known.durationMs }
  const durationMs = known.durationMs ?? Math.max(0, Date.parse(now) - Date.parse(since))
  return { ...item, durationMs }
}

/** When the next attempt is due: the agent tells only how long it waits, from when it tells it. */
function dated(item: Item, known: Item | undefined, now: Instant): Item {
  if (item.kind !== 'notice' || item.code !== 'api-retry') return item
  const { attempt, delayMs } = item.values
  const before = known?.kind === 'notice' && known.values.attempt === attempt ? known : null
  const nextAt = before ? before.values.nextAt : Date.parse(now) + Number(delayMs)
  if (typeof nextAt !== 'number' || Number.isNaN(nextAt)) return item
  return { ...item, values: { ...item.values, nextAt } }
}

function same(known: Item, item: Item): boolean {
  return JSON.stringify(known) === JSON.stringify(item)
}
