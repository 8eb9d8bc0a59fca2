import { summaryOf, foldAll } from '@a-parallel/contract/model'
import type { Fact, OwnerId, SessionId, ThreadEvent } from '@a-parallel/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { created, madeUpId, person } from '../made-up-log.ts'
import { openDatabase, type OpenDatabase } from './database.ts'
import { sqliteSessions } from './sessions.ts'
import { sqliteThreadLog } from './thread-log.ts'

let database: OpenDatabase
const at = '2026-01-01T00:00:00.000Z'

beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => database.close())

function write(number: number, facts: Fact[]): ThreadEvent[] {
  const events = [created(`Thread ${number}`), ...facts].map((fact, index): ThreadEvent => ({
    threadId: madeUpId(number),
    seq: index + 1,
    at,
    actor: person,
    ...fact,
  }))
  const view = foldAll(null, events)
  sqliteThreadLog(database).append(0, events, view && summaryOf(view), null)
  return events
}

it('knows the conversations of agents, and the threads that go on with a session', () => {
  const sessionId: SessionId = madeUpId(50) as never // Of the right shape.
  const imported = {
    sessionId,
    title: 'Mine',
    folder: '/repo',
    branch: null,
    turnId: madeUpId(60),
    at,
    omitted: 0,
  } as const
  const requested = { runId: madeUpId(70), sessionId: 'first', resumes: false } as const
  const named = { runId: madeUpId(70), sessionId: 'cleared', agentVersion: '2' } as const
  write(1, [
    { type: 'run.requested', data: requested },
    { type: 'run.identified', data: named },
  ])
  const begun = { imported, turns: [], continueAt: { sessionId, at: null } }
  write(2, [{ type: 'import.begun', data: begun }])
  const log = sqliteSessions(database)
  expect([...log.held()].toSorted()).toEqual(['cleared', 'first'])
  const owner = 'local' as OwnerId // Of the right shape.
  expect([...log.continued(owner)]).toEqual([[sessionId, { id: madeUpId(2), title: 'Thread 2' }]])
  expect(log.continued('nobody' as OwnerId).size).toBe(0) // Of the right shape.
})
