// The end of a turn. Judged by `is_error`: a refusal of the API comes as `subtype: "success"`.
import type { Signal } from '@a-parallel/shared'
import { closeCalls } from './calls.ts'
import { contextAfter } from './used/context.ts'
import { ResultLine } from './lines.ts'
import { turnProblem } from './problems.ts'
import type { Reading } from './reading.ts'
import { noTotals, type State } from './state.ts'
import { totalsAfter, totalsByModel, turnUsage, usesOf } from './used/usage.ts'

export function readResult(value: unknown, reading: Reading): void {
  const { data: line } = ResultLine.safeParse(value)
  if (!line) return
  reading.signals.push(...reading.open.endAll())
  closeCalls(reading)
  const { totals: before, apiError, limitResetsAt } = reading.state
  const totals = totalsAfter(line, before)
  const byModel = totalsByModel(line, reading.state.byModel)
  const usage = turnUsage(line, { before, after: totals })
  const models = usesOf(reading.state.byModel, byModel)
  const context = contextAfter(line, reading)
  reading.state = {
    ...withoutLeftovers(reading.state),
    totals,
    byModel,
    compacted: false,
    apiError: null,
    limitResetsAt: null,
    retry: null,
  }
  const outcome = outcomeOf(line)
  const { sessionId, leaf } = reading.state
  reading.signals.push({
    type: 'turn-ended',
    resultId: line.uuid,
    outcome,
    ofItself: line.origin?.kind === 'task-notification',
    usage: models.length > 0 ? { ...usage, models } : usage,
    context,
    problem: outcome === 'failed' ? turnProblem(line, apiError, limitResetsAt) : null,
    leaf: leaf === null ? null : { sessionId, at: leaf },
  })
}

/** Keeps of requests, tasks and subagents only what belongs to calls that go on. */
function withoutLeftovers(state: State): State {
  const goesOn = (callId: string) => Object.hasOwn(state.calls, callId)
  const keep = (record: Record<string, string>) =>
    Object.fromEntries(Object.entries(record).filter(([, callId]) => goesOn(callId)))
  const ofThoseThatGoOn = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([parent]) => parent === '' || goesOn(parent)))
  return {
    ...state,
    asks: keep(state.asks),
    tasks: keep(state.tasks),
    blocks: ofThoseThatGoOn(state.blocks),
    soFar: { used: noTotals, messages: ofThoseThatGoOn(state.soFar.messages) },
  }
}

function outcomeOf(line: ResultLine): Extract<Signal, { type: 'turn-ended' }>['outcome'] {
  if (line.terminal_reason?.startsWith('aborted')) return 'interrupted'
  return line.is_error ? 'failed' : 'completed'
}
