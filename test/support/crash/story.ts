// A thread as a story: what was said and done, without what differs from one telling to another (ids, times, places),
// so that a disturbed one can be laid beside one that nothing happened to. And what must hold of every thread.
import type { Item, ThreadEvent, ThreadSnapshot } from '@a-parallel/shared'
import { expect } from 'vitest'
import type { CrashRig } from '../crash-rig.ts'
import { readJournal, type Said } from '../journal.ts'
import { isLate } from '../threads.ts'

export const rests = (thread: ThreadSnapshot): boolean =>
  thread.turns.every((turn) => ['completed', 'failed', 'interrupted'].includes(turn.state))

export const pending = (thread: ThreadSnapshot) =>
  thread.approvals.filter((approval) => approval.state === 'pending')

/** @param gates parts of words that differ between the tellings. */
export function story(
  thread: ThreadSnapshot,
  events: readonly ThreadEvent[],
  gates = /gate-\d/g,
): unknown {
  const items = thread.items.map(({ id, at, turnId, ...item }) => {
    expect([id, at, turnId].every(Boolean)).toBe(true)
    return { ...item, durationMs: null }
  })
  const told = {
    status: thread.status,
    items,
    open: thread.open,
    approvals: thread.approvals.map(({ state, tool, answer }) => [state, tool, answer?.decision]),
    turns: thread.turns.map(({ state, origin, text, problem }) => [state, origin, text, problem]),
    events: events.filter((event) => !isLate(event)).map(({ type }) => type),
  }
  const words = JSON.stringify(told).replaceAll(thread.worktreePath ?? '<none>', '<worktree>')
  return JSON.parse(words.replaceAll(gates, '<gate>').replaceAll(/toolu_\w+/g, '<call>'))
}

/** Seqs from 1 on without a gap, and every item and end once. Returns the events. */
export async function wholeLog(rig: CrashRig, id: string): Promise<ThreadEvent[]> {
  const events = await rig.events(id)
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  const completed = events.flatMap((event) =>
    event.type === 'item.completed' ? [event.data.item.id] : [],
  )
  expect(completed).toEqual([...new Set(completed)])
  return events
}

/** The journal, read independently, holds what the thread shows; and the model was asked each thing once. */
export function expectToldOnce(rig: CrashRig, thread: ThreadSnapshot, events: ThreadEvent[]): void {
  const runs = events.flatMap((event) => (event.type === 'run.requested' ? [event.data.runId] : []))
  const journal = runs.flatMap((runId) => readJournal(rig.home, runId))
  expect(thread.items.flatMap(saidOf)).toEqual(journal.map(({ kind, text }) => ({ kind, text })))
  const asked = rig.model
    .requests()
    .filter((one) => one.kind === 'turn' && one.sessionId === thread.run?.sessionId)
    .map((one) => `${one.messages}: ${one.userText.slice(0, 80)}`)
  expect(asked).toEqual([...new Set(asked)])
  const answered = rig.model
    .requests()
    .filter((one) => one.kind === 'turn' && one.sessionId === thread.run?.sessionId)
    .map((one) => one.answer)
  expect(answered.map((answer) => answer.state)).toEqual(answered.map(() => 'complete'))
  expect(journal.flatMap((one) => (one.kind === 'text' ? [one.text] : []))).toEqual(
    answered.flatMap(({ text }) => (text === '' ? [] : [text])),
  )
}

function saidOf(item: Item): Pick<Said, 'kind' | 'text'>[] {
  if (item.kind === 'agent-message') return [{ kind: 'text', text: item.text }]
  if (item.kind === 'reasoning') return [{ kind: 'thinking', text: item.text }]
  if (item.kind === 'tool-call') return [{ kind: 'call', text: item.id }]
  return []
}
