// Takes up what was left undone: after a start, the runs of an earlier server and every unfinished thread; and while
// running, what could not be done or written at its time (a full disk, a busy database). A requested state without an
// outcome is the to-do list; nothing else is consulted.
import { activeTurn, checkoutPath, hasRun, queuedTurns } from '@a-parallel/contract/model'
import type {
  Actor,
  Approval,
  RunId,
  ThreadEvent,
  ThreadId,
  ThreadView,
  ToolServerConfig,
} from '@a-parallel/shared'
import type { OpenRun, ThreadLog } from '../store/port.ts'
import { placedServers } from './asks/placed-servers.ts'
import { stopsLeft } from './decide/stop-call.ts'
import { clearAway, endRun, onlyRests, startRun, type StopAsked } from './react/effects.ts'
import { sayOf, withBytes, type Told } from './react/say.ts'
import { wordsOf } from './react/words.ts'
import type { ReactPorts, Reactor } from './react.ts'

export interface Recovery {
  /** After a start, before anything is waited for: what is begun from then on is not for this to take up. */
  begin(): Promise<void>
  /**
   * Asks again for what nobody does. Answers and messages of runs that are held are not said again: an order that
   * cannot be handed over ends its run, so none is lost while this server lives.
   */
  sweep(): Promise<void>
  /** Takes up the runs alone, and begins nothing. */
  runs(): Promise<void>
  stop(): void
}

const system: Actor = { kind: 'system' }
const sweepEveryMs = 30_000

export function openRecovery(ports: ReactPorts, reactor: Reactor, log: ThreadLog): Recovery {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const advance = (threadId: ThreadId) => reactor.advance(threadId)
  const each = (threadIds: Iterable<ThreadId>, work: (threadId: ThreadId) => void) => {
    for (const threadId of stopped ? [] : threadIds) {
      try {
        work(threadId)
      } catch (cause) {
        ports.log.error({ err: cause, threadId }, 'a thread could not be taken up')
      }
    }
  }
  const takeUpAll = async (runs: OpenRun[], unfinished: ThreadId[]) => {
    const threads = new Set(runs.map(({ threadId }) => threadId))
    // Whoever works holds a slot already; the others need not wait until a long journal is read.
    each(threads, (threadId) => ports.admission.working(threadId, works(ports.view(threadId))))
    const taken = runs.map(async (run) => {
      await reactor.first(run.threadId, async () => {
        if (!stopped) await takeUp(ports, log, run)
      })
      each([run.threadId], advance)
    })
    const others = unfinished.filter((threadId) => !threads.has(threadId))
    each(others, advance)
    await Promise.all(taken)
  }
  const lookAll = joined((runs: OpenRun[]) =>
    Promise.all(runs.map(({ threadId }) => ports.look(threadId))),
  )
  const sweep = async () => {
    await lookAll(log.openRuns())
    if (stopped) return
    const left = log.openRuns().filter(({ threadId }) => !reactor.busy(threadId))
    await takeUpAll(
      left.filter((run) => isLeft(ports, run)),
      log.unfinished(),
    )
    await ports.removeLeftovers()
  }
  return {
    async begin() {
      // None waits for the last: one agent that takes nothing in must not keep all the others from being looked at.
      timer = setInterval(() => {
        sweep().catch((cause: unknown) => ports.log.error({ err: cause }, 'a sweep failed'))
      }, sweepEveryMs).unref()
      const unfinished = log.unfinished()
      const runs = log.openRuns()
      await takeUpAll(runs, unfinished)
      await lookAll(runs)
      await ports.removeLeftovers()
    },
    sweep,
    runs: () => takeUpAll(log.openRuns(), []),
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}

/** Whoever asks while one is under way joins it. */
function joined<A>(work: (ask: A) => Promise<unknown>): (ask: A) => Promise<unknown> {
  let underWay: Promise<unknown> | null = null
  return (ask) => (underWay ??= work(ask).finally(() => (underWay = null)))
}

function works(view: ThreadView | null): boolean {
  return view !== null && activeTurn(view)?.state === 'running'
}

/** Nobody holds it, or its end was asked for and nobody is about it. */
function isLeft(ports: ReactPorts, { runId, threadId }: OpenRun): boolean {
  const view = ports.view(threadId)
  return !ports.held.has(runId) || view?.deleted === true || view?.run?.stopping === true
}

async function takeUp(
  ports: ReactPorts,
  log: ThreadLog,
  { runId, threadId, state, offset }: OpenRun,
): Promise<void> {
  const view = ports.view(threadId)
  if (view?.run?.id !== runId) return
  const alreadyHeld = ports.held.has(runId)
  let attached = false
  if (!alreadyHeld) {
    ports.stalled.takenUp(threadId)
    const from = state === null ? null : { offset, state }
    // Also a run whose worktree was lost has an end that must be written down.
    const cwd = checkoutPath(view) ?? view.worktree?.path ?? view.projectPath
    const ownsCheckout = view.mode === 'worktree'
    const ask = { runId, threadId, cwd, ownsCheckout, from, stopped: isStopped(log, view) }
    attached = (await ports.runner.runs.attach(ask)).kind === 'attached'
    if (!attached) await startOrGiveUp(ports, threadId)
  }
  // Looked for before the view is: what is said again must hold when it is said.
  const servers = attached ? await placedServers(ports, view) : []
  const current = ports.view(threadId)
  if (current?.deleted) return clearAway(ports, current)
  if (current?.run?.id !== runId || !hasRun(current)) return
  if (current.run.stopping) return endAgain(ports, log, current, runId)
  if (!attached) return
  await sayAgain(ports, log, current, servers)
  // Not before: what could not be said is said by the next sweep.
  if (ports.view(threadId)?.run?.id === runId) ports.held.add(runId)
}

/** As it was asked for. */
function endAgain(ports: ReactPorts, log: ThreadLog, view: ThreadView, runId: RunId) {
  const asked = stopAsked(log, view)
  return asked ? endRun(ports, view, asked) : ports.runner.runs.stop(runId)
}

/** Its agent may be gone, and what it left in its worktree not: nothing but the wish tells that it is to end, too. */
function isStopped(log: ThreadLog, view: ThreadView): boolean {
  if (view.deleted) return true
  if (!view.run?.stopping) return false
  const asked = stopAsked(log, view)
  return asked === undefined || !onlyRests(view, asked)
}

function stopAsked(log: ThreadLog, view: ThreadView): StopAsked | undefined {
  return latest(log, view).findLast((event) => event.type === 'run.stop-requested')
}

/** The server died between the wish and the start; or the run's folder was lost. */
async function startOrGiveUp(ports: ReactPorts, threadId: ThreadId): Promise<void> {
  const view = ports.view(threadId)
  const run = view && hasRun(view) ? view.run : null
  if (!view || !run) return
  if (run.state === 'requested' && !run.stopping && !view.deleted) {
    const { id: runId, sessionId, agentVersion, copies } = run
    const ask = { runId, sessionId, resumes: agentVersion !== null }
    return startRun(ports, view, copies ? { ...ask, copies } : ask)
  }
  const lost = { type: 'run-ended' as const, runId: run.id, end: { kind: 'lost' as const } }
  ports.lane.perform(threadId, { ...lost, open: [] }, system)
}

/**
 * Hands over once more what the log holds and the agent may not have got. The agent takes a message of a known id and
 * an answer to a settled request for nothing.
 */
async function sayAgain(
  { runner, images }: ReactPorts,
  log: ThreadLog,
  view: ThreadView,
  servers: readonly ToolServerConfig[],
): Promise<void> {
  const { run, permissionMode, effort } = view
  if (!run) return
  const turn = activeTurn(view)
  const said = turn && turn.origin !== 'agent' ? [sayOf(turn, wordsOf(view, turn))] : []
  const told: Told[] = [
    { type: 'greet' },
    // Before anything is said, as at a start; those that it has already go on as they are.
    { type: 'give-tool-servers', servers },
    { type: 'choose-permission-mode', permissionMode },
    { type: 'choose-effort', effort },
    ...modelAgain(log, view),
    ...said,
    ...(turn && turn.id === view.budgetStop?.turnId ? [{ type: 'interrupt' as const }] : []),
    ...stopsLeft(view).map((handle): Told => ({ type: 'stop-call', handle })),
    ...handedAgain(view),
    ...(turn?.interrupting ? [{ type: 'interrupt' as const }] : []),
    ...view.approvals.filter((asked) => mayStillWait(view, asked)).flatMap(answerAgain),
  ]
  await runner.runs.order(run.id, withBytes(images, view.owner, told))
}

/** Not those that are held: they were taken back. */
function handedAgain(view: ThreadView): Told[] {
  const handed = queuedTurns(view).filter((turn) => turn.handed)
  return handed.map((turn) => sayOf(turn))
}

/** How far back is looked for a choice of a model, or for who asked an agent to end. */
const fewEvents = 500

function latest(log: ThreadLog, { id, seq }: ThreadView): ThreadEvent[] {
  return log.read(id, Math.max(0, seq - fewEvents), fewEvents)
}

/** A run begins with its thread's model: only one chosen since is said again, for the agent makes a note of it. */
function modelAgain(log: ThreadLog, view: ThreadView): Told[] {
  const last = latest(log, view).findLast(({ type }) => chosenOrBegun.has(type))
  return last?.type === 'thread.model-chosen' ? [{ type: 'choose-model', model: view.model }] : []
}

const chosenOrBegun = new Set<ThreadEvent['type']>(['thread.model-chosen', 'run.requested'])

/** A subagent in the background waits for its answer whatever became of the turn. */
function mayStillWait(view: ThreadView, { state, turnId, itemId }: Approval): boolean {
  if (state !== 'answered') return false
  if (turnId !== null && turnId === activeTurn(view)?.id) return true
  return view.items.some(
    (item) =>
      item.kind === 'tool-call' &&
      item.id === itemId &&
      (item.state === 'running' || item.background),
  )
}

function answerAgain(ask: Approval): Told[] {
  if (!ask.answer) return []
  const { decision, message, answers, stop = false } = ask.answer
  return [{ type: 'answer', ask, decision, message, answers, permissionMode: null, stop }]
}
