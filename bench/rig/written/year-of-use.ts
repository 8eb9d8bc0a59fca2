// Writes a year of use into a server's database through the server's own log: many threads that have ended, each with
// some turns of several models. The server must not run meanwhile.
import { foldAll, summaryOf } from '@a-parallel/contract/model'
import type { Fact, OwnerId, Project, ThreadEvent, ThreadId, TurnId } from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openDatabase } from '../../../packages/server/src/store/sqlite/database.ts'
import { sqliteThreadLog } from '../../../packages/server/src/store/sqlite/thread-log.ts'

const dayMs = 24 * 3_600_000
const models = ['claude-opus-5', 'claude-sonnet-5', 'claude-haiku-5']
const turnsPerThread = 12

export interface YearAsk {
  projects: readonly Project[]
  /** Threads begun a day. */
  perDay: number
  days: number
  /** The end of the year, in milliseconds since 1970. */
  until: number
}

/** @returns how many turns were written. */
export function writeYearOfUse(data: string, { projects, perDay, days, until }: YearAsk): number {
  const database = openDatabase(join(data, 'data.db'))
  const log = sqliteThreadLog(database)
  let turns = 0
  for (let day = 0; day < days; day += 1)
    for (let nth = 0; nth < perDay; nth += 1) {
      const project = projects[(day + nth) % projects.length]
      if (!project) continue
      const begin = until - (days - day) * dayMs + nth * 3_600_000
      const events = threadOf(project, `Thread ${nth + 1} of day ${day + 1}`, begin)
      const view = foldAll(null, events)
      log.append(0, events, view && summaryOf(view), null)
      turns += turnsPerThread
    }
  database.close()
  return turns
}

function threadOf(project: Project, title: string, begin: number): ThreadEvent[] {
  const threadId = randomUUID() as ThreadId // A UUID, as the schema wants.
  const facts: Fact[] = [
    {
      type: 'thread.created',
      data: {
        owner: 'local' as OwnerId, // The one person of the local mode.
        projectId: project.id,
        projectPath: project.path,
        title,
        model: 'opus',
        permissionMode: 'confirmEdit',
        mode: 'local',
      },
    },
    ...Array.from({ length: turnsPerThread }, (_, turn) => turnOf(turn, begin)).flat(),
  ]
  return facts.map((fact, index) => ({
    threadId,
    seq: index + 1,
    at: new Date(begin + index * 60_000).toISOString(),
    actor: { kind: 'agent' },
    ...fact,
  }))
}

function turnOf(turn: number, begin: number): Fact[] {
  const turnId = randomUUID() as TurnId // As above.
  const size = 1 + ((turn * 7 + Math.floor(begin / dayMs) * 3) % 9)
  const part = {
    inputTokens: 400 * size,
    outputTokens: 900 * size,
    cacheReadTokens: 20_000 * size,
    cacheWriteTokens: 1_500 * size,
  }
  const first = { model: models[turn % 2] ?? '', ...part, costUsd: 0.04 * size }
  const second = { model: models[2] ?? '', ...part, costUsd: 0.005 * size }
  const usage = {
    inputTokens: 2 * part.inputTokens,
    outputTokens: 2 * part.outputTokens,
    cacheReadTokens: 2 * part.cacheReadTokens,
    cacheWriteTokens: 2 * part.cacheWriteTokens,
    costUsd: first.costUsd + second.costUsd,
    durationMs: 60_000,
    models: [first, second],
  }
  return [
    { type: 'turn.queued', data: { turnId, origin: 'person', text: `Step ${turn}` } },
    { type: 'turn.started', data: { turnId, origin: 'person' } },
    { type: 'turn.completed', data: { turnId, usage, resultId: `result-${turn}` } },
  ]
}
