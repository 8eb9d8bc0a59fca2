// What a rewind takes out of sight, what of it comes back, and where the conversation is taken up afterwards.
import { expect, it } from 'vitest'
import type { Fact, ThreadEvent } from '../../nouns/event.ts'
import type { OwnerId, ProjectId, RunId, ThreadId, TurnId } from '../../nouns/ids.ts'
import type { ThreadView } from '../../nouns/thread-view.ts'
import type { RewindId, RewindWhat } from '../../nouns/turns/rewind.ts'
import { fold, foldAll } from '../fold.ts'
import { threadStatus } from '../thread-status.ts'
import { pendingRewind, resumeBefore, undoableRewind } from './rewinds.ts'

const id = (name: string) => name as TurnId & ThreadId & ProjectId & OwnerId & RunId & RewindId // Only compared here.

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
  const log = [created, ...facts].map((fact, index): ThreadEvent => ({
    threadId: id('thread'),
    seq: index + 1,
    at: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    actor: { kind: 'system' },
    ...fact,
  }))
  let view: ThreadView | null = null
  for (const event of log) view = fold(view, event)
  expect(foldAll(null, log)).toEqual(view)
  if (!view) throw new Error('it begins with a fact')
  return view
}

const run: Fact[] = [
  { type: 'run.requested', data: { runId: id('run'), sessionId: 'one', resumes: false } },
  { type: 'run.identified', data: { runId: id('run'), sessionId: 'one', agentVersion: '2' } },
]
const turn = (name: string): Fact[] => [
  { type: 'turn.queued', data: { turnId: id(name), origin: 'person', text: name } },
  { type: 'turn.started', data: { turnId: id(name), origin: 'person' } },
  {
    type: 'turn.completed',
    data: {
      turnId: id(name),
      usage: null,
      resultId: name,
      leaf: { sessionId: 'one', at: `leaf of ${name}` },
    },
  },
]
const asked = (name: string, what: RewindWhat, more: object = {}): Fact => ({
  type: 'rewind.requested',
  data: { rewindId: id(name), turnId: id('b'), what, to: 'c0ffee', ...more },
})
const done = (name: string, at: string | null = 'leaf of a'): Fact => ({
  type: 'rewind.completed',
  data: {
    rewindId: id(name),
    safety: `before ${name}`,
    changed: 1,
    left: [],
    continueAt: { sessionId: 'one', at },
  },
})
const said = (view: ThreadView) =>
  view.items.flatMap((item) => (item.kind === 'user-message' ? [item.text] : []))

const two = [...run, ...turn('a'), ...turn('b')]

it('takes the conversation back, and remembers where it goes on', () => {
  const pending = played(...two, asked('r', 'both'))
  expect(threadStatus(pending)).toBe('pending')
  expect(pendingRewind(pending)?.id).toBe('r')
  expect(resumeBefore(pending, id('b'))).toEqual({ sessionId: 'one', at: 'leaf of a' })
  expect(resumeBefore(pending, id('a'))).toEqual({ sessionId: null, at: null })
  const view = played(...two, asked('r', 'both'), done('r'))
  expect(said(view)).toEqual(['a'])
  expect(view.turns.map((one) => one.id)).toEqual(['a'])
  expect(view.continueAt).toEqual({ sessionId: 'one', at: 'leaf of a' })
  expect(threadStatus(view)).toBe('completed')
  expect(undoableRewind(view)).toMatchObject({ id: 'r', safety: 'before r' })
})

it('leaves the conversation where only files go back, and all where it fails', () => {
  expect(said(played(...two, asked('r', 'files'), done('r')))).toEqual(['a', 'b'])
  const problem = { code: 'git_failed', detail: 'no' }
  const failed = played(...two, asked('r', 'both'), {
    type: 'rewind.failed',
    data: { rewindId: id('r'), problem },
  })
  expect(said(failed)).toEqual(['a', 'b'])
  expect(undoableRewind(failed)).toBeNull()
})

it('keeps what was said meanwhile, and puts the old words in its place when undone', () => {
  const [queued, ...rest] = turn('c')
  if (!queued) throw new Error('a turn begins with its message')
  const edited = played(...two, asked('r', 'both', { message: 'c' }), queued, done('r'), ...rest)
  expect(said(edited)).toEqual(['a', 'c'])
  const undone = played(
    ...two,
    asked('r', 'both', { message: 'c' }),
    queued,
    done('r'),
    ...rest,
    asked('u', 'both', { undoes: 'r' }),
    done('u', null),
  )
  expect(said(undone)).toEqual(['a', 'b'])
  expect(undone.turns.map((one) => one.id)).toEqual(['a', 'b'])
  expect(undone.continueAt).toEqual({ sessionId: 'one', at: null })
  expect(undoableRewind(undone)).toBeNull()
})

it('keeps what waited or is held, in its order, also when undone', () => {
  const [early] = turn('held')
  const [later] = turn('later')
  if (!early || !later) throw new Error('a turn begins with its message')
  const hold: Fact = { type: 'turn.held', data: { turnId: id('held') } }
  // Said before what is taken back, so that it stands among what stayed.
  const log = [...run, ...turn('a'), early, hold, ...turn('b'), asked('r', 'both'), done('r')]
  const undo = [asked('u', 'both', { undoes: 'r' }), done('u', null)]
  const names = (view: ThreadView) => view.turns.map((one) => one.id)
  const view = played(...log, later, ...undo)
  expect(names(view)).toEqual(['a', 'b', 'held', 'later'])
  expect(view.turns.map((one) => one.held)).toEqual([false, false, true, false])
  expect(said(view)).toEqual(['a', 'b', 'held', 'later'])
  // It was withdrawn, or begun, in between: the place of what comes back is the same.
  const withdrawn: Fact = { type: 'turn.withdrawn', data: { turnId: id('held') } }
  expect(said(played(...log, withdrawn, ...undo))).toEqual(['a', 'b'])
  const [, ...begun] = turn('held')
  const begunSince = played(...log, ...begun, ...undo)
  expect([said(begunSince), names(begunSince)]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
})

it('goes on with the next run’s own conversation once that is named', () => {
  const copies = { sessionId: 'one', at: 'leaf of a' }
  const asks: Fact = {
    type: 'run.requested',
    data: { runId: id('next'), sessionId: 'two', resumes: false, copies },
  }
  const begun = played(...two, asked('r', 'both'), done('r'), asks)
  expect(begun.run?.copies).toEqual(copies)
  expect(begun.continueAt).not.toBeNull()
  const named = played(...two, asked('r', 'both'), done('r'), asks, {
    type: 'run.identified',
    data: { runId: id('next'), sessionId: 'two', agentVersion: '2' },
  })
  expect(named.run).toMatchObject({ copies: null, sessionId: 'two' })
  expect(named.continueAt).toBeNull()
})
