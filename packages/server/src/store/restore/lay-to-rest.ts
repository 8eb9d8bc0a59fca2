// A backup tells of work that was still to be done then, and of permissions that were given then. Both may be over since:
// facts are written behind its logs, so that nothing begins a second time and nothing that was taken back comes back.
import { grow, pendingRewind, Problem, queuedTurns, summaryOf } from '@a-parallel/contract/model'
import { PermissionMode, StandingRule } from '@a-parallel/contract/nouns'
import type { Fact, ThreadId, ThreadView } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import type { Database, ThreadLog } from '../port.ts'
import type { OpenDatabase } from '../sqlite/database.ts'
import { cursorSum } from '../sqlite/sums.ts'
import { sqliteThreadLog } from '../sqlite/thread-log.ts'
import { atWorkIn } from './at-work.ts'

const page = 2000

/** Threads that are at work now are passed over: they stay as they are. Done twice it is done once. */
export function layToRest(into: OpenDatabase, present: OpenDatabase, at: string): void {
  const [then, now] = [sqliteThreadLog(into), sqliteThreadLog(present)]
  for (const id of otherwise(into.db, present.db)) {
    const was = viewOf(then, id)
    if (!was || was.deleted) continue
    const is = viewOf(now, id)
    const facts = [...atRest(was), ...(is ? asPermitted(was, is) : [])]
    if (facts.length > 0) write(then, was, facts, at)
    readToHere(into.db, present.db, was)
  }
}

/** Threads of the backup that have gone on since, or are not there now. */
function otherwise(then: Database, now: Database): ThreadId[] {
  const here = new Map(standsOf(now).map(({ id, state }) => [id, state]))
  const working = new Set(now.all<{ id: string }>(atWorkIn('main')).map(({ id }) => id))
  const others = standsOf(then).filter(({ id, state }) => here.get(id) !== state)
  return others.filter(({ id }) => !working.has(id)).map(({ id }) => id)
}

/** How far a log goes, and when it got there: two that went different ways may be equally long. */
function standsOf(db: Database) {
  return db.all<{ id: ThreadId; state: string }>(sql`select id,
    json_extract(summary, '$.seq') || ' ' || (select coalesce(max(at), '') from events
      where thread_id = thread_summaries.id
        and seq = json_extract(thread_summaries.summary, '$.seq')) as state from thread_summaries`)
}

export function viewOf(log: ThreadLog, threadId: ThreadId): ThreadView | null {
  let view = log.snapshot(threadId)
  for (;;) {
    const events = log.read(threadId, view?.seq ?? 0, page)
    view = grow(view, events)
    if (events.length < page) return view
  }
}

/** Its turn that ran then is read to its end; what waited behind that waits for a person. */
function atRest(was: ThreadView): Fact[] {
  const facts: Fact[] = queuedTurns(was).map(({ id: turnId }) => ({
    type: 'turn.held',
    data: { turnId },
  }))
  if (was.resumeAt !== null) facts.push({ type: 'thread.resume-unplanned', data: {} })
  const rewind = pendingRewind(was)
  if (rewind) {
    const problem = new Problem('internal', 'A backup was put in place meanwhile.').toValue()
    facts.push({ type: 'rewind.failed', data: { rewindId: rewind.id, problem } })
  }
  return facts
}

/** No more than now: rules, the mode, and what it may cost before a person is asked. */
function asPermitted(was: ThreadView, is: ThreadView): Fact[] {
  const facts: Fact[] = []
  for (const rule of was.rules)
    if (rule.decision === 'allow' && !has(is.rules, rule))
      facts.push({ type: 'rule.removed', data: { ruleId: rule.id } })
  for (const rule of is.rules)
    if (rule.decision === 'deny' && !has(was.rules, rule))
      facts.push({ type: 'rule.made', data: { rule: StandingRule.parse(rule) } })
  const { permissionMode, budgetUsd } = is
  if (rank(was.permissionMode) > rank(permissionMode))
    facts.push({ type: 'thread.permission-mode-chosen', data: { permissionMode } })
  if (budgetUsd !== null && (was.budgetUsd ?? Infinity) > budgetUsd)
    facts.push({ type: 'budget.set', data: { usd: budgetUsd } })
  return facts
}

function has(rules: ThreadView['rules'], { id }: StandingRule): boolean {
  return rules.some((rule) => rule.id === id)
}

/** They stand in the order of what they permit. */
function rank(mode: PermissionMode): number {
  return PermissionMode.options.indexOf(mode)
}

function write(log: ThreadLog, was: ThreadView, facts: readonly Fact[], at: string): void {
  const { id: threadId, seq } = was
  const stamp = { threadId, at, actor: { kind: 'system' as const } }
  const events = facts.map((fact, index) => ({ ...stamp, seq: seq + index + 1, ...fact }))
  const view = grow(was, events)
  if (view) log.append(seq, events, summaryOf(view), null)
}

/** Of an agent that had nothing to do then, what it said since is not of this log: it is read from behind that. */
function readToHere(then: Database, now: Database, was: ThreadView): void {
  const { run, turns } = was
  if (!run || turns.some(({ state }) => state === 'running' || state === 'awaiting')) return
  const row = now.get<{ offset: number; state: string } | undefined>(
    sql`select offset, state from runs where id = ${run.id}`,
  )
  if (!row) return
  const { offset, state } = row
  const sum = cursorSum(run.id, offset, state, was.seq)
  then.run(sql`update runs set offset = ${offset}, state = ${state}, seq = ${was.seq}, sum = ${sum}
    where id = ${run.id} and ended = 0`)
}
