// The part of the fold that concerns rewinds: what is taken out of sight is kept, so that an undo can put it back.
import type { ThreadEvent } from '../nouns/event.ts'
import type { Item } from '../nouns/item.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import type { Rewind } from '../nouns/turns/rewind.ts'
import { userMessageId } from './fold-queue.ts'
import { turnsFrom } from './turns/rewinds.ts'

type RewindEvent = Extract<ThreadEvent, { type: `rewind.${string}` }>
type Of<T extends RewindEvent['type']> = Extract<RewindEvent, { type: T }>

export function foldRewind(view: ThreadView, event: RewindEvent): ThreadView {
  if (event.type === 'rewind.requested') return requested(view, event)
  const known = view.rewinds.find(({ id }) => id === event.data.rewindId)
  if (known?.state !== 'requested') return view
  if (event.type === 'rewind.failed') return put(view, { ...known, state: 'failed' })
  const done: Rewind = { ...known, state: 'done', safety: event.data.safety }
  if (known.undoes !== null) return undone(put(view, done), known.undoes)
  // What an earlier one had taken can no longer be put back in its place.
  const before = { ...view, rewinds: view.rewinds.map((one) => ({ ...one, taken: null })) }
  return known.what === 'files' ? put(before, done) : takeBack(before, done, event)
}

function requested(view: ThreadView, { at, data }: Of<'rewind.requested'>): ThreadView {
  const { rewindId: id, turnId, what, to, undoes = null, message = null } = data
  const state = 'requested' as const
  const rewind: Rewind = {
    id,
    turnId,
    what,
    state,
    at,
    to,
    undoes,
    message,
    safety: null,
    taken: null,
  }
  return { ...view, rewinds: [...view.rewinds, rewind] }
}

function put(view: ThreadView, rewind: Rewind): ThreadView {
  return { ...view, rewinds: view.rewinds.map((one) => (one.id === rewind.id ? rewind : one)) }
}

function takeBack(view: ThreadView, rewind: Rewind, { data }: Of<'rewind.completed'>): ThreadView {
  const gone = turnsFrom(view, rewind.turnId)
  const ids = new Set<string>(gone.map(({ id }) => id))
  const turns = view.turns.filter(({ id }) => !ids.has(id))
  // What waits for its turn is not of what is taken back.
  const { waiting, items } = apart(view)
  const place = items.findIndex(({ id }) => id === userMessageId(rewind.turnId))
  const itemsBefore = place === -1 ? items.length : place
  const ofTaken = (approval: { turnId: string | null }) => ids.has(approval.turnId ?? '')
  const { run } = view
  const sessionId = run?.agentVersion ? run.sessionId : null
  const taken = {
    turns: gone,
    items: items.slice(itemsBefore),
    approvals: view.approvals.filter(ofTaken),
    turnsBefore: turns.filter(({ state }) => state !== 'queued').length,
    itemsBefore,
    continueAt: view.continueAt ?? { sessionId, at: null },
  }
  return {
    ...put(view, { ...rewind, taken }),
    turns,
    items: [...items.slice(0, itemsBefore), ...waiting],
    approvals: view.approvals.filter((approval) => !ofTaken(approval)),
    // A plan mode that the agent went into by itself goes with what it said.
    permissionMode: view.modeBeforePlan ?? view.permissionMode,
    modeBeforePlan: null,
    continueAt: data.continueAt,
    context: null,
  }
}

/** The timeline without the messages that wait, and those: where they stand in it says nothing yet. */
function apart({ turns, items }: ThreadView): Record<'waiting' | 'items', Item[]> {
  const queued = turns.filter(({ state }) => state === 'queued')
  const ids = new Set<string>(queued.map(({ id }) => userMessageId(id)))
  const waits = ({ id }: Item) => ids.has(id)
  return { waiting: items.filter(waits), items: items.filter((item) => !waits(item)) }
}

/** What was said since gives way to what was taken back; what waits still waits, behind it. */
function undone(view: ThreadView, rewindId: Rewind['id']): ThreadView {
  const target = view.rewinds.find(({ id }) => id === rewindId)
  if (!target) return view
  const after = put(view, { ...target, state: 'undone', taken: null })
  const { taken } = target
  if (!taken) return after
  const { waiting, items } = apart(view)
  const queued = view.turns.filter(({ state }) => state === 'queued')
  const begun = view.turns.filter(({ state }) => state !== 'queued')
  return {
    ...after,
    turns: [...begun.slice(0, taken.turnsBefore), ...taken.turns, ...queued],
    items: [...items.slice(0, taken.itemsBefore), ...taken.items, ...waiting],
    approvals: [...view.approvals, ...taken.approvals],
    continueAt: taken.continueAt,
    context: null,
  }
}
