// The part of the fold that concerns messages which wait: their words, their order, and who has them.
import type { ThreadEvent } from '../nouns/event.ts'
import type { ItemId, TurnId } from '../nouns/ids.ts'
import type { Item } from '../nouns/item.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import type { Turn } from '../nouns/turn.ts'
import { assertNever } from './assert-never.ts'

const types = [
  'turn.reworded',
  'turn.moved',
  'turn.withdrawn',
  'turn.held',
  'turn.released',
  'turn.handed',
  'turn.joined',
  'turn.interrupt-requested',
] as const satisfies ThreadEvent['type'][]

type QueueEvent = Extract<ThreadEvent, { type: (typeof types)[number] }>

const known = new Set<ThreadEvent['type']>(types)

export function isQueueEvent(event: ThreadEvent): event is QueueEvent {
  return known.has(event.type)
}

export function foldQueue(view: ThreadView, event: QueueEvent): ThreadView {
  const { turnId } = event.data
  switch (event.type) {
    case 'turn.reworded':
      return reworded(view, event)
    case 'turn.moved':
      return { ...view, turns: moved(view.turns, turnId, event.data.before) }
    case 'turn.withdrawn':
      return withdrawn(view, turnId)
    case 'turn.held':
      return held(view, event.data)
    case 'turn.released':
      return withTurn(view, turnId, (turn) => ({ ...turn, held: false, parked: false }))
    case 'turn.handed':
      return withTurn(view, turnId, (turn) => ({ ...turn, handed: true }))
    case 'turn.joined':
      return joined(view, turnId, event.data.into)
    case 'turn.interrupt-requested':
      return withTurn(view, turnId, (turn) => ({ ...turn, interrupting: true }))
    default:
      return assertNever(event)
  }
}

/** The view with one turn changed; the others keep their identity. */
export function withTurn(
  view: ThreadView,
  turnId: TurnId,
  change: (turn: Turn) => Turn,
): ThreadView {
  const turns = view.turns.map((turn) => (turn.id === turnId ? change(turn) : turn))
  return { ...view, turns }
}

/** The timeline's id of a user's message. */
export function userMessageId(turnId: TurnId): ItemId {
  return `user:${turnId}` as ItemId // Built of a parsed id; parsing it again would only cost.
}

/** What an agent that has ended had not taken up waits as before. */
export function givenBack(view: ThreadView): ThreadView {
  if (!view.turns.some((turn) => turn.handed)) return view
  const turns = view.turns.map((turn) => (turn.handed ? { ...turn, handed: false } : turn))
  return { ...view, turns }
}

/** A turn stands before those that still wait. */
export function beforeQueued(turns: readonly Turn[], turn: Turn): Turn[] {
  const others = turns.filter(({ id }) => id !== turn.id)
  const first = others.findIndex(({ state }) => state === 'queued')
  return first === -1 ? [...others, turn] : others.toSpliced(first, 0, turn)
}

/** A message takes its place in the timeline when the agent hears it. */
export function toTheEnd(view: ThreadView, turnId: TurnId, change = same): ThreadView {
  const id = userMessageId(turnId)
  const message = view.items.findLast((item) => item.id === id)
  if (!message) return view
  if (view.items.at(-1) === message && change === same) return view
  return { ...view, items: [...view.items.filter((item) => item !== message), change(message)] }
}

const same = (item: Item) => item

type Held = Extract<QueueEvent, { type: 'turn.held' }>['data']

function held(view: ThreadView, { turnId, parked = false }: Held): ThreadView {
  return withTurn(view, turnId, (turn) => ({ ...turn, held: true, parked }))
}

type Reworded = Extract<QueueEvent, { type: 'turn.reworded' }>

function reworded(view: ThreadView, { at, data }: Reworded): ThreadView {
  const { turnId, text, images } = data
  const id = userMessageId(turnId)
  const said = { text, ...(images && { images }) }
  const items = view.items.map((item) => {
    if (item.id !== id || item.kind !== 'user-message') return item
    return { ...item, ...said, ...(text !== item.text && { rewordedAt: at }) }
  })
  return { ...withTurn(view, turnId, (turn) => ({ ...turn, ...said })), items }
}

function moved(turns: Turn[], turnId: TurnId, before: TurnId | null): Turn[] {
  const turn = turns.find(({ id }) => id === turnId)
  if (!turn) return turns
  const others = turns.filter(({ id }) => id !== turnId)
  const at = before === null ? -1 : others.findIndex(({ id }) => id === before)
  return at === -1 ? [...others, turn] : others.toSpliced(at, 0, turn)
}

function withdrawn(view: ThreadView, turnId: TurnId): ThreadView {
  const id = userMessageId(turnId)
  return {
    ...view,
    turns: view.turns.filter((turn) => turn.id !== turnId),
    items: view.items.filter((item) => item.id !== id),
    withdrawn: [...view.withdrawn, turnId],
  }
}

/** The agent read it in the middle of another turn: one turn, one end. */
function joined(view: ThreadView, turnId: TurnId, into: TurnId): ThreadView {
  const turns = view.turns.filter((turn) => turn.id !== turnId)
  return toTheEnd({ ...view, turns }, turnId, (item) => ({ ...item, turnId: into }))
}
