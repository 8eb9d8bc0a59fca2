// A whole log folded at once is what it is event by event, and no view that was given changes.
import { expect, it } from 'vitest'
import type { Fact, ThreadEvent } from '../nouns/event.ts'
import type { ItemId, OwnerId, ProjectId, RuleId, RunId, ThreadId, TurnId } from '../nouns/ids.ts'
import type { StandingRule } from '../nouns/rules/rule.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import { findItem } from './fold-item.ts'
import { fold, foldAll, grow } from './fold.ts'

const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // A UUID.
const at = (seq: number) => new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString()

function message(id: string, text: string, seq: number): Fact {
  const placed = { id: id as ItemId, turnId: null, parentId: null, at: at(seq) } // Ids are any text.
  const item = { ...placed, kind: 'agent-message' as const, text, partial: false }
  return { type: 'item.completed', data: { item } }
}

function turn(name: string): Fact[] {
  const turnId = name as TurnId // The fold compares ids and nothing else.
  const usage = null
  return [
    { type: 'turn.queued', data: { turnId, origin: 'person', text: name } },
    message(`early-${name}`, 'spoken before the turn began', 1),
    { type: 'turn.started', data: { turnId, origin: 'person' } },
    message(`one-${name}`, 'first', 2),
    message(`two-${name}`, 'second', 3),
    message(`one-${name}`, 'first, again', 4),
    { type: 'thread.renamed', data: { title: name } },
    { type: 'item.stop-requested', data: { itemId: `one-${name}` as ItemId } }, // As above.
    message('everywhere', `last of ${name}`, 5),
    { type: 'turn.completed', data: { turnId, usage, resultId: name } },
  ]
}

const created: Fact = {
  type: 'thread.created',
  data: {
    owner: 'local' as OwnerId, // The one person of the local mode.
    projectId: '00000000-0000-4000-8000-000000000002' as ProjectId, // A UUID.
    projectPath: '/repository',
    title: 'A thread',
    model: 'sonnet',
    permissionMode: 'confirmEdit',
    mode: 'local',
  },
}

const log = [created, ...['a', 'b', 'c'].flatMap(turn)].map((fact, index): ThreadEvent => ({
  threadId,
  seq: index + 1,
  at: at(index),
  actor: { kind: 'agent' },
  ...fact,
}))

it('gives at once what it gives event by event, wherever it is taken up', () => {
  const steps: ThreadView[] = []
  for (const event of log) steps.push(fold(steps.at(-1) ?? null, event))
  expect(foldAll(null, log)).toEqual(steps.at(-1))
  for (const [index, view] of steps.entries()) {
    const before = structuredClone(view)
    expect(foldAll(view, log.slice(index + 1))).toEqual(steps.at(-1))
    expect(view).toEqual(before)
  }
})

it('shows an agent as stalled until it is heard again, or ends', () => {
  const runId = '00000000-0000-4000-8000-000000000009' as RunId // A UUID.
  const play = (...facts: Fact[]) => {
    const before = log.length
    const events = facts.map((fact, index): ThreadEvent => ({
      threadId,
      seq: before + index + 1,
      at: at(before + index),
      actor: { kind: 'system' },
      ...fact,
    }))
    return foldAll(foldAll(null, log), events)?.run?.stalledAt
  }
  const begun: Fact[] = [
    { type: 'run.requested', data: { runId, sessionId: 's', resumes: false } },
    { type: 'run.started', data: { runId } },
  ]
  const stalled: Fact = { type: 'run.stalled', data: { runId } }
  expect(play(...begun)).toBeNull()
  expect(play(...begun, stalled)).toBe(at(log.length + 2))
  const since = at(0)
  expect(play(...begun, { type: 'run.stalled', data: { runId, since } })).toBe(since)
  expect(play(...begun, stalled, { type: 'run.revived', data: { runId } })).toBeNull()
  expect(
    play(...begun, stalled, { type: 'run.exited', data: { runId, code: 0, signal: null } }),
  ).toBeNull()
})

it('follows the repository to where it was moved', () => {
  const moved: Fact = { type: 'thread.project-moved', data: { projectPath: '/elsewhere' } }
  const event: ThreadEvent = {
    threadId,
    seq: log.length + 1,
    at: at(log.length),
    actor: { kind: 'system' },
    ...moved,
  }
  expect(foldAll(foldAll(null, log), [event])?.projectPath).toBe('/elsewhere')
})

it('grows in place to what it would be event by event, and finds every item at once', () => {
  const steps: ThreadView[] = []
  let grown: ThreadView | null = null
  for (const event of log) {
    steps.push(fold(steps.at(-1) ?? null, event))
    grown = grow(grown, [event])
    expect(grown).toEqual(steps.at(-1))
    for (const item of grown!.items) expect(findItem(grown!, item.id)).toBe(item)
    expect(findItem(grown!, 'nowhere' as ItemId)).toBeUndefined() // Ids are any text.
  }
  expect(foldAll(null, log)).toEqual(grown)
})

it('keeps a thread’s own rules until they are removed', () => {
  const rule: StandingRule = {
    id: '00000000-0000-4000-8000-000000000007' as RuleId,
    kind: 'command',
    tool: 'Bash',
    pattern: 'git log *',
    decision: 'allow',
  }
  const made: Fact = { type: 'rule.made', data: { rule } }
  const removed: Fact = { type: 'rule.removed', data: { ruleId: rule.id } }
  const play = (...facts: Fact[]) =>
    foldAll(
      foldAll(null, log),
      facts.map((fact, index): ThreadEvent => ({
        threadId,
        seq: log.length + index + 1,
        at: at(index),
        actor: { kind: 'agent' },
        ...fact,
      })),
    )
  const whose = { by: { kind: 'agent' }, createdAt: at(0) }
  expect(play(made)?.rules).toEqual([{ ...rule, ...whose }])
  expect(play(made, removed)?.rules).toEqual([])
})
