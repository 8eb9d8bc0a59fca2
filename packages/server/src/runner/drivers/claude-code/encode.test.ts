import { ApprovalId, TurnId, type Ask } from '@a-parallel/contract/nouns'
import { expect, test } from 'vitest'
import type { Order } from '@a-parallel/shared'
import { claudeCode } from './driver.ts'
import { startedIn } from './started-in.ts'

const turnId = TurnId.parse('11111111-1111-4111-8111-111111111111')

function encoded(order: Order): unknown[] {
  return claudeCode.encode(order).map((line): unknown => JSON.parse(line))
}

function ask(kind: Ask['kind'], input: Ask['input']): Ask {
  return {
    id: ApprovalId.parse('request-1'),
    kind,
    itemId: null,
    parentId: null,
    tool: 'Tool',
    title: '',
    detail: { kind: 'other', input: '' },
    input,
    editsCheckout: false,
    reason: null,
  }
}

function answered(parts: Partial<Extract<Order, { type: 'answer' }>> & { ask: Ask }): unknown {
  const order = {
    type: 'answer',
    decision: 'allow',
    message: null,
    answers: null,
    permissionMode: null,
    stop: false,
    ...parts,
  } as const
  const [line] = encoded(order)
  return line
}

function body(response: unknown): unknown {
  return {
    type: 'control_response',
    response: { subtype: 'success', request_id: 'request-1', response },
  }
}

test('a question how full the context is bears the turn that it is asked behind', () => {
  expect(encoded({ type: 'measure-context', turnId })).toEqual([
    {
      type: 'control_request',
      request_id: `measure-context:${turnId}`,
      request: { subtype: 'get_context_usage' },
    },
  ])
})

test.each(['max', null] as const)('the effort %s is a setting of the process', (effort) => {
  const request = { subtype: 'apply_flag_settings', settings: { effortLevel: effort } }
  expect(encoded({ type: 'choose-effort', effort })).toEqual([
    { type: 'control_request', request_id: 'choose-effort', request },
  ])
})

test('skills are done without by a setting of the process, and read anew', () => {
  const request = {
    subtype: 'apply_flag_settings',
    settings: { skillOverrides: { back: 'on', away: 'off' } },
  }
  expect(encoded({ type: 'choose-skills', off: ['away'], on: ['back'] })).toEqual([
    { type: 'control_request', request_id: 'choose-skills', request },
  ])
  expect(encoded({ type: 'reload-skills' })).toMatchObject([
    { request: { subtype: 'reload_skills' } },
  ])
})

test.each([
  ['/compact', '/compact'],
  ['/greet Ana', '/greet Ana'],
  ['/greet\nAna', '/greet\nAna'],
  ['/nosuch please', ' /nosuch please'],
  ['/home/me/file is broken', ' /home/me/file is broken'],
  ['/', ' /'],
  ['Say /nosuch', 'Say /nosuch'],
])('where the commands are known, %j is said as %j', (text, content) => {
  const [line] = claudeCode.encode({ type: 'say', turnId, text }, new Set(['compact', 'greet']))
  expect(JSON.parse(line ?? '')).toMatchObject({ message: { content } })
})

test('a message bears the id of its turn, and a leading slash stays', () => {
  const [line] = encoded({ type: 'say', turnId, text: '/compact\u2028"' })
  expect(line).toMatchObject({
    type: 'user',
    uuid: turnId,
    message: { role: 'user', content: '/compact\u2028"' },
  })
})

test('images stand in front of the words about them, or alone', () => {
  const images = [{ mediaType: 'image/png', base64: 'AA==' }] as const
  const block = {
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: 'AA==' },
  }
  const contentOf = (text: string) => {
    const [line] = encoded({ type: 'say', turnId, text, images })
    return (line as { message: { content: unknown } }).message.content // A user line holds one.
  }
  expect(contentOf('Look')).toEqual([block, { type: 'text', text: 'Look' }])
  expect(contentOf('')).toEqual([block])
})

test('a no may end the turn as well', () => {
  const denied = { ask: ask('permission', {}), decision: 'deny', message: 'No' } as const
  expect(answered(denied)).toEqual(body({ behavior: 'deny', message: 'No' }))
  expect(answered({ ...denied, stop: true })).toEqual(
    body({ behavior: 'deny', message: 'No', interrupt: true }),
  )
})

test('whatever is said stays one line', () => {
  const [line, ...more] = claudeCode.encode({ type: 'say', turnId, text: 'a\nb\r\nc\u0000' })
  expect(more).toEqual([])
  expect(line).not.toMatch(/[\n\r]/)
})

test('an allow gives the input back', () => {
  expect(answered({ ask: ask('permission', { command: 'ls' }) })).toEqual(
    body({ behavior: 'allow', updatedInput: { command: 'ls' } }),
  )
})

test('answers travel with the questions', () => {
  const questions = [{ question: 'Which?' }]
  expect(answered({ ask: ask('question', { questions }), answers: { 'Which?': 'This' } })).toEqual(
    body({ behavior: 'allow', updatedInput: { questions, answers: { 'Which?': 'This' } } }),
  )
})

test('a chosen option brings its preview along, own words and several choices do not', () => {
  const offered = (question: string) => ({
    question,
    multiSelect: false,
    options: [{ label: 'A', preview: '[A]' }, { label: 'B' }],
  })
  const questions = ['One?', 'Two?', 'Three?'].map(offered)
  const asked: Ask = {
    ...ask('question', { questions }),
    detail: { kind: 'question', questions, answers: {} },
  }
  const answers = { 'One?': 'A', 'Two?': 'A, B', 'Three?': 'B' }
  expect(answered({ ask: asked, answers })).toEqual(
    body({
      behavior: 'allow',
      updatedInput: { questions, answers, annotations: { 'One?': { preview: '[A]' } } },
    }),
  )
})

test('an approved plan ends plan mode, never with leave to edit unasked', () => {
  expect(answered({ ask: ask('plan', { plan: '# P' }), permissionMode: 'autoEdit' })).toEqual(
    body({
      behavior: 'allow',
      updatedInput: { plan: '# P' },
      updatedPermissions: [{ type: 'setMode', mode: 'default', destination: 'session' }],
    }),
  )
})

test('a denial says why, and says something where nobody did', () => {
  expect(answered({ ask: ask('permission', {}), decision: 'deny', message: 'Not now' })).toEqual(
    body({ behavior: 'deny', message: 'Not now' }),
  )
  for (const kind of ['permission', 'plan', 'question'] as const) {
    expect(answered({ ask: ask(kind, {}), decision: 'deny' })).toEqual(
      body({ behavior: 'deny', message: expect.stringMatching(/\w/) }),
    )
  }
})

test('orders are control requests', () => {
  expect(encoded({ type: 'stop-call', handle: 'b1' })).toEqual([
    {
      type: 'control_request',
      request_id: 'stop-call',
      request: { subtype: 'stop_task', task_id: 'b1' },
    },
  ])
  expect(encoded({ type: 'interrupt' })).toEqual([
    { type: 'control_request', request_id: 'interrupt', request: { subtype: 'interrupt' } },
  ])
  expect(encoded({ type: 'choose-model', model: 'opus' })).toMatchObject([
    { request: { subtype: 'set_model', model: 'opus' } },
  ])
  expect(encoded({ type: 'choose-permission-mode', permissionMode: 'autoEdit' })).toMatchObject([
    { request: { subtype: 'set_permission_mode', mode: 'default' } },
  ])
  expect(encoded({ type: 'choose-permission-mode', permissionMode: 'plan' })).toMatchObject([
    { request: { subtype: 'set_permission_mode', mode: 'plan' } },
  ])
  expect(encoded({ type: 'make-title', text: 'a'.repeat(9_000) })).toMatchObject([
    { request: { subtype: 'generate_session_title', description: 'a'.repeat(2_000) } },
  ])
  expect(encoded({ type: 'greet' })).toMatchObject([{ request: { subtype: 'initialize' } }])
})

test('asks beside the conversation, and knows the answer by its id', () => {
  expect(encoded({ type: 'ask-aside', id: 'q1', text: 'Word it' })).toMatchObject([
    {
      request_id: 'ask-aside:q1',
      request: { subtype: 'side_question', question: 'Word it' },
    },
  ])
})

test('a header of a tool server is sent as it was written, without the variables that it names', () => {
  const headers = { 'X-Key': `a \${ANTHROPIC_API_KEY} $$ \${X:-y} {z}` }
  const server = {
    name: 'phone',
    timeoutMs: null,
    transport: { type: 'http' as const, url: 'https://x.test/', headers },
  }
  const [line] = claudeCode.encode({ type: 'give-tool-servers', servers: [server] })
  const sent: string = JSON.parse(line!).request.servers.phone.headers['X-Key']
  // As the agent's program reads it, with a key in its environment.
  const filled = sent.replaceAll(
    /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g,
    (whole, name: string, otherwise?: string) =>
      name === 'ANTHROPIC_API_KEY' ? 'secret' : (otherwise ?? whole),
  )
  expect(filled).toBe(headers['X-Key'])
})

test('a tool server that is a program starts where it works, and not in the checkout', () => {
  const transport = {
    type: 'stdio' as const,
    command: 'npx',
    args: ['-y', 'a b'],
    env: { KEY: 'k' },
    cwd: '/home/me/own',
  }
  const server = { name: 'echo', timeoutMs: 5, transport }
  const started = startedIn('/home/me/own', transport)
  expect(encoded({ type: 'give-tool-servers', servers: [server] })).toMatchObject([
    {
      request: {
        subtype: 'mcp_set_servers',
        servers: { echo: { type: 'stdio', ...started, env: { KEY: 'k' }, timeout: 5 } },
      },
    },
  ])
  expect(started.args.slice(-4)).toEqual(['/home/me/own', 'npx', '-y', 'a b'])
})

test('a tool server is reached anew by its name', () => {
  expect(encoded({ type: 'reconnect-tool-server', name: 'echo' })).toEqual([
    {
      type: 'control_request',
      request_id: 'reconnect-tool-server:echo',
      request: { subtype: 'mcp_reconnect', serverName: 'echo' },
    },
  ])
})
