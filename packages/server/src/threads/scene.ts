// A thread played in memory for the pure tests: commands in, facts and view out, with a clock that only counts.
import { fold } from '@a-parallel/contract/model'
import type {
  Actor,
  ApprovalId,
  ItemId,
  OwnerId,
  Ask,
  DraftItem,
  Fact,
  ProjectId,
  RunId,
  Signal,
  ThreadEvent,
  ThreadId,
  ThreadView,
  TurnId,
} from '@a-parallel/shared'
import type { Command, CreateThread } from './command.ts'
import { decide } from './decide.ts'
import { actorOf } from './record.ts'
import { nothingStanding, type Standing } from './record/policy.ts'

const owner = 'local' as OwnerId // Of the right shape.
const person: Actor = { kind: 'person', id: owner }

/** `id(3)` is a UUID that ends in 3, under any of our names for ids. */
export function id(number: number): ProjectId & ThreadId & TurnId & RunId {
  // A test's id may stand for anything.
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as never
}

export const runId = id(900)

export interface Scene {
  readonly view: ThreadView | null
  readonly log: ThreadEvent[]
  /** Performs a command and returns the types of the facts it led to. */
  play(command: Command, actor?: Actor): Fact['type'][]
}

/** @param standing what holds beyond the thread's own log. */
export function scene(standing: Standing = nothingStanding): Scene {
  let view: ThreadView | null = null
  const log: ThreadEvent[] = []
  return {
    get view() {
      return view
    },
    log,
    play(command, actor = person) {
      const at = new Date(Date.UTC(2026, 0, 1) + log.length * 1000).toISOString()
      const facts = decide(view, command, at, standing)
      for (const fact of facts) {
        const event: ThreadEvent = {
          threadId: id(1),
          seq: log.length + 1,
          at,
          actor: actorOf(fact, actor),
          ...fact,
        }
        log.push(event)
        view = fold(view, event)
      }
      return facts.map((fact) => fact.type)
    },
  }
}

export function create(change: Partial<CreateThread> = {}): CreateThread {
  return {
    type: 'create',
    owner,
    projectId: id(2),
    projectPath: '/repo',
    title: 'Fix it',
    titleWanted: false,
    prompt: 'Fix it',
    model: 'sonnet',
    effort: null,
    permissionMode: 'confirmEdit',
    mode: 'worktree',
    turnId: id(10),
    worktree: { path: '/worktree', branch: 'a-parallel/fix-it', base: 'main' },
    ...change,
  }
}

export const worktreeReady: Command = {
  type: 'worktree-outcome',
  outcome: { kind: 'ready', path: '/worktree', branch: 'a-parallel/fix-it', commit: 'c0ffee' },
}

export function startTurn(turn: number): Command {
  return { type: 'start-turn', turnId: id(turn), runId, sessionId: 'session' }
}

export function signals(...list: Signal[]): Command {
  return { type: 'signals', runId, signals: list }
}

export const ready: Signal = {
  type: 'ready',
  models: [],
  commands: [],
  login: null,
  pending: [],
}

export function began(number = 500): Signal {
  return { type: 'turn-began', uuid: id(number), sessionId: 'session', agentVersion: '2.1.197' }
}

export function ended(
  resultId: string,
  change: Partial<Extract<Signal, { type: 'turn-ended' }>> = {},
): Signal {
  const tokens = { inputTokens: 1, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0 }
  return {
    type: 'turn-ended',
    resultId,
    outcome: 'completed',
    ofItself: false,
    leaf: null,
    usage: { ...tokens, costUsd: 0.5, durationMs: 10 },
    context: null,
    problem: null,
    ...change,
  }
}

export function message(itemId: string, text: string): DraftItem {
  return {
    kind: 'agent-message',
    id: itemId as ItemId, // A test's own id.
    parentId: null,
    text,
    partial: false,
  }
}

export function command(itemId: string, state: 'running' | 'completed'): DraftItem {
  return {
    kind: 'tool-call',
    id: itemId as ItemId, // A test's own id.
    parentId: null,
    name: 'Bash',
    title: 'npm test',
    state,
    detail: { kind: 'command', command: 'npm test' },
    output: state === 'running' ? null : { text: 'ok', omittedBytes: 0 },
    exitCode: state === 'running' ? null : 0,
    durationMs: null,
    background: false,
  }
}

export function ask(approvalId: string, change: Partial<Ask> = {}): Ask {
  return {
    id: approvalId as ApprovalId, // A test's own id.
    kind: 'permission',
    itemId: null,
    parentId: null,
    tool: 'Bash',
    title: 'rm -rf dist',
    detail: { kind: 'command', command: 'rm -rf dist' },
    input: { command: 'rm -rf dist' },
    editsCheckout: false,
    reason: null,
    ...change,
  }
}
