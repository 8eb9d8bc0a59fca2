import type { Fact, OwnerId, ThreadEvent } from '@a-parallel/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { created, madeUpId, person, write } from '../made-up-log.ts'
import { openDatabase, type OpenDatabase } from './database.ts'
import { sqliteSkillUses } from './skill-uses.ts'
import { sqliteThreadLog } from './thread-log.ts'

let database: OpenDatabase

beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => database.close())

const said = (text: string): Fact => ({
  type: 'turn.queued',
  data: { turnId: madeUpId(7), origin: 'person', text },
})
const called = (name: string, input: string): Fact => ({
  type: 'item.completed',
  data: {
    item: {
      kind: 'tool-call',
      id: 'call' as never, // Of the right shape.
      turnId: null,
      parentId: null,
      at: '2026-01-01T00:00:00.000Z',
      name,
      title: '',
      state: 'completed',
      detail: { kind: 'other', input },
      output: null,
      exitCode: null,
      durationMs: null,
      background: false,
    },
  },
})

/** A day of the month for each fact. */
function thread(number: number, facts: Fact[], day = 1): ThreadEvent[] {
  return [created(`Thread ${number}`), ...facts].map((fact, index) => ({
    threadId: madeUpId(number),
    seq: index + 1,
    at: `2026-01-0${day + index}T00:00:00.000Z`,
    actor: person,
    ...fact,
  }))
}

it('tells which threads used a skill, by a slash or by the agent’s tool', () => {
  const log = sqliteThreadLog(database)
  write(log, thread(1, [said('/greet Ana'), said('/greet'), said('Say "text":"/nothing"')]))
  write(
    log,
    thread(2, [called('Skill', '{\n  "skill": "greet"\n}'), called('Bash', '"name":"Skill"')]),
  )
  write(log, thread(3, [called('Skill', '{"skill": "cut')]))
  const uses = sqliteSkillUses(database).used('local' as OwnerId) // Of the right shape.
  const told = [...uses].map(([name, threads]) => [name, [...threads.values()]])
  const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`
  expect(told).toMatchObject([
    [
      'greet',
      [
        { threadId: madeUpId(1), title: 'Thread 1', at: at(3) },
        { threadId: madeUpId(2), title: 'Thread 2', at: at(2) },
      ],
    ],
  ])
  expect([...sqliteSkillUses(database).used('eve' as OwnerId)]).toEqual([]) // Likewise.
})
