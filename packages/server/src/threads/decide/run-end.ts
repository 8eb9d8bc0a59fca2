// What it means for a thread that its agent's process ended: nothing may stay open behind it.
import { activeTurn, hasRun, pendingApprovals } from '@a-parallel/contract/model'
import type {
  Fact,
  Instant,
  Item,
  ItemId,
  ProblemValue,
  ThreadView,
  Tokens,
  Turn,
} from '@a-parallel/shared'
import type { Command } from '../command.ts'

type RunEnded = Extract<Command, { type: 'run-ended' }>

export function decideRunEnd(view: ThreadView, command: RunEnded, now: Instant): Fact[] {
  const { run } = view
  if (run?.id !== command.runId || !hasRun(view)) return []
  const turn = activeTurn(view)
  return [
    ...closeTexts(command, turn, now),
    ...closeCalls(view),
    ...closeApprovals(view),
    ...(turn ? [closeTurn(turn, run.stopping, command, now)] : []),
    runFact(command),
  ]
}

type RunFailed = Extract<Command, { type: 'run-failed' }>

/** The agent did not come up; what an earlier start may have left open is closed all the same. */
export function decideRunFailed(view: ThreadView, { runId, problem }: RunFailed): Fact[] {
  if (view.run?.id !== runId || !hasRun(view)) return []
  const turn = activeTurn(view)
  const ended = turn && { turnId: turn.id, usage: null, resultId: null }
  const stopping = view.run.stopping
  return [
    { type: 'run.exited', data: { runId, code: null, signal: null } },
    ...closeCalls(view),
    ...closeApprovals(view),
    ...(ended && stopping
      ? [{ type: 'turn.interrupted' as const, data: { ...ended, reason: 'stopped' as const } }]
      : []),
    ...(ended && !stopping ? [{ type: 'turn.failed' as const, data: { ...ended, problem } }] : []),
  ]
}

export function closeApprovals(view: ThreadView): Fact[] {
  return pendingApprovals(view).map((approval) => ({
    type: 'approval.expired',
    data: { approvalId: approval.id },
  }))
}

function closeTexts(command: RunEnded, turn: Turn | null, now: Instant): Fact[] {
  return command.open.map((open) => ({
    type: 'item.completed',
    data: {
      item: {
        kind: open.kind,
        id: open.id as ItemId, // Comes from a signal of this very run.
        turnId: turn?.id ?? null,
        parentId: open.parentId as ItemId | null, // Likewise.
        at: now,
        text: open.text,
        partial: true,
      },
    },
  }))
}

function closeCalls(view: ThreadView): Fact[] {
  const open = view.items.filter(
    (item): item is Extract<Item, { kind: 'tool-call' }> =>
      item.kind === 'tool-call' && (item.state === 'running' || item.background),
  )
  return open.map((item) => ({
    type: 'item.completed',
    data: {
      item: {
        ...item,
        background: false,
        state: item.state === 'running' ? 'interrupted' : item.state,
      },
    },
  }))
}

function closeTurn(turn: Turn, stopping: boolean, { end, used }: RunEnded, now: Instant): Fact {
  const ended = { turnId: turn.id, usage: usageSoFar(turn, used, now), resultId: null }
  if (stopping) return { type: 'turn.interrupted', data: { ...ended, reason: 'stopped' } }
  if (end.kind === 'lost') return { type: 'turn.interrupted', data: { ...ended, reason: 'lost' } }
  return { type: 'turn.failed', data: { ...ended, problem: exitProblem(end) } }
}

/** Of a turn whose agent did not tell at its end what it used. */
export function usageSoFar(turn: Turn, used: Tokens | null | undefined, now: Instant) {
  if (!used) return null
  const durationMs = Math.max(0, Date.parse(now) - Date.parse(turn.startedAt ?? now))
  return { ...used, durationMs, partial: true }
}

function exitProblem(end: Extract<RunEnded['end'], { kind: 'exited' }>): ProblemValue {
  const how = end.signal === null ? `with code ${end.code ?? 'unknown'}` : `by ${end.signal}`
  const said = end.stderr.trim().slice(-1500)
  return {
    code: 'agent_exited',
    detail: `The agent ended ${how}.${said ? ` It said: ${said}` : ''} Resume to go on.`,
    values: end.signal === null ? { code: end.code ?? -1 } : { signal: end.signal },
  }
}

function runFact({ runId, end }: RunEnded): Fact {
  if (end.kind === 'lost') return { type: 'run.lost', data: { runId } }
  return { type: 'run.exited', data: { runId, code: end.code, signal: end.signal } }
}
