import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Item } from '@a-parallel/contract/nouns'
import { claudeCode } from '../driver.ts'
import {
  checkout,
  journal,
  notices,
  only,
  recording,
  recordingNames,
  replay,
  signalsFor,
  toolCalls,
  words,
} from '../../../../../../../test/support/replay.ts'

const uuid = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'

function assistant(id: string, content: unknown, more: object = {}) {
  const message = { id, model: 'claude-sonnet-5', content: [content] }
  return { type: 'assistant', uuid, message, parent_tool_use_id: null, ...more }
}

function call(id: string, name: string, input: object, more: object = {}) {
  return assistant(`msg-${id}`, { type: 'tool_use', id, name, input }, more)
}

function toolResult(id: string, content: unknown, more: object = {}) {
  const block = { type: 'tool_result', tool_use_id: id, content, ...more }
  return { type: 'user', uuid, message: { role: 'user', content: [block] } }
}

function system(subtype: string, fields: object) {
  return { type: 'system', subtype, uuid, ...fields }
}

function event(value: object, parent: string | null = null) {
  return { type: 'stream_event', event: value, parent_tool_use_id: parent, uuid }
}

function result(fields: object = {}) {
  return { type: 'result', subtype: 'success', is_error: false, uuid, ...fields }
}

const start = (id: string) => event({ type: 'message_start', message: { id } })
const block = (index: number, type: string) =>
  event({ type: 'content_block_start', index, content_block: { type } })
const text = (index: number, piece: string) =>
  event({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: piece } })

const nobody = (words: string) => ({
  ...assistant('m', {}),
  message: { id: 'm', model: '<synthetic>', content: [{ type: 'text', text: words }] },
})

const asks = (id: string, request: object) => ({
  type: 'control_request',
  request_id: id,
  request,
})

const answers = (response: object) => ({ type: 'control_response', response })

const retry = (id: string, attempt: number) => ({
  ...system('api_retry', { attempt, max_retries: 10, retry_delay_ms: 600, error: 'unknown' }),
  uuid: id,
})

const limit = (status: string) => ({
  type: 'rate_limit_event',
  uuid,
  rate_limit_info: { status, resetsAt: 1_795_339_680, rateLimitType: 'five_hour' },
})

describe('lines that are not what they should be', () => {
  test('what is no JSON becomes a notice, and reading goes on', () => {
    const lines = ['{"type":"assis', 'Segmentation fault', '', '   ', '[]', '"x"', 'null', '{}']
    const { signals } = replay(
      journal([...lines, JSON.stringify(assistant('m', { type: 'text', text: 'On.' }))]),
    )
    expect(notices(signals)).toMatchObject([
      { id: 'unreadable:0', code: 'unreadable-output', detail: '{"type":"assis' },
      { id: 'unreadable:15', detail: 'Segmentation fault' },
    ])
    expect(words(signals)).toEqual(['On.'])
  })

  test('a line too long to be read is told with its size', () => {
    const decoder = claudeCode.decoder(checkout, null)
    const signals = decoder.skip(1_073_741_824, '{"type":"user"'.padEnd(1000), 7, 1_073_741_832)
    expect(notices(signals)).toMatchObject([
      { id: 'oversized:7', code: 'oversized-output', values: { bytes: 1_073_741_824 } },
    ])
    expect(decoder.checkpoint().offset).toBe(1_073_741_832)
  })

  test('unknown types, subtypes and shapes are ignored', () => {
    expect(
      signalsFor(
        { type: 'keep_alive' },
        { type: 'brand_new', content: 'x' },
        system('brand_new', {}),
        system('constructor', {}),
        { type: 'assistant', message: 7 },
        { type: 'result' },
        event({ type: 'ping' }),
        text(0, 'of no message'),
      ),
    ).toEqual([])
  })

  test('nothing that a line may hold throws, and every item is one', () => {
    const texts = recordingNames().flatMap(recording)
    const odd = fc.oneof(
      fc.constant(null),
      fc.constant(''),
      fc.integer(),
      fc.constant({}),
      fc.constant([]),
    )
    fc.assert(
      fc.property(fc.nat(texts.length - 1), fc.nat(), odd, (index, place, value) => {
        const paths = pathsOf(JSON.parse(texts[index]!))
        const path = paths[place % paths.length]!
        const damaged = texts.slice(Math.max(0, index - 10), index)
        damaged.push(JSON.stringify(replaced(JSON.parse(texts[index]!), path, value)))
        const { signals, decoder } = replay(journal(damaged))
        JSON.stringify(decoder.checkpoint())
        for (const signal of signals) {
          if (signal.type !== 'item-started' && signal.type !== 'item-completed') continue
          const placed = { ...signal.item, turnId: null, at: '2026-01-01T00:00:00.000Z' }
          expect(Item.safeParse(placed).error).toBeUndefined()
        }
        expect(notices(signals).filter(({ code }) => code === 'unreadable-output')).toEqual([])
      }),
      { numRuns: 400 },
    )
  })
})

type Path = (string | number)[]

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [
    at,
    ...keys.flatMap((key) => pathsOf((value as Record<string, unknown>)[key], [...at, key])),
  ]
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string,
    unknown
  >
  copy[key] = replaced(copy[key], rest, by)
  return copy
}

describe('messages', () => {
  test('blocks are numbered as their deltas were, empty thinking is no item', () => {
    const signals = signalsFor(
      start('m'),
      block(0, 'thinking'),
      assistant('m', { type: 'thinking', thinking: '' }),
      block(1, 'text'),
      text(1, 'a😀'),
      text(1, 'b'),
      assistant('m', { type: 'text', text: 'a😀b' }),
      event({ type: 'message_stop' }),
    )
    expect(only(signals, 'delta').map(({ itemId, offset }) => [itemId, offset])).toEqual([
      ['m:1', 0],
      ['m:1', 3],
    ])
    expect(only(signals, 'item-completed').map(({ item }) => item.id)).toEqual(['m:1'])
  })

  test('blocks that came without deltas are counted', () => {
    const signals = signalsFor(
      assistant('m', { type: 'thinking', thinking: 'Hm.' }),
      assistant('m', { type: 'text', text: 'a' }),
      assistant('n', { type: 'text', text: 'b' }),
    )
    expect(only(signals, 'item-completed').map(({ item }) => item.id)).toEqual([
      'm:0',
      'm:1',
      'n:0',
    ])
  })

  test.each([
    ['another message begins', start('n')],
    ['another message comes whole', assistant('n', { type: 'text', text: 'b' })],
    ['the turn ends', result()],
    ['its own end comes', event({ type: 'message_stop' })],
  ])('half a block is abandoned when %s', (_, line) => {
    const signals = signalsFor(start('m'), block(0, 'text'), text(0, 'a'), line)
    expect(only(signals, 'abandoned')).toEqual([{ type: 'abandoned', itemId: 'm:0' }])
  })

  test('a subagent’s message does not end the main one', () => {
    const under = { parent_tool_use_id: 'toolu_1' }
    const signals = signalsFor(
      start('m'),
      block(0, 'text'),
      text(0, 'a'),
      assistant('n', { type: 'text', text: 'from below' }, under),
      text(0, 'b'),
    )
    expect(only(signals, 'abandoned')).toEqual([])
    expect(only(signals, 'delta').at(-1)?.offset).toBe(1)
  })

  test('words of no model are output of a command, or nothing', () => {
    const signals = signalsFor(nobody('Unknown command: /x'), nobody('No response requested.'))
    expect(notices(signals).map(({ detail }) => detail)).toEqual(['Unknown command: /x'])
    expect(words(signals)).toEqual([])
  })
})

describe('tool calls', () => {
  test('a command that is cut off by the end of the turn is interrupted', () => {
    const signals = signalsFor(call('t1', 'Bash', { command: 'sleep 9' }), result())
    expect(toolCalls(signals)).toMatchObject([{ state: 'interrupted' }])
  })

  test('stderr, a harmless code, a timeout, a picture', () => {
    const ls = { command: 'ls' }
    const withFields = (id: string, fields: object) => ({
      ...toolResult(id, 'x'),
      tool_use_result: fields,
    })
    const signals = signalsFor(
      ...['t1', 't2', 't3', 't4'].map((id) => call(id, 'Bash', ls)),
      withFields('t1', { stdout: 'out', stderr: 'err', interrupted: false }),
      withFields('t2', { stdout: '', stderr: '', returnCodeInterpretation: 'No matches found' }),
      toolResult('t3', 'Exit code 143\nCommand timed out after 1s', { is_error: true }),
      toolResult('t4', [
        { type: 'text', text: 'see' },
        { type: 'image', source: {} },
      ]),
    )
    expect(
      toolCalls(signals).map(({ state, exitCode, output }) => [state, exitCode, output?.text]),
    ).toEqual([
      ['completed', 0, 'out\nerr'],
      ['completed', null, undefined],
      ['failed', 143, 'Command timed out after 1s'],
      ['completed', 0, 'see\n[image]'],
    ])
  })

  test('a command is sent to the background while it runs, then fails', () => {
    const signals = signalsFor(
      call('t1', 'Bash', { command: 'npm run dev' }),
      system('task_started', { task_id: 'b1', tool_use_id: 't1' }),
      system('task_updated', { task_id: 'b1', patch: { is_backgrounded: true } }),
      result(),
      system('task_notification', {
        task_id: 'b1',
        status: 'failed',
        summary: 'Background command failed (exit code 2)',
      }),
    )
    expect(toolCalls(signals)).toMatchObject([{ state: 'failed', exitCode: 2, background: true }])
    expect(notices(signals)).toMatchObject([{ code: 'background-ended', level: 'warning' }])
  })

  test('names a call by which it can be stopped, and the file that it prints to until its end', () => {
    const reader = claudeCode.decoder(checkout, null)
    const read = (line: object) => reader.read(JSON.stringify(line), 0, 1)
    const [started] = [
      ...read(call('t1', 'Bash', { command: 'npm test' })),
      ...read(call('t2', 'Bash', { command: 'ls' })),
    ]
    expect(started).not.toHaveProperty('item.handle')
    expect(reader.running()).toEqual([])
    expect(read(system('task_started', { task_id: 'b1', tool_use_id: 't1' }))).toMatchObject([
      { type: 'item-started', item: { id: 't1', state: 'running', handle: 'b1' } },
    ])
    read(system('task_started', { task_id: '../b2', tool_use_id: 't2' }))
    expect(reader.running()).toEqual([{ itemId: 't1', file: 'tasks/b1.output' }])
    const [ended] = read(toolResult('t1', 'all passed'))
    expect(ended).toMatchObject({ item: { state: 'completed', output: { text: 'all passed' } } })
    expect(ended).not.toHaveProperty('item.handle')
    expect(ended).not.toHaveProperty('printedIn')
    expect(reader.running()).toEqual([])
  })

  test('tells where a command in the background has printed, for the agent does not tell what', () => {
    const signals = signalsFor(
      call('t1', 'Bash', { command: 'npm run dev' }),
      system('task_started', { task_id: 'b1', tool_use_id: 't1' }),
      system('task_updated', { task_id: 'b1', patch: { is_backgrounded: true } }),
      system('task_notification', { task_id: 'b1', status: 'stopped', summary: 'stopped' }),
    )
    expect(signals.find(({ type }) => type === 'item-completed')).toMatchObject({
      printedIn: 'tasks/b1.output',
      item: { state: 'interrupted' },
    })
  })

  test('what runs under a subagent in the background outlives the turn', () => {
    const signals = signalsFor(
      call('t1', 'Agent', { description: 'Look', prompt: 'Look.' }),
      { ...toolResult('t1', 'launched'), tool_use_result: { isAsync: true } },
      call('t2', 'Bash', { command: 'ls' }, { parent_tool_use_id: 't1' }),
      call('t3', 'Bash', { command: 'ls' }),
      result(),
    )
    expect(toolCalls(signals).map(({ id, state }) => [id, state])).toEqual([
      ['t1', 'running'],
      ['t2', 'running'],
      ['t3', 'interrupted'],
    ])
  })

  test('calls that are their own parents do not keep the reader', () => {
    const own = call('t1', 'Bash', { command: 'ls' }, { parent_tool_use_id: 't1' })
    expect(toolCalls(signalsFor(own, result()))).toMatchObject([{ state: 'interrupted' }])
  })

  test('todo lists of both kinds, within subagents too', () => {
    const todos = [
      { content: 'One', status: 'completed', activeForm: 'Doing one' },
      { content: 'Two', status: 'in_progress', activeForm: 'Doing two' },
    ]
    const signals = signalsFor(
      call('t1', 'TodoWrite', { todos }),
      toolResult('t1', 'Todos have been modified'),
      call('t2', 'TaskCreate', { subject: 'Three' }, { parent_tool_use_id: 't9' }),
      toolResult('t2', 'Task #3 created successfully: Three'),
      call('t3', 'TaskUpdate', { taskId: '1', status: 'deleted' }),
      toolResult('t3', 'Updated task #1'),
      call('t4', 'TaskUpdate', { taskId: '9', status: 'completed' }),
      toolResult('t4', 'Task not found', { is_error: true }),
    )
    expect(toolCalls(signals)).toMatchObject([
      {
        title: 'Two',
        detail: {
          entries: [
            { id: '2', text: 'Two', state: 'running' },
            { id: '3', text: 'Three', state: 'pending' },
          ],
        },
      },
    ])
  })

  test('the agent’s own refusal is a denial', () => {
    const signals = signalsFor(
      call('t1', 'Bash', { command: 'rm -rf /' }),
      system('permission_denied', { tool_use_id: 't1', message: 'Not in this mode' }),
      toolResult('t1', 'Permission denied', { is_error: true }),
    )
    expect(toolCalls(signals)).toMatchObject([{ state: 'denied' }])
    expect(notices(signals)).toMatchObject([{ code: 'agent-warning', detail: 'Not in this mode' }])
  })
})

describe('the control protocol', () => {
  test.each([
    ['elicitation', { subtype: 'success', response: { action: 'decline' } }],
    ['request_user_dialog', { subtype: 'success', response: { behavior: 'cancelled' } }],
    ['hook_callback', { subtype: 'success', response: {} }],
    ['mcp_message', { subtype: 'error' }],
    ['what_is_this', { subtype: 'error' }],
  ])('%s gets an answer at once, and only once', (subtype, response) => {
    const { decoder } = replay(journal([JSON.stringify(asks('r1', { subtype }))]))
    const [reply, ...more] = decoder.replies()
    expect(JSON.parse(reply!)).toMatchObject({ response: { request_id: 'r1', ...response } })
    expect([...more, ...decoder.replies()]).toEqual([])
  })

  test('a permission request is the person’s to answer', () => {
    const line = asks('r1', {
      subtype: 'can_use_tool',
      tool_name: 'Bash',
      input: { command: 'ls' },
    })
    const { signals, decoder } = replay(journal([JSON.stringify(line)]))
    expect(only(signals, 'approval-asked')).toMatchObject([{ ask: { id: 'r1', itemId: null } }])
    expect(decoder.replies()).toEqual([])
  })

  test.each([
    [{ tokenSource: 'none', apiKeySource: 'none', apiProvider: 'firstParty' }, null],
    [{ tokenSource: 'claude.ai' }, { kind: 'subscription', plan: null }],
    [{ subscriptionType: 'Claude Pro' }, { kind: 'subscription', plan: 'Claude Pro' }],
    [undefined, null],
  ])('the account %j is a sign-in of %j', (account, login) => {
    const response = { models: [{ value: 'haiku' }], account }
    const signals = signalsFor(answers({ subtype: 'success', request_id: 'greet', response }))
    expect(only(signals, 'ready')).toEqual([
      {
        type: 'ready',
        commands: [],
        models: [{ value: 'haiku', name: 'haiku', description: '', efforts: [] }],
        login,
        pending: [],
      },
    ])
  })

  test.each([
    [{ subtype: 'success', response: { title: ' Fix\nthe  login ' } }, ['Fix the login']],
    [{ subtype: 'success', response: { title: null } }, []],
    [{ subtype: 'success', response: { title: '' } }, []],
    [{ subtype: 'success', response: { title: 'a'.repeat(101) } }, []],
    [{ subtype: 'error', error: 'overloaded' }, []],
  ])('%j gives the titles %j, and no notice', (answer, titles) => {
    const signals = signalsFor(answers({ request_id: 'make-title', ...answer }))
    expect(only(signals, 'title-made').map(({ title }) => title)).toEqual(titles)
    expect(notices(signals)).toEqual([])
  })

  test.each([
    [{ subtype: 'success', response: { response: 'Mend it', synthetic: false } }, 'Mend it'],
    [{ subtype: 'success', response: { response: null } }, null],
    [{ subtype: 'error', error: 'overloaded' }, null],
  ])('%j to a question beside the conversation gives %j, and no notice', (answer, text) => {
    const signals = signalsFor(answers({ request_id: 'ask-aside:q1', ...answer }))
    expect(only(signals, 'aside-answered')).toEqual([{ type: 'aside-answered', id: 'q1', text }])
    expect(notices(signals)).toEqual([])
  })

  test('a model tells how hard it can think, in words that are known', () => {
    const models = [
      { value: 'sonnet', supportsEffort: true, supportedEffortLevels: ['max', 'low', 'odd'] },
      { value: 'haiku' },
    ]
    const response = { models }
    const [ready] = only(
      signalsFor(answers({ subtype: 'success', request_id: 'greet', response })),
      'ready',
    )
    expect(ready?.models.map(({ efforts }) => efforts)).toEqual([['low', 'max'], []])
  })

  test('what it understands behind a slash is told, cut to what a list can show, and told anew', () => {
    const commands = [
      { name: 'clear', description: 'Begins\n  anew', argumentHint: '[name]', aliases: ['new'] },
      { name: 'long', description: 'x'.repeat(900) },
      { name: 'no name' },
    ]
    const response = { models: [], commands }
    const [ready] = only(
      signalsFor(answers({ subtype: 'success', request_id: 'greet', response })),
      'ready',
    )
    expect(ready?.commands).toEqual([
      { name: 'clear', description: 'Begins anew', hint: '[name]', aliases: ['new'] },
      { name: 'long', description: `${'x'.repeat(199)}…`, hint: '', aliases: [] },
    ])
    const changed = signalsFor({ type: 'system', subtype: 'commands_changed', commands: [] })
    expect(changed).toEqual([{ type: 'commands-changed', commands: [] }])
  })

  test('a plugin’s skill has its plugin’s name as well, and goes by it where the short name is another’s', () => {
    const commands = [
      { name: 'same', description: '(x) Somebody’s own (user)' },
      { name: 'same', description: '(art) Of a plugin' },
      { name: 'draw', description: '(art) Draws' },
      { name: 'art:old', description: '(art) A command' },
    ]
    const changed = signalsFor({ type: 'system', subtype: 'commands_changed', commands })
    const [told] = only(changed, 'commands-changed')
    expect(told?.commands.map(({ name, aliases }) => [name, ...aliases])).toEqual([
      ['same'],
      ['art:same'],
      ['draw', 'art:draw'],
      ['art:old'],
    ])
  })

  test('an order that the agent refuses is told; other answers are not', () => {
    const signals = signalsFor(
      answers({ subtype: 'success', request_id: 'interrupt' }),
      answers({ subtype: 'error', request_id: 'choose-model', error: 'No.' }),
      answers({ subtype: 'error', request_id: 'somebody-else', error: 'No.' }),
    )
    expect(notices(signals)).toMatchObject([
      { code: 'agent-warning', detail: 'No.', values: { order: 'choose-model' } },
    ])
  })
})

describe('notices', () => {
  test('a new request begins a new count of attempts', () => {
    const lines = [retry('a', 1), retry('b', 2), start('m'), retry('c', 1), retry('d', 2)]
    expect(notices(signalsFor(...lines)).map(({ id }) => id)).toEqual(['a', 'c'])
  })

  test('limits: nothing while all is well, one notice for each state', () => {
    const states = ['allowed', 'allowed_warning', 'allowed_warning', 'rejected']
    expect(notices(signalsFor(...states.map(limit)))).toMatchObject([
      { level: 'warning', values: { resetsAt: 1_795_339_680, window: 'five_hour' } },
      { level: 'error', values: { status: 'rejected' } },
    ])
  })

  test.each([
    ['model_fallback', { original_model: 'opus', fallback_model: 'sonnet' }, 'model-fallback'],
    ['informational', { content: 'Blocked by a hook', level: 'warning' }, 'agent-warning'],
    ['local_command_output', { content: 'Out' }, 'command-output'],
    ['hook_response', { hook_name: 'Stop', outcome: 'error', stderr: 'No' }, 'agent-warning'],
    ['hook_response', { hook_name: 'Stop', exit_code: 2 }, 'agent-warning'],
    ['status', { status: null, compact_result: 'failed' }, 'compaction-failed'],
  ])('%s %j', (subtype, fields, code) => {
    expect(notices(signalsFor(system(subtype, fields))).map((notice) => notice.code)).toEqual([
      code,
    ])
  })

  test.each([
    ['hook_response', { hook_name: 'Stop', outcome: 'success', exit_code: 0 }],
    ['status', { status: 'requesting' }],
    ['thinking_tokens', { estimated_tokens: 7 }],
  ])('%s %j is not worth one', (subtype, fields) => {
    expect(signalsFor(system(subtype, fields))).toEqual([])
  })
})

describe('the end of a turn', () => {
  test.each([
    [{ is_error: true, api_error_status: 529, result: 'Overloaded' }, 'agent_api_error'],
    [{ is_error: true, result: 'Not logged in · Please run /login' }, 'agent_not_signed_in'],
    [{ is_error: true, api_error_status: 404 }, 'agent_model_unknown'],
    [{ is_error: true, subtype: 'error_max_turns' }, 'agent_turn_failed'],
    [
      { is_error: true, terminal_reason: 'prompt_too_long', api_error_status: 400 },
      'agent_api_error',
    ],
  ])('%j', (fields, code) => {
    expect(only(signalsFor(result(fields)), 'turn-ended')).toMatchObject([
      { outcome: 'failed', problem: { code, detail: expect.stringMatching(/\w/) } },
    ])
  })

  test('an interruption is none of these', () => {
    const fields = { subtype: 'error_during_execution', is_error: true }
    const signals = signalsFor(result({ ...fields, terminal_reason: 'aborted_tools' }))
    expect(only(signals, 'turn-ended')).toMatchObject([{ outcome: 'interrupted', problem: null }])
  })
})
