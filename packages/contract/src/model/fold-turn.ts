// The part of the fold that concerns turns.
import type { Context, ContextFill } from '../nouns/agent/context.ts'
import type { ThreadEvent } from '../nouns/event.ts'
import type { Item } from '../nouns/item.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import type { ModelUse, Turn } from '../nouns/turn.ts'
import { beforeQueued, toTheEnd, userMessageId, withTurn } from './fold-queue.ts'
import { initial, next } from './transitions.ts'

type TurnEvent = Extract<
  ThreadEvent,
  {
    type: 'turn.queued' | 'turn.started' | 'turn.completed' | 'turn.failed' | 'turn.interrupted'
  }
>

export function foldTurn(view: ThreadView, event: TurnEvent): ThreadView {
  if (event.type === 'turn.queued') return queued(view, event)
  const { turnId } = event.data
  if (event.type === 'turn.started') {
    const turn = started(view.turns.find(({ id }) => id === turnId) ?? newTurn(event), event)
    return { ...toTheEnd(view, turnId), turns: beforeQueued(view.turns, turn) }
  }
  const ended = heldBack(withTurn(view, turnId, (turn) => over(turn, event)))
  const { usage } = event.data
  return {
    ...ended,
    costUsd: view.costUsd + (usage?.costUsd ?? 0),
    byModel: usage?.models ? withUses(view.byModel, usage.models) : view.byModel,
    context: contextAfter(view.context, event.data.context),
  }
}

/** What was to be taken back from an agent that lives on is no longer with it once the turn is over. */
function heldBack(view: ThreadView): ThreadView {
  if (view.run?.stopping || !view.turns.some(({ held, handed }) => held && handed)) return view
  const turns = view.turns.map((turn) => (turn.held ? { ...turn, handed: false } : turn))
  return { ...view, turns }
}

/** What each model used before and in this turn. */
function withUses(before: readonly ModelUse[], uses: readonly ModelUse[]): ModelUse[] {
  const known = new Map(before.map((use) => [use.model, use]))
  for (const use of uses) known.set(use.model, sum(known.get(use.model), use))
  return [...known.values()]
}

function sum(one: ModelUse | undefined, other: ModelUse): ModelUse {
  if (!one) return other
  return {
    model: other.model,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
    costUsd: one.costUsd + other.costUsd,
  }
}

/** A log of an earlier version tells nothing of it. */
function contextAfter(
  before: Context | null,
  fill: ContextFill | null | undefined,
): Context | null {
  if (fill === undefined) return before
  return fill && { ...fill, measured: before?.measured ?? null }
}

type Queued = Extract<TurnEvent, { type: 'turn.queued' }>

function queued(view: ThreadView, event: Queued): ThreadView {
  const { turnId, text, origin, images } = event.data
  const said = { text, ...(images && { images }) }
  const turns = [...view.turns, newTurn(event, said)]
  // Whoever goes on need not be woken.
  if (origin !== 'person') return { ...view, turns, resumeAt: null }
  const message: Item = {
    kind: 'user-message',
    id: userMessageId(turnId),
    turnId,
    parentId: null,
    at: event.at,
    ...said,
  }
  return { ...view, turns, items: [...view.items, message], resumeAt: null }
}

function newTurn(
  event: Extract<TurnEvent, { type: 'turn.queued' | 'turn.started' }>,
  said: Pick<Turn, 'text' | 'images'> = { text: '' },
): Turn {
  return {
    id: event.data.turnId,
    state: initial('turn'),
    origin: event.data.origin,
    ...said,
    queuedAt: event.at,
    startedAt: null,
    endedAt: null,
    usage: null,
    problem: null,
    reason: null,
    resultId: null,
    leaf: null,
    held: false,
    parked: false,
    handed: false,
    interrupting: false,
  }
}

function started(turn: Turn, event: TurnEvent): Turn {
  const state = next('turn', turn.state, event.type)
  if (!state) return turn
  return { ...turn, state, startedAt: event.at, held: false, parked: false, handed: false }
}

type Ended = Extract<TurnEvent, { type: 'turn.completed' | 'turn.failed' | 'turn.interrupted' }>

function over(turn: Turn, event: Ended): Turn {
  const state = next('turn', turn.state, event.type)
  if (!state) return turn
  return {
    ...turn,
    state,
    held: false,
    parked: false,
    handed: false,
    interrupting: false,
    endedAt: event.at,
    usage: event.data.usage,
    resultId: event.data.resultId,
    leaf: event.data.leaf ?? null,
    problem: event.type === 'turn.failed' ? event.data.problem : null,
    reason: event.type === 'turn.interrupted' ? event.data.reason : null,
  }
}
