import type { DraftItem, Item, ThreadView } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import {
  began,
  command,
  create,
  ended,
  id,
  message,
  ready,
  runId,
  scene,
  signals,
  startTurn,
  worktreeReady,
  type Scene,
} from '../scene.ts'
import { wordsOf } from './words.ts'

const cutOff = 'These were cut off and may have run in part; check before you repeat them:'

function running(): Scene {
  const played = scene()
  played.play(create())
  played.play(worktreeReady)
  played.play(startTurn(10))
  played.play(signals(ready, began()))
  return played
}

function loseRun(played: Scene): void {
  played.play({ type: 'run-ended', runId, open: [], end: { kind: 'lost' } })
}

let runs = 0

/** Begins the next turn, in another run where the last one is over, and gives what its agent is told. */
function told(played: Scene, turn: number, text: string | null): string {
  if (text === null) played.play({ type: 'resume', turnId: id(turn) })
  else played.play({ type: 'say', turnId: id(turn), text })
  runs += 1
  played.play({
    type: 'start-turn',
    turnId: id(turn),
    runId: id(7000 + runs),
    sessionId: `s${runs}`,
  })
  const view = played.view as ThreadView // It was created.
  return wordsOf(
    view,
    view.turns.find((one) => one.id === id(turn))!,
  )
}

const call = (itemId: string, title: string, parentId: string | null = null) => ({
  type: 'item-started' as const,
  item: { ...command(itemId, 'running'), title, parentId: parentId as Item['id'] | null }, // Of this test.
})

it('a message and a resume tell of every call that may have run, those of subagents too', () => {
  for (const text of ['And now?', null]) {
    const played = running()
    played.play(signals(call('t1', 'npm test'), call('t2', 'Look around'), call('t3', 'ls', 't2')))
    loseRun(played)
    expect(told(played, 11, text)).toBe(
      `Your last turn was interrupted.\n\n${cutOff}\n- npm test\n- Look around\n- ls\n\n${text ?? 'Continue from where you left off.'}`,
    )
  }
})

it('a turn that came to its end is told nothing of; one that failed is', () => {
  const played = running()
  played.play(signals({ type: 'item-completed', item: message('m1', 'Done.') }, ended('r1')))
  expect(told(played, 11, 'More')).toBe('More')
  played.play(signals({ type: 'item-completed', item: message('m2', 'Half') }))
  played.play(signals(ended('r2', { outcome: 'failed' })))
  expect(told(played, 12, 'Again')).toBe('Your last turn was interrupted.\n\nAgain')
})

it('a turn that left no trace is asked again, and what was cut before it is told again', () => {
  const played = running()
  played.play(signals(call('t1', 'npm test')))
  loseRun(played)
  told(played, 11, 'And now?')
  const second = played.view!.run!.id
  played.play({ type: 'run-ended', runId: second, open: [], end: { kind: 'lost' } })
  const words = `Your last turn was interrupted.\n\n${cutOff}\n- npm test\n\nAnd now?`
  expect(told(played, 12, null)).toBe(words)
})

it('a command to the agent goes as it is, and the next message tells', () => {
  const played = running()
  played.play(signals(call('t1', 'npm test')))
  loseRun(played)
  expect(told(played, 11, '/compact')).toBe('/compact')
  const run = played.view!.run!.id
  const done = { type: 'item-completed' as const, item: message('m1', 'Compacted.') }
  played.play({ type: 'signals', runId: run, signals: [ready, began(600), done, ended('r1')] })
  expect(told(played, 12, 'Go on')).toContain('- npm test\n\nGo on')
})

/** A thread whose next run does not find its conversation. */
function lost(): Scene {
  const played = running()
  const todo = {
    ...command('t9', 'completed'),
    title: 'Plan',
    detail: {
      kind: 'todo' as const,
      entries: [{ id: '1', text: 'Fix it', state: 'running' as const }],
    },
  }
  const list = [
    { type: 'item-completed' as const, item: command('t1', 'completed') },
    { type: 'item-completed' as const, item: todo as DraftItem },
    { type: 'item-completed' as const, item: message('m1', 'First words') },
    { type: 'item-completed' as const, item: message('m2', 'I fixed half of it.') },
  ]
  played.play(signals(...list, ended('r1')))
  loseRun(played)
  told(played, 11, 'Go on')
  const second = played.view!.run!
  expect(played.log.at(-1)).toMatchObject({ type: 'run.requested', data: { resumes: true } })
  const problem = {
    code: 'agent_turn_failed',
    detail: 'No',
    values: { reason: 'conversation-missing' },
  }
  const failed = ended('r2', { outcome: 'failed', problem })
  played.play({ type: 'signals', runId: second.id, signals: [ready, failed] })
  const end = { kind: 'exited' as const, code: 1, signal: null, stderr: '' }
  played.play({ type: 'run-ended', runId: second.id, open: [], end })
  return played
}

const account = [
  'The conversation so far was lost. This is what is left of it; look at the files for the rest.',
  'The person wrote: Fix it',
  'You ran: npm test (completed)',
  'You ran: Plan (completed)',
  'You said: I fixed half of it.',
]
const todo = ['Your list of things to do:', '- Fix it (running)']

it('a conversation that the agent does not know any more begins anew, with an account of it', () => {
  const played = lost()
  const words = told(played, 12, 'Well?')
  expect(words).toBe(
    [...account, 'The person wrote: Go on', ...todo, 'Now:', '', 'Well?'].join('\n'),
  )
  const requested = played.log.at(-1)
  expect(requested).toMatchObject({ type: 'run.requested', data: { resumes: false } })
  expect(played.view!.run!.sessionId).not.toBe('session')
  expect(played.view!.items.at(-1)).toMatchObject({ kind: 'user-message', text: 'Well?' })
  // It died before it named the conversation: the next one is told the same.
  played.play({ type: 'run-ended', runId: played.view!.run!.id, open: [], end: { kind: 'lost' } })
  expect(told(played, 13, null)).toContain('You said: I fixed half of it.')
})

it('once the new conversation has its name, it is taken up as any other', () => {
  const played = lost()
  expect(told(played, 12, null)).toBe([...account, ...todo, 'Now:', '', 'Go on'].join('\n'))
  const { id: run, sessionId } = played.view!.run!
  const named = { ...began(700), sessionId } as ReturnType<typeof began> // As it is.
  const said = { type: 'item-completed' as const, item: message('m5', 'Yes.') }
  played.play({ type: 'signals', runId: run, signals: [ready, named, said, ended('r5')] })
  played.play({ type: 'run-ended', runId: run, open: [], end: { kind: 'lost' } })
  expect(told(played, 13, 'More')).toBe('More')
  expect(played.log.at(-1)).toMatchObject({ data: { resumes: true, sessionId } })
})

it('an account has an end, and drops what is oldest', () => {
  const played = running()
  for (let turn = 0; turn < 40; turn += 1) {
    const run = played.view!.run!.id
    const item = message(`m${turn}`, `${turn} ${'x'.repeat(5_000)}`)
    const list = [{ type: 'item-completed' as const, item }, ended(`r${turn}`)]
    played.play({ type: 'signals', runId: run, signals: list })
    told(played, 100 + turn, `Message ${turn}.`)
  }
  const view = { ...played.view!, run: null }
  const words = wordsOf(view, view.turns.at(-1)!)
  expect(words.length).toBeLessThan(21_000)
  expect(words).toContain('(What came first is left out.)')
  expect(words).toContain('The person wrote: Message 38.')
  expect(words).not.toContain('Message 3.')
})

it('that a conversation was moved is told with the first words to the agent, not lost with a command', () => {
  const played = running()
  const end = (turn: string, ...list: Parameters<typeof signals>) => {
    const { id: run } = played.view!.run!
    played.play({ type: 'signals', runId: run, signals: [...list, ended(turn)] })
  }
  const says = (name: string) => ({ type: 'item-completed' as const, item: message(name, 'Yes.') })
  end('r1', says('m1'))
  const imported: ThreadView['imported'] = {
    sessionId: id(9) as never, // Of the right shape.
    title: 'Held',
    folder: '/elsewhere',
    branch: null,
    turnId: id(10),
    at: played.view!.turns[0]!.startedAt!,
    omitted: 0,
  }
  const words = (turn: number, text: string) => {
    told(played, turn, text)
    const view = { ...played.view!, imported }
    return wordsOf(view, view.turns.at(-1)!)
  }
  expect(words(11, '/compact')).toBe('/compact')
  end('r2')
  expect(words(12, 'Go on')).toContain('Everything of yours is now in /worktree')
  end('r3', says('m2'))
  expect(words(13, 'And on')).toBe('And on')
})
