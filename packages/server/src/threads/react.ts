// What facts set in motion: worktrees, agents, orders. It is handed only what a lane has just written, acts after the
// commit, and reports back by commands. A failure here becomes a fact, never a crash.
import {
  activeTurn,
  checkoutPath,
  checkpointDue,
  hasRun,
  isPreparing,
  standsReady,
  pendingRewind,
  queuedTurns,
  threadStatus,
  usedUpBudget,
  type ProjectBudget,
} from '@a-parallel/contract/model'
import type {
  Instant,
  OwnerId,
  RuleId,
  RunId,
  ThreadEvent,
  ThreadId,
  ThreadView,
  TurnId,
} from '@a-parallel/shared'
import type { NewId } from '../platform/id.ts'
import type { Spares } from '../spares/index.ts'
import type { Admission } from './react/admission.ts'
import {
  clearAway,
  endRun,
  giveOrders,
  makeWorktree,
  startRun,
  type EffectPorts,
} from './react/effects.ts'
import { endDevServers, keepArchived, unarchive } from './put-away/archived.ts'
import { keepFiles } from './react/checkpoints.ts'
import { carryOutRewind } from './react/rewinds.ts'
import type { Lines } from './react/lines.ts'
import { ordersOf } from './react/orders.ts'
import type { Planned } from './react/planned.ts'
import { openPrepare, stopSetup } from './react/preparation/prepare.ts'
import { tearDown } from './react/preparation/tear-down.ts'
import type { Rest } from './react/rest.ts'
import type { Told } from './react/say.ts'
import type { Stalled } from './react/stalled.ts'

export interface ReactPorts extends EffectPorts {
  spares: Pick<Spares, 'take' | 'drop' | 'names' | 'begun'>
  admission: Admission
  rest: Rest
  stalled: Stalled
  planned: Planned
  lines: Lines
  newId: NewId
  /** What its project may cost, where that is limited. */
  projectBudget: (view: ThreadView) => ProjectBudget | null
  /** A rule answered a request. */
  ruleUsed: (owner: OwnerId, ruleId: RuleId, at: Instant) => void
}

export interface Reactor {
  react(view: ThreadView, facts: ThreadEvent[]): void
  /** Sets in motion what a thread's state asks for; idempotent. Used at boot and by the sweep. */
  advance(threadId: ThreadId): void
  /** Does this for a thread before anything else: what its facts set in motion meanwhile waits. Never rejects. */
  first(threadId: ThreadId, work: () => Promise<void>): Promise<void>
  /** Whether something is being done for the thread. */
  busy(threadId: ThreadId): boolean
  /** Waits until nothing is in motion. */
  drain(): Promise<void>
}

type Start = (threadId: ThreadId, effect: () => Promise<void>) => Promise<void>

export function openReactor(ports: ReactPorts): Reactor {
  const inMotion = new Map<Promise<void>, ThreadId>()
  const firsts = new Map<ThreadId, Promise<void>>()
  const start: Start = (threadId, effect) => {
    const motion = effect()
      .catch((cause: unknown) => report(ports, threadId, cause))
      .finally(() => inMotion.delete(motion))
    inMotion.set(motion, threadId)
    return motion
  }
  const setInMotion = openMotions(ports, start)
  const advance = (threadId: ThreadId) => {
    const view = ports.view(threadId)
    if (view) setInMotion(view)
  }
  const act = (view: ThreadView, facts: ThreadEvent[]) => {
    try {
      for (const fact of facts) effectOf(ports, view, fact, start)
      for (const { actor, at } of facts)
        if (actor.kind === 'rule' && actor.ruleId) ports.ruleUsed(view.owner, actor.ruleId, at)
      advance(view.id)
    } catch (cause) {
      report(ports, view.id, cause)
    }
  }
  return {
    react(view, facts) {
      // The lane has written and published; effects begin once its caller is done.
      queueMicrotask(() => {
        const before = firsts.get(view.id)
        if (!before) return act(view, facts)
        // A stop does not wait: what goes before may wait for an agent that takes nothing in any more.
        const stops = facts.filter(({ type }) => type === 'run.stop-requested')
        for (const stop of stops) effectOf(ports, view, stop, start)
        const rest = facts.filter((fact) => !stops.includes(fact))
        void start(view.id, () => before.then(() => act(ports.view(view.id) ?? view, rest)))
      })
    },
    advance,
    first(threadId, work) {
      const done = start(threadId, work).finally(() => firsts.delete(threadId))
      firsts.set(threadId, done)
      return done
    },
    busy: (threadId) => [...inMotion.values()].includes(threadId),
    async drain() {
      while (inMotion.size > 0) await Promise.all(inMotion.keys())
    },
  }
}

/** What a thread's state asks for, each thing once at a time. */
function openMotions(ports: ReactPorts, start: Start): (view: ThreadView) => void {
  const make = onceEach(start)
  const keep = onceEach(start)
  const rewind = onceEach(start)
  const prepare = openPrepare(ports)
  return (view) => {
    const { id, deleted, archived } = view
    const isTorn = ports.tearing.has(id)
    // An agent that is being ended may still write where its worktree was.
    const isStill = !hasRun(view) && !deleted && !isTorn
    if (view.worktree?.state === 'requested' && isStill) make(id, () => makeWorktree(ports, id))
    if (checkpointDue(view)) keep(id, () => keepFiles(ports, id))
    // Not before the files behind the last turn are kept, nor while an agent could write.
    else if (pendingRewind(view) && isStill) rewind(id, () => carryOutRewind(ports, id))
    if (!isTorn) prepare.advance(view)
    if (archived && isStill && standsReady(view))
      void start(id, async () => void (await tearDown(ports, id)))
    admit(ports, view)
  }
}

/** What is being done for a thread already is not begun again. */
function onceEach(start: Start): (threadId: ThreadId, effect: () => Promise<void>) => void {
  const underWay = new Set<ThreadId>()
  return (threadId, effect) => {
    if (underWay.has(threadId)) return
    underWay.add(threadId)
    void start(threadId, () => effect().finally(() => underWay.delete(threadId)))
  }
}

function report(ports: ReactPorts, threadId: ThreadId, cause: unknown): void {
  ports.log.error({ err: cause, threadId }, 'an effect failed')
}

function effectOf(ports: ReactPorts, view: ThreadView, fact: ThreadEvent, start: Start): void {
  switch (fact.type) {
    case 'run.requested':
      return void start(view.id, () => startRun(ports, view, fact.data))
    case 'run.stop-requested':
      return void start(view.id, () => endRun(ports, view, fact))
    case 'turn.completed':
    case 'turn.failed':
    case 'turn.interrupted':
      void start(view.id, async () => void (await ports.look(view.id)))
      return tell(ports, view, fact, start)
    case 'run.exited':
    case 'run.lost':
      ports.held.delete(fact.data.runId)
      return void start(view.id, () => keepArchived(ports, view.id))
    case 'thread.archived':
      void start(view.id, () => endDevServers(ports, view.id))
      return void start(view.id, () => keepArchived(ports, view.id))
    case 'thread.restored':
      return void start(view.id, () => unarchive(ports, view.id))
    case 'preparation.command-skipped':
    case 'preparation.command-ended':
      return void start(view.id, () => stopSetup(ports, view, fact))
    case 'thread.deleted':
      return void start(view.id, () => clearAway(ports, view))
    default:
      return tell(ports, view, fact, start)
  }
}

/** What the agent is to hear of a fact. */
function tell(ports: ReactPorts, view: ThreadView, fact: ThreadEvent, start: Start): void {
  const orders = [...ordersOf(view, fact), ...costAsked(ports, view, fact)]
  const { run } = view
  if (orders.length > 0 && run && hasRun(view))
    void start(view.id, () => giveOrders(ports, view.owner, run.id, orders))
}

/** Behind each call of a turn that a budget limits. */
function costAsked(ports: ReactPorts, view: ThreadView, fact: ThreadEvent): Told[] {
  if (fact.type !== 'item.completed' || fact.data.item.kind !== 'tool-call') return []
  if (!activeTurn(view) || view.budgetStop || view.run?.state !== 'live') return []
  const limited = view.budgetUsd !== null || ports.projectBudget(view) !== null
  return limited ? [{ type: 'measure-cost' }] : []
}

/** A budget that was raised, or taken away, lets the thread go on. */
function liftBudget(ports: ReactPorts, view: ThreadView): void {
  if (!view.budgetStop || activeTurn(view) || view.deleted) return
  if (usedUpBudget(view, ports.projectBudget(view))) return
  const turnId = ports.newId() as TurnId // newId gives UUIDs.
  ports.lane.perform(view.id, { type: 'lift-budget', turnId }, { kind: 'system' })
}

/** Keeps the slots true, and asks for one when the thread's next turn could begin. */
function admit(ports: ReactPorts, view: ThreadView): void {
  liftBudget(ports, view)
  const active = activeTurn(view)
  ports.rest.changed(view)
  ports.planned.changed(view)
  ports.lines.changed(view)
  ports.stalled.changed(view)
  ports.admission.working(view.id, active?.state === 'running')
  const isInUse = !view.archived && !view.deleted && !ports.tearing.has(view.id)
  const ready = checkoutPath(view) !== null && isInUse
  const ending = view.run?.stopping && hasRun(view)
  const first = checkpointDue(view) ?? pendingRewind(view) ?? view.budgetStop
  const waits = queuedTurns(view).length === 0 || first !== null || isPreparing(view)
  if (active || !ready || waits || ending) {
    return ports.admission.withdraw(view.id)
  }
  ports.admission.request(view.id, () => {
    try {
      startTurn(ports, view.id)
    } catch (cause) {
      ports.admission.working(view.id, false)
      report(ports, view.id, cause)
    }
  })
}

function startTurn(ports: ReactPorts, threadId: ThreadId): void {
  const view = ports.view(threadId)
  const turn = view && queuedTurns(view)[0]
  if (!view || !turn || threadStatus(view) !== 'pending')
    return ports.admission.working(threadId, false)
  const waits = ports.spares.names(threadId, view)
  const names = waits ?? { runId: ports.newId() as RunId, sessionId: ports.newId() } // newId gives UUIDs.
  const command = { type: 'start-turn' as const, turnId: turn.id, ...names }
  ports.lane.perform(threadId, command, { kind: 'system' })
  if (waits && ports.view(threadId)?.run?.id === waits.runId) ports.spares.begun(threadId)
}
