// Whatever people and agents do in whatever order, and however often the journal is read again, a thread's log stays
// true: one fact once, every answer once, and any reader that folds from anywhere arrives at the same thread.
import {
  activeTurn,
  checkoutPath,
  foldAll,
  hasRun,
  pendingApprovals,
  Problem,
  queuedTurns,
  snapshotOf,
  threadStatus,
} from '@a-parallel/contract/model'
import { ThreadEvent, ThreadSnapshot } from '@a-parallel/contract/nouns'
import type { ApprovalId, PermissionMode, RunId, Signal, ThreadView } from '@a-parallel/shared'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Command } from './command.ts'
import {
  ask,
  began,
  command,
  create,
  ended,
  id,
  message,
  ready,
  scene,
  worktreeReady,
} from './scene.ts'

/** One step of a history; `pick` chooses among what there is at that moment. */
interface Step {
  kind: (typeof kinds)[number]
  pick: number
}

const kinds = [
  'say',
  'change',
  'withdraw',
  'stop',
  'resume',
  'answer',
  'mode',
  'archive',
  'restore',
  'worktree-ready',
  'worktree-failed',
  'worktree-lost',
  'start-turn',
  'start-turn',
  'start-turn',
  'signal',
  'signal',
  'signal',
  'signal',
  'signal',
  'read-again',
  'run-exited',
  'run-lost',
  'run-failed',
  'stalled',
  'revived',
] as const

const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(1000) }), {
  maxLength: 80,
  size: 'max',
})

/** A history being played: the scene, and the journal of the run that lives now. */
function player() {
  const played = scene()
  let journal: Signal[] = []
  let runs = 0
  const view = (): ThreadView => played.view!
  const perform = (wanted: Command): string[] => {
    try {
      return played.play(wanted)
    } catch (cause) {
      // A refusal is an answer; anything else is a bug.
      expect(cause).toBeInstanceOf(Problem)
      return []
    }
  }
  const runId = () => view().run?.id ?? id(0)
  const hear = (...list: Signal[]) => perform({ type: 'signals', runId: runId(), signals: list })
  const startTurn = () => {
    const turn = queuedTurns(view())[0]
    // What the reactor asks before it begins a turn.
    const free = !activeTurn(view()) && checkoutPath(view()) !== null && !view().archived
    if (!turn || !free || threadStatus(view()) !== 'pending') return
    if (view().run?.stopping && hasRun(view())) return
    if (!hasRun(view())) {
      runs += 1
      journal = []
    }
    perform({
      type: 'start-turn',
      turnId: turn.id,
      runId: id(5000 + runs),
      sessionId: `s${runs}`,
    })
  }
  const say = (signal: Signal) => {
    if (!hasRun(view())) return
    journal.push(signal)
    hear(signal)
  }
  return {
    log: played.log,
    view,
    perform,
    startTurn,
    say,
    /** As after a crash: a driver's checkpoint never lies before a turn that has ended. Adds nothing. */
    readAgain(pick: number) {
      const begin = journal.findLastIndex((signal) => signal.type === 'turn-ended') + 1
      const tail = journal.slice(begin + (pick % (journal.length - begin + 1)))
      if (hasRun(view())) expect(hear(...tail)).toEqual([])
    },
    endRun(command: (runId: RunId) => Command) {
      if (!hasRun(view())) return
      perform(command(runId()))
      expect(pendingApprovals(view())).toEqual([])
      expect(activeTurn(view())).toBeNull()
      const running = view().items.filter(
        (item) => item.kind === 'tool-call' && item.state === 'running',
      )
      expect(running).toEqual([])
    },
  }
}

type Player = ReturnType<typeof player>

let unique = 0

/** What an agent might say next. Items and requests come from small pools, so that they come again; results do not. */
function signalOf(player: Player, pick: number): Signal {
  const few = Math.floor(pick / 10) % 4
  unique += 1
  switch (pick % 11) {
    case 0:
      return { ...ready, pending: few === 0 ? [] : [ask(`a${few}`)] } as Signal // `ready` is that signal.
    case 1:
      return began(500 + unique)
    case 2:
      return { type: 'item-started', item: command(`c${few}`, 'running') }
    case 3:
      return { type: 'item-completed', item: command(`c${few}`, 'completed') }
    case 4:
      return { type: 'item-completed', item: message(`m${few}`, `text ${few}`) }
    case 5:
    case 6:
      return {
        type: 'approval-asked',
        ask: ask(`a${few}-${pick % 7}`, { editsCheckout: few === 1 }),
      }
    case 7:
      return { type: 'approval-withdrawn', approvalId: anyApproval(player.view(), few) }
    case 10:
      return { type: 'message-taken', turnId: id(100 + (few + (pick % 3))) }
    default: {
      const outcome = (['completed', 'failed', 'interrupted'] as const)[few % 3]!
      return ended(`r${unique}`, {
        outcome,
        ofItself: activeTurn(player.view())?.origin === 'agent',
      })
    }
  }
}

function anyApproval(view: ThreadView, pick: number): ApprovalId {
  const { approvals } = view
  return approvals[pick % Math.max(1, approvals.length)]?.id ?? ('none' as ApprovalId) // Known to nobody.
}

const end = {
  open: [{ id: 'open:0', kind: 'agent-message' as const, parentId: null, text: 'Half' }],
}

function way(pick: number) {
  return (['queue', 'into-turn', 'stop-first'] as const)[Math.floor(pick / 7) % 3]
}

function play(player: Player, { kind, pick }: Step): void {
  const turnId = id(100 + (pick % 6))
  const { perform } = player
  switch (kind) {
    case 'say':
      return void perform({ type: 'say', turnId, text: `words ${pick}`, delivery: way(pick) })
    case 'change': {
      const before = pick % 3 === 0 ? null : id(100 + (pick % 5))
      const change = pick % 2 === 0 ? { text: `other ${pick}` } : { before }
      return void perform({ type: 'change-message', turnId, ...change, delivery: way(pick) })
    }
    case 'withdraw':
      return void perform({ type: 'withdraw', turnId })
    case 'stop':
      return void perform({ type: 'stop' })
    case 'resume':
      return void perform({ type: 'resume', turnId: id(10_000 + player.log.length) })
    case 'answer': {
      const approvalId = anyApproval(player.view(), pick)
      const decision = pick % 2 === 0 ? 'allow' : 'deny'
      const rest = { message: null, answers: null, permissionMode: null, stop: false, rule: null }
      return void perform({ type: 'answer', approvalId, decision, ...rest })
    }
    case 'mode': {
      const modes: PermissionMode[] = ['plan', 'confirmEdit', 'autoEdit']
      return void perform({ type: 'choose-permission-mode', permissionMode: modes[pick % 3]! })
    }
    case 'archive':
    case 'restore':
      return void perform({ type: kind })
    case 'worktree-ready':
      return void perform(worktreeReady)
    case 'worktree-failed': {
      const problem = { code: 'worktree_failed', detail: 'disk full' }
      return void perform({ type: 'worktree-outcome', outcome: { kind: 'failed', problem } })
    }
    case 'worktree-lost': {
      const code = pick % 2 === 0 ? 'worktree_missing' : 'branch_missing'
      return void perform({ type: 'worktree-lost', problem: { code, detail: 'gone' } })
    }
    case 'start-turn':
      return player.startTurn()
    case 'signal':
      return player.say(signalOf(player, pick))
    case 'read-again':
      return player.readAgain(pick)
    case 'run-exited':
      return player.endRun((runId) => ({
        type: 'run-ended',
        runId,
        end: { kind: 'exited', code: pick % 3, signal: null, stderr: '' },
        ...(pick % 2 === 0 ? end : { open: [] }),
      }))
    case 'run-lost':
      return player.endRun((runId) => ({ type: 'run-ended', runId, end: { kind: 'lost' }, ...end }))
    case 'stalled':
      return void perform({ type: kind, runId: player.view().run?.id ?? id(0), silentMs: pick })
    case 'revived':
      return void perform({ type: kind, runId: player.view().run?.id ?? id(0) })
    case 'run-failed': {
      const problem = { code: 'agent_not_found', detail: 'none' }
      return player.endRun((runId) => ({ type: 'run-failed', runId, problem }))
    }
    default:
      return kind satisfies never
  }
}

function counts(
  log: readonly ThreadEvent[],
  pick: (event: ThreadEvent) => string | null,
): Map<string, number> {
  const found = new Map<string, number>()
  for (const event of log) {
    const key = pick(event)
    if (key !== null) found.set(key, (found.get(key) ?? 0) + 1)
  }
  return found
}

function expectTrue(player: Player): void {
  const { log } = player
  const view = player.view()
  expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
  const once = counts(log, (event) => {
    switch (event.type) {
      case 'turn.queued':
      case 'turn.started':
      case 'turn.withdrawn':
      case 'turn.joined':
        return `${event.type} ${event.data.turnId}`
      case 'turn.completed':
      case 'turn.failed':
      case 'turn.interrupted':
        return `ended ${event.data.turnId}`
      case 'approval.requested':
        return `requested ${event.data.ask.id}`
      case 'approval.answered':
      case 'approval.expired':
        return `settled ${event.data.approvalId}`
      case 'run.requested':
      case 'run.started':
        return `${event.type} ${event.data.runId}`
      case 'run.exited':
      case 'run.lost':
        return `ended ${event.data.runId}`
      case 'item.started':
        return `item.started ${event.data.item.id}`
      case 'item.completed':
        return `item ${JSON.stringify(event.data.item)}`
      default:
        return null
    }
  })
  expect([...once].filter(([, count]) => count > 1)).toEqual([])
  // A start is a word of the agent as well: silent before it, it may fall silent again behind it.
  const heard = /^run\.(stalled|revived|started|exited|lost)$/
  const silences = log.filter(({ type }) => heard.test(type))
  for (const [index, { type }] of silences.entries()) {
    if (type === 'run.revived') expect(silences[index - 1]?.type).toBe('run.stalled')
    if (type === 'run.stalled') expect(silences[index - 1]?.type).not.toBe('run.stalled')
  }
  if (!hasRun(view)) expect(view.run?.stalledAt ?? null).toBeNull()
  const results = view.turns.flatMap((turn) => turn.resultId ?? [])
  expect(new Set(results).size).toBe(results.length)
  const items = view.items.map((item) => item.id)
  expect(new Set(items).size).toBe(items.length)
  expect(
    view.turns.filter((turn) => ['running', 'awaiting'].includes(turn.state)).length,
  ).toBeLessThan(2)
  if (threadStatus(view) === 'waiting') expect(pendingApprovals(view).length).toBeGreaterThan(0)
  ThreadSnapshot.parse(snapshotOf(view, []))
}

it('a log is gap-free, without doubles, and folds to one thread from anywhere', () => {
  const history = fc.property(steps, fc.nat(), (list, cut) => {
    const playing = player()
    playing.perform(create())
    if (cut % 4 > 0) playing.perform(worktreeReady)
    for (const step of list) play(playing, step)
    expectTrue(playing)
    const { log } = playing
    ThreadEvent.parse(log.at(-1))
    const at = cut % (log.length + 1)
    expect(foldAll(foldAll(null, log.slice(0, at)), log.slice(at))).toEqual(playing.view())
    expect(playing.perform(create({ prompt: 'again' }))).toEqual([])
  })
  fc.assert(history, { numRuns: 150 })
}, 60_000)
