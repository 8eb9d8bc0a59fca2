// What a backup tells of as still to be done, or as permitted, and what is over by now.
import { heldTurns, queuedTurns } from '@a-parallel/contract/model'
import type { Fact, RuleId, StandingRule, ThreadEvent, ThreadId, TurnId } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { created, madeUpId, person, said, write } from '../made-up-log.ts'
import { openDatabase, type OpenDatabase } from '../sqlite/database.ts'
import { sqliteThreadLog } from '../sqlite/thread-log.ts'
import { layToRest, viewOf } from './lay-to-rest.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-rest-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const at = '2026-02-01T00:00:00.000Z'
const rule = (number: number, decision: 'allow' | 'deny'): StandingRule => ({
  id: madeUpId(number) as unknown as RuleId, // A test's id may stand for anything.
  kind: 'command',
  tool: 'Bash',
  pattern: `ls ${number}`,
  decision,
})
const made = (number: number, decision: 'allow' | 'deny'): Fact => ({
  type: 'rule.made',
  data: { rule: rule(number, decision) },
})
const queued: Fact = {
  type: 'turn.queued',
  data: { turnId: madeUpId(70), origin: 'person', text: 'Do it.' },
}
const withdrawn: Fact = { type: 'turn.withdrawn', data: { turnId: madeUpId(70) } }
const planned: Fact = { type: 'thread.resume-planned', data: { at } }
const run: Fact = {
  type: 'run.requested',
  data: { runId: madeUpId(90), sessionId: 'session', resumes: false },
}

let files = 0
/** A database with one thread that these facts made. */
function having(threadId: ThreadId, facts: readonly Fact[]): OpenDatabase {
  files += 1
  const database = openDatabase(join(folder, `${files}.db`))
  const events = facts.map((fact, index): ThreadEvent => {
    const time = new Date(index * 1000).toISOString()
    return { threadId, seq: index + 1, at: time, actor: person, ...fact }
  })
  write(sqliteThreadLog(database), events)
  return database
}

const thread = madeUpId(1)
const begin = [created('One'), said(1)]

/** What comes of the one when the other is there now; done twice, as by a server that died in between. */
function laid(was: readonly Fact[], is: readonly Fact[]) {
  const [then, now] = [having(thread, [...begin, ...was]), having(thread, [...begin, ...is])]
  // It is not at work now, whatever its made-up log tells.
  now.db.run(sql`update thread_summaries set summary = json_set(summary, '$.status', 'completed')`)
  now.db.run(sql`update runs set ended = 1`)
  layToRest(then, now, at)
  const view = viewOf(sqliteThreadLog(then), thread)
  layToRest(then, now, at)
  expect(viewOf(sqliteThreadLog(then), thread)?.seq).toBe(view?.seq)
  const place = then.db.get<{ offset: number }>(sql`select offset from runs`)?.offset
  for (const one of [then, now]) one.close()
  if (!view) throw new Error('it is there')
  return { view, place, added: view.seq - begin.length - was.length }
}

it('begins nothing that waited then', () => {
  const { view } = laid([queued, planned], [queued, withdrawn, said(9)])
  expect(queuedTurns(view)).toEqual([])
  expect(heldTurns(view).map(({ id }): TurnId => id)).toEqual([madeUpId(70)])
  expect(view.resumeAt).toBeNull()
})

it('permits no more than now', () => {
  const was = [made(1, 'allow'), made(2, 'allow'), made(3, 'deny')]
  const is: Fact[] = [
    ...was,
    made(4, 'deny'),
    made(5, 'allow'),
    { type: 'rule.removed', data: { ruleId: rule(1, 'allow').id } },
    { type: 'rule.removed', data: { ruleId: rule(3, 'deny').id } },
    { type: 'thread.permission-mode-chosen', data: { permissionMode: 'plan' } },
    { type: 'budget.set', data: { usd: 5 } },
  ]
  const { view } = laid(was, is)
  expect(view.rules.map(({ pattern, decision }) => [pattern, decision])).toEqual([
    ['ls 2', 'allow'],
    ['ls 3', 'deny'],
    ['ls 4', 'deny'],
  ])
  expect([view.permissionMode, view.budgetUsd]).toEqual(['plan', 5])
})

it('leaves what is stricter than now', () => {
  const bypass: Fact = {
    type: 'thread.permission-mode-chosen',
    data: { permissionMode: 'bypass' },
  }
  const was: Fact[] = [{ type: 'budget.set', data: { usd: 1 } }]
  expect(laid(was, [...was, bypass, { type: 'budget.set', data: { usd: 2 } }]).added).toBe(0)
})

it('reads no more of an agent that had nothing to do, and on of one that had', () => {
  const later = Array.from({ length: 20 }, (_, index) => said(100 + index))
  const reached = (begin.length + 1 + later.length) * 100
  expect(laid([run], [run, ...later]).place).toBe(reached)
  const started: Fact = { type: 'turn.started', data: { turnId: madeUpId(70), origin: 'person' } }
  const working = [queued, run, started]
  expect(laid(working, [...working, ...later]).place).toBe((begin.length + 3) * 100)
})

it('touches no thread that did not go on, or is at work now', () => {
  const was = [queued, planned]
  expect(laid(was, was).added).toBe(0)
  const [then, now] = [having(thread, [...begin, queued]), having(thread, [...begin, queued, run])]
  layToRest(then, now, at)
  expect(viewOf(sqliteThreadLog(then), thread)?.seq).toBe(begin.length + 1)
  for (const one of [then, now]) one.close()
})
