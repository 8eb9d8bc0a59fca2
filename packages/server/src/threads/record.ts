// Signals of a run turned into facts. Reading the same signals again gives no facts: what the log knows is skipped.
import { activeTurn, assertNever, findItem, fold, queuedTurns } from '@a-parallel/contract/model'
import type {
  Actor,
  Fact,
  Instant,
  ProblemValue,
  Item,
  ItemId,
  Signal,
  ThreadEvent,
  ThreadView,
  Turn,
  TurnId,
} from '@a-parallel/shared'
import type { Command } from './command.ts'
import { budgetReached } from './decide/turns/budget.ts'
import { isConversationMissing } from './decide/start.ts'
import { recordAsk, settled } from './record/ask.ts'
import { recordCommands } from './record/commands.ts'
import { recordContext } from './record/context.ts'
import { recordItem } from './record/item.ts'
import { planEntered } from './record/plan.ts'
import { recordToolServers } from './record/tool-servers.ts'
import type { Standing } from './record/policy.ts'

type Signals = Extract<Command, { type: 'signals' }>

export function record(
  view: ThreadView,
  { runId, signals }: Signals,
  now: Instant,
  standing: Standing,
): Fact[] {
  if (view.run?.id !== runId) return []
  const facts: Fact[] = []
  const current: SoFar = { view, items: new Map(), standing }
  for (const signal of signals) {
    for (const fact of factsOf(current, signal, now)) {
      facts.push(fact)
      if (fact.type === 'item.started' || fact.type === 'item.completed')
        current.items.set(fact.data.item.id, fact.data.item)
      else current.view = fold(current.view, provisional(current.view, fact, now))
    }
  }
  return facts
}

/** The thread with the facts found so far. Its items apart: a list of them is not copied for each. */
interface SoFar {
  view: ThreadView
  items: Map<ItemId, Item>
  standing: Standing
}

/** The fact as the fold wants it; the lane stamps the real one. */
function provisional(view: ThreadView, fact: Fact, at: Instant): ThreadEvent {
  return {
    threadId: view.id,
    seq: view.seq + 1,
    at,
    actor: actorOf(fact, { kind: 'agent' }),
    ...fact,
  }
}

/** Who caused a fact, where `actor` caused the command that it came of: a standing answer is nobody's own. */
export function actorOf(fact: Fact, actor: Actor): Actor {
  const standing = fact.type === 'approval.answered' ? fact.data.standing : undefined
  // The agent did not think of it: its program was asked.
  if (fact.type === 'thread.renamed' && actor.kind === 'agent') return { kind: 'system' }
  return standing ? { kind: 'rule', ...standing } : actor
}

function factsOf({ view, items, standing }: SoFar, signal: Signal, now: Instant): Fact[] {
  switch (signal.type) {
    case 'ready':
      return [
        ...runStarted(view),
        ...recordCommands(view, signal.commands),
        ...settled(view, standing),
        ...signal.pending.flatMap((ask) => recordAsk(view, ask, standing)),
      ]
    case 'turn-began':
      return [...identified(view, signal), ...turnBegan(view, signal)]
    case 'item-started':
    case 'item-completed':
      return recordItem(
        view,
        items.get(signal.item.id) ?? findItem(view, signal.item.id),
        signal,
        now,
      )
    case 'commands-changed':
      return recordCommands(view, signal.commands)
    case 'approval-asked':
      return recordAsk(view, signal.ask, standing)
    case 'approval-withdrawn':
      return withdrawn(view, signal)
    case 'plan-entered':
      return planEntered(view, items.get(signal.itemId) ?? findItem(view, signal.itemId), standing)
    case 'title-made':
      return view.titleWanted ? [{ type: 'thread.renamed', data: { title: signal.title } }] : []
    case 'context-measured':
      return recordContext(view, signal.context)
    case 'cost-told':
      return activeTurn(view) ? budgetReached(view, standing, signal.turnUsd) : []
    case 'turn-ended':
      return turnEnded(view, signal)
    case 'message-taken':
      return taken(view, signal)
    case 'tool-servers-told':
      return recordToolServers(view, items, signal, now)
    case 'delta':
    case 'abandoned':
    case 'aside-answered':
    case 'limits-told':
    case 'limits-answered':
    case 'activity':
      return []
    default:
      return assertNever(signal)
  }
}

type Of<T extends Signal['type']> = Extract<Signal, { type: T }>

function runStarted(view: ThreadView): Fact[] {
  if (view.run?.state !== 'requested') return []
  return [{ type: 'run.started', data: { runId: view.run.id } }]
}

function identified(view: ThreadView, signal: Of<'turn-began'>): Fact[] {
  const { run } = view
  if (!run || (run.sessionId === signal.sessionId && run.agentVersion === signal.agentVersion))
    return []
  const { sessionId, agentVersion } = signal
  return [{ type: 'run.identified', data: { runId: run.id, sessionId, agentVersion } }]
}

function turnBegan(view: ThreadView, signal: Of<'turn-began'>): Fact[] {
  const turnId = signal.uuid as TurnId // The agent's line ids are UUIDs; the driver has parsed it.
  // An agent that is being ended still hears that its work in the background ended, and begins to tell of it.
  if (view.run?.stopping) return []
  if (activeTurn(view) || view.turns.some((turn) => turn.id === turnId)) return []
  return [{ type: 'turn.started', data: { turnId, origin: 'agent' } }]
}

/**
 * A message that was handed over: the agent reads it in the middle of a turn, or begins one with it. Also one that was to
 * be taken back.
 */
function taken(view: ThreadView, { turnId }: Of<'message-taken'>): Fact[] {
  const turn = view.turns.find((known) => known.id === turnId)
  if (turn?.state !== 'queued' || !(turn.handed || turn.held)) return []
  const active = activeTurn(view)
  return active ? [{ type: 'turn.joined', data: { turnId, into: active.id } }] : [begun(turn)]
}

function begun({ id: turnId, origin }: Turn): Fact {
  return { type: 'turn.started', data: { turnId, origin } }
}

function withdrawn(view: ThreadView, { approvalId }: Of<'approval-withdrawn'>): Fact[] {
  const pending = view.approvals.some(
    (known) => known.id === approvalId && known.state === 'pending',
  )
  return pending ? [{ type: 'approval.expired', data: { approvalId } }] : []
}

function turnEnded(view: ThreadView, signal: Of<'turn-ended'>): Fact[] {
  const { resultId, usage, outcome, problem, ofItself, leaf, context } = signal
  const turn = activeTurn(view)
  if (!turn || view.turns.some((known) => known.resultId === resultId)) return []
  // A message may have been handed over in the moment before a turn of the agent's own ended.
  if (ofItself && turn.origin !== 'agent') return []
  const data = { turnId: turn.id, usage, resultId, leaf, context }
  // What a subagent in the background asks outlives the turn that sent it off.
  const expired = view.approvals
    .filter((approval) => approval.state === 'pending' && approval.parentId === null)
    .map((approval): Fact => ({ type: 'approval.expired', data: { approvalId: approval.id } }))
  // The agent goes on with what it has, before anything that it was not handed yet.
  const handed = queuedTurns(view).find((waiting) => waiting.handed)
  const next = handed ? [begun(handed)] : []
  switch (outcome) {
    case 'completed':
      return [...expired, { type: 'turn.completed', data }, ...next]
    case 'interrupted':
      return [
        ...expired,
        { type: 'turn.interrupted', data: { ...data, reason: 'stopped' } },
        ...next,
      ]
    case 'failed': {
      const failure = problem ?? { code: 'agent_turn_failed', detail: 'The agent gave no reason.' }
      const failed: Fact = { type: 'turn.failed', data: { ...data, problem: failure } }
      const end = useless(view, failure)
      const then = end.length > 0 ? end : next
      return [...expired, failed, ...parked(view, failure), ...then]
    }
    default:
      return assertNever(outcome)
  }
}

/** Whatever began next would fail like this one. What the agent was handed it begins by itself. */
function parked(view: ThreadView, { code }: ProblemValue): Fact[] {
  if (code !== 'usage_limit') return []
  return queuedTurns(view)
    .filter(({ handed }) => !handed)
    .map(({ id: turnId }) => ({ type: 'turn.held', data: { turnId, parked: true } }))
}

/** An agent that does not know the conversation is about to end: no turn may be handed to it any more. */
function useless({ run }: ThreadView, problem: ProblemValue): Fact[] {
  if (!isConversationMissing(problem) || !run || run.stopping) return []
  return [{ type: 'run.stop-requested', data: { runId: run.id } }]
}
