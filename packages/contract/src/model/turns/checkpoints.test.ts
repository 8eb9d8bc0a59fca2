// Which checkpoint a thread lacks, and which one tells what the files were at a message.
import { expect, it } from 'vitest'
import type { Fact, ThreadEvent } from '../../nouns/event.ts'
import type { OwnerId, ProjectId, ThreadId, TurnId } from '../../nouns/ids.ts'
import type { ThreadView } from '../../nouns/thread-view.ts'
import { checkpointAfter, checkpointBefore, checkpointDue, linesDue } from './checkpoints.ts'
import { fold } from '../fold.ts'

const id = (name: string) => name as TurnId & ThreadId & ProjectId & OwnerId // Only compared here.

/** A thread in the project's own checkout, and an event each second. */
function played(...facts: Fact[]): ThreadView {
  const created: Fact = {
    type: 'thread.created',
    data: {
      owner: id('local'),
      projectId: id('project'),
      projectPath: '/repository',
      title: 'A thread',
      model: 'sonnet',
      permissionMode: 'confirmEdit',
      mode: 'local',
    },
  }
  let view: ThreadView | null = null
  for (const [index, fact] of [created, ...facts].entries()) {
    const at = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString()
    const event: ThreadEvent = {
      threadId: id('thread'),
      seq: index + 1,
      at,
      actor: { kind: 'system' },
      ...fact,
    }
    view = fold(view, event)
  }
  if (!view) throw new Error('it begins with a fact')
  return view
}

const queued = (turn: string): Fact => ({
  type: 'turn.queued',
  data: { turnId: id(turn), origin: 'person', text: turn },
})
const started = (turn: string): Fact => ({
  type: 'turn.started',
  data: { turnId: id(turn), origin: 'person' },
})
const ended = (turn: string): Fact => ({
  type: 'turn.completed',
  data: { turnId: id(turn), usage: null, resultId: turn },
})
const interrupted = (turn: string): Fact => ({
  type: 'turn.interrupted',
  data: { turnId: id(turn), usage: null, resultId: null, reason: 'stopped' },
})
const kept = (turn: string, place: 'before' | 'after'): Fact => ({
  type: 'checkpoint.captured',
  data: { turnId: id(turn), place, commit: `${turn}:${place}`, omitted: 0, omittedPaths: [] },
})
const failed = (turn: string, place: 'before' | 'after'): Fact => ({
  type: 'checkpoint.failed',
  data: { turnId: id(turn), place, problem: { code: 'git_failed', detail: 'no' } },
})

const one = [queued('a'), kept('a', 'before'), started('a')]

it.each<[what: string, facts: Fact[], due: string | null]>([
  ['before the first turn', [queued('a')], 'a before'],
  ['not twice', [queued('a'), kept('a', 'before')], null],
  ['not while a turn runs', one, null],
  ['behind a turn', [...one, ended('a')], 'a after'],
  ['behind a turn although another waits', [...one, queued('b'), ended('a')], 'a after'],
  ['once between two', [...one, queued('b'), ended('a'), kept('a', 'after')], null],
  [
    'again where a person had time',
    [...one, ended('a'), kept('a', 'after'), queued('b')],
    'b before',
  ],
  ['not for ever where it fails', [...one, ended('a'), failed('a', 'after')], null],
  ['not for what was never begun', [queued('a'), interrupted('a')], null],
])('files are to be kept: %s', (_, facts, due) => {
  const found = checkpointDue(played(...facts))
  expect(found && `${found.turnId} ${found.place}`).toBe(due)
})

it('knows what the files were at each message', () => {
  const view = played(
    ...one,
    queued('b'),
    ended('a'),
    kept('a', 'after'),
    started('b'),
    ended('b'),
    failed('b', 'after'),
    queued('c'),
  )
  expect(checkpointBefore(view, id('a'))?.commit).toBe('a:before')
  expect(checkpointBefore(view, id('b'))?.commit).toBe('a:after')
  expect(checkpointAfter(view, id('b'))).toMatchObject({ commit: null, problem: { detail: 'no' } })
  expect(checkpointBefore(view, id('c'))?.problem?.code).toBe('git_failed')
  expect(checkpointBefore(view, id('nobody'))).toBeNull()
})

it('knows whose lines are still to be read, until they are', () => {
  const wanted: Fact = kept('a', 'after')
  if (wanted.type === 'checkpoint.captured') wanted.data.linesWanted = true
  const before = [...one, ended('a'), wanted]
  expect(linesDue(played(...before))).toEqual([{ turnId: 'a', from: 'a:before', to: 'a:after' }])
  const read: Fact = {
    type: 'checkpoint.lines-read',
    data: { turnId: id('a'), files: [{ path: 'a.ts', lines: ['+a'] }], omitted: 0 },
  }
  const after = played(...before, read)
  expect(linesDue(after)).toEqual([])
  // No view holds the lines themselves.
  expect(after.checkpoints).toEqual(played(...one, ended('a'), kept('a', 'after')).checkpoints)
  expect(linesDue(played(...one, ended('a'), kept('a', 'after')))).toEqual([])
})
