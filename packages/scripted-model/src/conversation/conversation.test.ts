import { expect, test } from 'vitest'
import { readConversation } from './conversation.ts'
import { apiRequestSchema } from './request.ts'

const text = (value: string) => ({ type: 'text', text: value })
const user = (...content: object[]) => ({ role: 'user', content })
const reply = (...content: object[]) => ({ role: 'assistant', content })
const use = (id: string, name: string, input: object) => ({ type: 'tool_use', id, name, input })
const result = (id: string, content: unknown, more: object = {}) => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
  ...more,
})

const read = (messages: object[], system?: string) =>
  readConversation(apiRequestSchema.parse({ model: 'm', messages, system }))

test('the last thing a person wrote counts, not what the CLI puts around it', () => {
  const conversation = read([
    user(text('first')),
    reply(text('answer')),
    user(text('<system-reminder>\nnot this\n</system-reminder>'), text('failed'), text('second')),
    { role: 'system', content: 'Available agent types' },
    reply(use('a', 'Bash', {}), use('b', 'Bash', {})),
    user(result('a', 'out'), result('b', [text('Error'), text('more')], { is_error: true })),
    { role: 'system', content: 'The user sent a new message while you were working: hurry' },
    user(text('[Request interrupted by user]')),
  ])
  expect(conversation).toMatchObject({
    userText: 'second',
    step: 1,
    toolResults: [
      { id: 'a', text: 'out', isError: false },
      { id: 'b', text: 'Error\nmore', isError: true },
    ],
  })
})

test('notes of the CLI do not begin a new script', () => {
  const notes = [
    'Continue from where you left off.',
    'Output token limit hit. Resume directly',
    '<task-notification>\n<task-id>x</task-id></task-notification>',
    '[Your previous response had no visible output. Please continue]',
  ]
  for (const note of notes) {
    const messages = [user(text('go')), reply(text('one')), user(text(note))]
    expect(read(messages)).toMatchObject({ userText: 'go', step: 1 })
  }
})

test('what the CLI says in place of the model is no step', () => {
  const messages = [user(text('go')), reply(text('No response requested.')), user(text('/x'))]
  expect(read(messages.slice(0, 2))).toMatchObject({ userText: 'go', step: 0 })
  expect(read(messages)).toMatchObject({ userText: '/x', step: 0 })
})

test('finds the working directory, the plan file and the to-dos', () => {
  const messages = [
    user(text('plan it')),
    { role: 'system', content: 'create your plan at /home/me/.claude/plans/a-b.md using Write' },
    reply(use('t', 'TaskCreate', { subject: 'Write it' })),
    user(result('t', 'Task #7 created successfully: Write it')),
  ]
  const conversation = read(messages, 'Env:\n - Primary working directory: /tmp/a b/repo\n - x')
  expect(conversation.cwd).toBe('/tmp/a b/repo')
  expect(conversation.planFile).toBe('/home/me/.claude/plans/a-b.md')
  expect(conversation.taskIds.get('Write it')).toBe('7')
})

test('an empty conversation has no text', () => {
  expect(read([])).toMatchObject({ userText: '', step: 0, toolResults: [] })
})
