// Writes a long thread into a server's database through the server's own log. The server must not run meanwhile.
import { foldAll, summaryOf } from '@a-parallel/contract/model'
import type {
  Fact,
  Item,
  ItemId,
  OwnerId,
  Project,
  ThreadEvent,
  ThreadId,
  TurnId,
} from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openDatabase } from '../../../packages/server/src/store/sqlite/database.ts'
import { sqliteThreadLog } from '../../../packages/server/src/store/sqlite/thread-log.ts'

export const lastWords = 'These are the last words of a long thread.'

/** What the first tool call of the thread printed among other lines, and where that stands. */
export const saidOnce = { word: 'quetzalcoatlus', itemId: 'item-0-2' }

const perTurn = 10

/** @returns the thread's id. `items` counts everything in the timeline, the person's messages too. */
export function writeLongThread(data: string, project: Project, items: number): string {
  const threadId = randomUUID() as ThreadId // A UUID, as the schema wants.
  const began = Date.parse('2026-01-01T00:00:00.000Z')
  const events = factsOf(project, items).map((fact, index): ThreadEvent => ({
    threadId,
    seq: index + 1,
    at: new Date(began + index * 500).toISOString(),
    actor: { kind: 'agent' },
    ...fact,
  }))
  const view = foldAll(null, events)
  const database = openDatabase(join(data, 'data.db'))
  sqliteThreadLog(database).append(0, events, view && summaryOf(view), null)
  database.close()
  return threadId
}

function factsOf(project: Project, items: number): Fact[] {
  const facts: Fact[] = [
    {
      type: 'thread.created',
      data: {
        owner: 'local' as OwnerId, // The one person of the local mode.
        projectId: project.id,
        projectPath: project.path,
        title: 'A long thread',
        model: 'sonnet',
        permissionMode: 'confirmEdit',
        mode: 'local',
      },
    },
  ]
  for (let turn = 0; turn < items / perTurn; turn += 1) {
    facts.push(...turnOf(turn, turn === items / perTurn - 1))
  }
  return facts
}

function turnOf(turn: number, isLast: boolean): Fact[] {
  const turnId = randomUUID() as TurnId // As above.
  const text = `Please look into part ${turn}, change what is wrong there and run its tests.`
  const facts: Fact[] = [
    { type: 'turn.queued', data: { turnId, origin: 'person', text } },
    { type: 'turn.started', data: { turnId, origin: 'person' } },
  ]
  for (let index = 1; index < perTurn; index += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + turn * 60_000 + index * 1000).toISOString()
    const placed = { id: `item-${turn}-${index}` as ItemId, turnId, parentId: null, at } // Ids are any text.
    const words = isLast && index === perTurn - 1 ? lastWords : wordsOf(turn, index)
    facts.push(...itemFacts(placed, index, words))
  }
  const tokens = { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 0, cacheWriteTokens: 0 }
  const usage = { ...tokens, costUsd: 0.01, durationMs: 60_000 }
  facts.push({ type: 'turn.completed', data: { turnId, usage, resultId: `result-${turn}` } })
  return facts
}

type Placed = Pick<Item, 'id' | 'turnId' | 'parentId' | 'at'>

function itemFacts(placed: Placed, index: number, text: string): Fact[] {
  if (index % 3 === 0) {
    return [
      {
        type: 'item.completed',
        data: { item: { ...placed, kind: 'agent-message', text, partial: false } },
      },
    ]
  }
  if (index === 1) {
    return [
      {
        type: 'item.completed',
        data: { item: { ...placed, kind: 'reasoning', text, partial: false } },
      },
    ]
  }
  const call = {
    ...placed,
    kind: 'tool-call' as const,
    name: 'Bash',
    title: `npm test -- part-${index}`,
    detail: { kind: 'command' as const, command: `npm test -- part-${index}` },
    background: false,
  }
  const running = {
    ...call,
    state: 'running' as const,
    output: null,
    exitCode: null,
    durationMs: null,
  }
  const said = placed.id === saidOnce.itemId ? `# ${saidOnce.word}\n` : ''
  const output = { text: said + 'ok 1 - it works\n'.repeat(20), omittedBytes: 0 }
  const over = { ...call, state: 'completed' as const, output, exitCode: 0, durationMs: 900 }
  return [
    { type: 'item.started', data: { item: running } },
    { type: 'item.completed', data: { item: over } },
  ]
}

function wordsOf(turn: number, index: number): string {
  return (
    `I looked at **part ${turn}** and found ${index} things:\n\n` +
    `- \`sum\` forgets the last value\n- the test expects the old name\n\n` +
    '```ts\nexport function sum(values: number[]): number {\n  return values.reduce((a, b) => a + b, 0)\n}\n```\n\n' +
    'I change both, then run the tests again. '.repeat(3)
  )
}
