import { describe, expect, test } from 'vitest'
import {
  lastItems,
  notices,
  only,
  recording,
  signalsOf,
  toolCalls,
  words,
  journal,
  replay,
} from '../../../../../../test/support/replay.ts'

const turns = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
]

function taken(name: string): string[] {
  return only(signalsOf(name), 'message-taken').map(({ turnId }) => turnId)
}

function ended(name: string) {
  return only(signalsOf(name), 'turn-ended')
}

describe('words', () => {
  const signals = signalsOf('text-and-thinking')

  test('the handshake tells the models and who is signed in', () => {
    const [ready] = only(signals, 'ready')
    expect(ready?.login).toEqual({ kind: 'api-key', plan: null })
    expect(ready?.pending).toEqual([])
    expect(ready?.models.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['default', 'sonnet', 'haiku']),
    )
  })

  test('a turn from its beginning to its end', () => {
    const order = signals.map(({ type }) => type).filter((type) => type !== 'delta')
    expect(order).toEqual([
      'ready',
      'activity',
      'turn-began',
      'message-taken',
      'item-completed',
      'item-completed',
      'turn-ended',
      'activity',
    ])
    expect(ended('text-and-thinking')).toMatchObject([
      { outcome: 'completed', ofItself: false, problem: null, usage: { outputTokens: 18 } },
    ])
  })

  test('the deltas of an item are its text, piece by piece', () => {
    for (const item of lastItems(signals)) {
      if (item.kind !== 'agent-message' && item.kind !== 'reasoning') continue
      let text = ''
      for (const delta of only(signals, 'delta').filter(({ itemId }) => itemId === item.id)) {
        expect(delta.offset).toBe(text.length)
        expect(delta.kind).toBe(item.kind)
        text += delta.text
      }
      expect(text).toBe(item.text)
    }
    expect(lastItems(signals).map(({ kind }) => kind)).toEqual(['reasoning', 'agent-message'])
  })
})

describe('tools', () => {
  test('parallel calls end each in its own way', () => {
    expect(toolCalls(signalsOf('parallel-tools'))).toMatchObject([
      { name: 'Read', state: 'completed', detail: { path: 'hello.txt', lines: 4 }, exitCode: null },
      { name: 'Bash', state: 'completed', output: { text: 'hello.txt' }, exitCode: 0 },
      {
        name: 'Bash',
        title: 'cat nothing-here',
        state: 'failed',
        output: { text: 'cat: nothing-here: No such file or directory' },
        exitCode: 1,
      },
    ])
  })

  test('an edit is shown before it is made, and then as it was made', () => {
    const [asked] = only(signalsOf('edits'), 'approval-asked')
    expect(asked?.ask.detail).toMatchObject({
      hunks: [{ lines: ['-two', '+zwei', '+zwei und halb'] }],
      added: 2,
      removed: 1,
    })
    const [, edit, write] = toolCalls(signalsOf('edits'))
    expect(edit?.detail).toMatchObject({
      created: false,
      hunks: [{ oldStart: 1, lines: [' one', '-two', '+zwei', '+zwei und halb', ' three'] }],
    })
    expect(edit?.output).toBeNull()
    expect(write?.detail).toMatchObject({
      path: 'sub/new.txt',
      created: true,
      added: 2,
      removed: 0,
    })
  })

  test('only ordinary files of the checkout may be edited unasked', () => {
    const asks = only(signalsOf('edits'), 'approval-asked').map(({ ask }) => ask)
    expect(asks.map(({ title, editsCheckout }) => [title, editsCheckout])).toEqual([
      ['hello.txt', true],
      ['sub/new.txt', true],
      ['.claude/settings.json', false],
    ])
  })

  test('an edit that cannot be made, and a tool that is none', () => {
    const [, edit, nothing] = toolCalls(signalsOf('edit-fails'))
    expect(edit).toMatchObject({
      state: 'failed',
      detail: { added: 1, removed: 1 },
      output: { text: 'String to replace not found in file.\nString: four' },
    })
    expect(nothing).toMatchObject({ name: 'Nothing', state: 'failed', detail: { kind: 'other' } })
  })

  test('the todo list is one item, however many calls change it', () => {
    const signals = signalsOf('todos')
    expect(toolCalls(signals)).toHaveLength(1)
    const states = only(signals, 'item-completed').flatMap(({ item }) =>
      item.kind === 'tool-call' && item.detail.kind === 'todo'
        ? [item.detail.entries.map(({ text, state }) => `${text} ${state}`)]
        : [],
    )
    expect(states).toEqual([
      ['First thing pending'],
      ['First thing pending', 'Second thing pending'],
      ['First thing running', 'Second thing pending'],
      ['First thing completed', 'Second thing pending'],
    ])
    expect(toolCalls(signals)[0]?.id).toMatch(/^todo:/)
    expect(toolCalls(signals)[0]?.title).toBe('1/2')
  })
})

describe('subagents and the background', () => {
  test('what a subagent does lies under its call', () => {
    const [task, ...rest] = lastItems(signalsOf('subagent'))
    expect(task).toMatchObject({
      title: 'Look around',
      detail: { kind: 'task', agentType: 'general-purpose' },
      state: 'completed',
      output: { text: 'The subagent is done.' },
    })
    const inside = rest.filter(({ parentId }) => parentId === task?.id)
    expect(inside.map(({ kind }) => kind)).toEqual(['agent-message', 'tool-call', 'agent-message'])
    expect(words(signalsOf('subagent')).at(-1)).toBe('It looked.')
  })

  test('a command in the background outlives its turn and begins another', () => {
    const signals = signalsOf('background-command')
    const states = signals.flatMap((signal) => {
      if (signal.type === 'turn-ended') return [`turn ended ${signal.ofItself}`]
      if (signal.type !== 'item-started' && signal.type !== 'item-completed') return []
      const { item } = signal
      return item.kind === 'tool-call' ? [`${item.state} ${item.background}`] : []
    })
    expect(states).toEqual([
      'running false',
      // Now it has a name by which it can be stopped.
      'running false',
      'running true',
      'turn ended false',
      'completed true',
      'turn ended true',
    ])
    expect(toolCalls(signals)[0]?.exitCode).toBe(0)
    expect(notices(signals)).toMatchObject([
      { code: 'background-ended', values: { status: 'completed' } },
    ])
  })

  test('a subagent in the background asks on after the turn that began it', () => {
    const signals = signalsOf('subagent-background')
    const [task, command] = toolCalls(signals)
    expect(task).toMatchObject({ state: 'completed', background: true, durationMs: 1382 })
    expect(command).toMatchObject({ state: 'completed', parentId: task?.id, output: null })
    expect(only(signals, 'approval-asked')).toMatchObject([
      { ask: { itemId: command?.id, parentId: task?.id } },
    ])
    expect(only(signals, 'turn-ended').map(({ ofItself }) => ofItself)).toEqual([false, true])
  })
})

describe('approvals', () => {
  test('allowed and failed, denied, denied', () => {
    const signals = signalsOf('permissions')
    expect(toolCalls(signals).map(({ state, exitCode }) => [state, exitCode])).toEqual([
      ['failed', 3],
      ['denied', null],
      ['denied', null],
    ])
    expect(only(signals, 'approval-asked').map(({ ask }) => ask.reason)).toEqual([
      null,
      'refused',
      'Path is outside allowed working directories',
    ])
    expect(words(signals)).toEqual(['I stop here.'])
  })

  test('greeted again, the agent names what it waits for', () => {
    const signals = signalsOf('permissions')
    const [asked] = only(signals, 'approval-asked')
    expect(only(signals, 'ready').map(({ pending }) => pending)).toEqual([[], [asked?.ask]])
  })

  test('a plan that is turned down, then approved', () => {
    const signals = signalsOf('plan')
    expect(only(signals, 'approval-asked').map(({ ask }) => [ask.kind, ask.detail])).toEqual([
      ['plan', { kind: 'plan', plan: '# Plan\n\n1. Do it.\n' }],
      ['plan', { kind: 'plan', plan: '# Plan\n\n1. Do it.\n' }],
    ])
    const plans = toolCalls(signals).filter(({ detail }) => detail.kind === 'plan')
    expect(plans.map(({ state }) => state)).toEqual(['denied', 'completed'])
    expect(plans[0]?.output?.text).toBe('Shorter, please.')
  })

  test('a question and its answer', () => {
    const signals = signalsOf('question')
    expect(only(signals, 'approval-asked')).toMatchObject([
      { ask: { kind: 'question', title: 'Which colour?', detail: { answers: {} } } },
    ])
    expect(toolCalls(signals)).toMatchObject([
      { state: 'completed', detail: { answers: { 'Which colour?': 'Blue' } }, output: null },
    ])
  })
})

describe('interruptions', () => {
  test('each turn ends interrupted, and half a sentence stays', () => {
    expect(taken('interrupts')).toEqual(turns)
    expect(ended('interrupts').map(({ outcome, problem }) => [outcome, problem])).toEqual(
      turns.map(() => ['interrupted', null]),
    )
    expect(words(signalsOf('interrupts'))[0]).toBe('Words that go on and on. ')
    expect(only(signalsOf('interrupts'), 'abandoned')).toEqual([])
  })

  test('a command amid its work and one that was not allowed yet are interrupted, not denied', () => {
    const signals = signalsOf('interrupts')
    expect(toolCalls(signals).map(({ state, output }) => [state, output])).toEqual([
      ['interrupted', null],
      ['interrupted', null],
    ])
    const [, second] = only(signals, 'approval-asked')
    expect(only(signals, 'approval-withdrawn').map(({ approvalId }) => approvalId)).toEqual([
      second?.ask.id,
    ])
  })

  test('a message during a tool call is taken up in the same turn', () => {
    expect(taken('message-meanwhile')).toEqual(turns.slice(0, 2))
    expect(ended('message-meanwhile')).toHaveLength(1)
  })
})

describe('failures', () => {
  test('attempts of one request are one notice', () => {
    const signals = signalsOf('overloaded')
    expect(notices(signals)).toMatchObject([
      {
        code: 'api-retry',
        detail: 'overloaded',
        values: { attempt: 2, maxRetries: 2, status: 529 },
      },
    ])
    expect(words(signals)).toEqual(['Healed.'])
  })

  test('text of a stream that broke is abandoned and comes again', () => {
    const signals = signalsOf('cut-stream')
    const shown = only(signals, 'delta').map(({ itemId }) => itemId)
    expect(only(signals, 'abandoned').map(({ itemId }) => itemId)).toEqual([...new Set(shown)])
    expect(words(signals)).toEqual(['This sentence is cut off in the middle of it.'])
    expect(ended('cut-stream')[0]?.usage).toMatchObject({ inputTokens: 24605, outputTokens: 13 })
  })

  test.each([
    ['unauthorized', 'agent_not_signed_in', { status: 401 }, 'authentication_failed'],
    ['model-unknown', 'agent_model_unknown', { status: 404 }, 'model_not_found'],
  ])('%s', (name, code, values, kind) => {
    const signals = signalsOf(name)
    expect(ended(name)).toMatchObject([{ outcome: 'failed', problem: { code, values } }])
    expect(words(signals)).toEqual([])
    expect(notices(signals).at(-1)).toMatchObject({ code: 'agent-error', values: { kind } })
  })

  test('a conversation that cannot be taken up', () => {
    expect(ended('resume-impossible')).toMatchObject([
      {
        outcome: 'failed',
        problem: { code: 'agent_turn_failed', values: { reason: 'conversation-missing' } },
      },
    ])
  })
})

describe('the conversation itself', () => {
  test('taken up again, it begins like any other', () => {
    expect(taken('resumed')).toEqual([turns[1]])
    expect(words(signalsOf('resumed'))).toEqual(['As I was saying.'])
  })

  test('compaction is told, its summary is nobody’s words', () => {
    const signals = signalsOf('compaction')
    expect(notices(signals)).toMatchObject([
      { code: 'compacted', values: { trigger: 'manual', before: 24694, after: 637 } },
    ])
    expect(words(signals)).toEqual(['Short.', 'Short.', 'Short.', 'Short.', 'Much was said.'])
  })

  test('the agent’s own commands', () => {
    const signals = signalsOf('commands')
    expect(notices(signals).map(({ code }) => code)).toEqual([
      'compaction-failed',
      'command-output',
      'cleared',
      'command-output',
    ])
    const began = only(signals, 'turn-began').map(({ sessionId }) => sessionId)
    expect(new Set(began).size).toBe(2)
    expect(ended('commands').every(({ outcome }) => outcome === 'completed')).toBe(true)
  })

  test('costs are each turn’s own', () => {
    const costs = ended('compaction').map(({ usage }) => usage.costUsd)
    const total = costs.reduce((sum, cost) => sum + cost, 0)
    const last: unknown = JSON.parse(
      recording('compaction').findLast((line) => line.includes('"type":"result"')) ?? '',
    )
    expect(last).toMatchObject({ total_cost_usd: expect.closeTo(total, 8) })
    expect(costs.every((cost) => cost > 0)).toBe(true)
  })

  test('a new process counts from nought', () => {
    const lines = journal(recording('resumed'))
    const [first] = only(replay(lines).signals, 'turn-ended')
    expect(first?.usage.costUsd).toBeCloseTo(0.074052, 8)
  })
})
