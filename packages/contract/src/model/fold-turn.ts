// The part of the fold that concerns turns.
import type { ThreadEvent } from '../nouns/event.ts'
import type { ItemId, TurnId } from '../nouns/ids.ts'
import type { Item } from '../nouns/item.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import type { Turn } from '../nouns/turn.ts'
import { initial, next } from './transitions.ts'

type TurnEvent = Extract<ThreadEvent, { type: `turn.${string}` }>

export function foldTurn(view: ThreadView, event: TurnEvent): ThreadView {
  if (event.type === 'turn.queued') return queued(view, event)
  const { turnId } = event.data
  if (event.type === 'turn.started') {
    const known = view.turns.some((turn) => turn.id === turnId)
    const before = known ? view : { ...view, turns: [...view.turns, newTurn(event, '')] }
    return withTurn(toTheEnd(before, turnId), turnId, (turn) => started(turn, event))
  }
  const ended = withTurn(view, turnId, (turn) => over(turn, event))
  return { ...ended, costUsd: view.costUsd + (event.data.usage?.costUsd ?? 0) }
}

/** A message that waited takes its place in the timeline when its turn begins. */
function toTheEnd(view: ThreadView, turnId: TurnId): ThreadView {
  const id = userMessageId(turnId)
  const message = view.items.findLast((item) => item.id === id)
  if (!message || view.items.at(-1) === message) return view
  return { ...view, items: [...view.items.filter((item) => item !== message), message] }
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

type Queued = Extract<TurnEvent, { type: 'turn.queued' }>

function queued(view: ThreadView, event: Queued): ThreadView {
  const { turnId, text, origin } = event.data
  const turns = [...view.turns, newTurn(event, text)]
  // Whoever goes on need not be woken.
  if (origin !== 'person') return { ...view, turns, resumeAt: null }
  const message: Item = {
    kind: 'user-message',
    id: userMessageId(turnId),
    turnId,
    parentId: null,
    at: event.at,
    text,
  }
  return { ...view, turns, items: [...view.items, message], resumeAt: null }
}

/** The timeline's id of the message that began a turn. */
export function userMessageId(turnId: TurnId): ItemId {
  return `user:${turnId}` as ItemId // Built of a parsed id; parsing it again would only cost.
}

function newTurn(
  event: Extract<TurnEvent, { type: 'turn.queued' | 'turn.started' }>,
  text: string,
): Turn {
  return {
    id: event.data.turnId,
    state: initial('turn'),
    origin: event.data.origin,
    text,
    queuedAt: event.at,
    startedAt: null,
    endedAt: null,
    usage: null,
    problem: null,
    reason: null,
    resultId: null,
    leaf: null,
  }
}

function started(turn: Turn, event: TurnEvent): Turn {
  const state = next('turn', turn.state, event.type)
  return state ? { ...turn, state, startedAt: event.at } : turn
}

type Ended = Extract<TurnEvent, { type: 'turn.completed' | 'turn.failed' | 'turn.interrupted' }>

function over(turn: Turn, event: Ended): Turn {
  const state = next('turn', turn.state, event.type)
  if (!state) return turn
  return {
    ...turn,
    state,
    endedAt: event.at,
    usage: event.data.usage,
    resultId: event.data.resultId,
    leaf: event.data.leaf ?? null,
    problem: event.type === 'turn.failed' ? event.data.problem : null,
    reason: event.type === 'turn.interrupted' ? event.data.reason : null,
  }
}
