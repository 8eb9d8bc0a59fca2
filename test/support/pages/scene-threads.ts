// The threads of the scene: what each is told, and what it has come to once a page can be shown.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bash, prompt, write, type Step } from '../scripts.ts'
import type { TestServer } from '../server.ts'
import { asked, rest } from '../threads.ts'

interface SceneThread {
  permissionMode: string
  text: string
  /** Waits until it is what it is to be shown as. */
  ready(server: TestServer, id: string): Promise<unknown>
}

const words = `# What I found

The total forgets **the last value**, see \`cart.js\` and [the guide](https://example.com/guide).

1. read the cart
2. mend the loop
   - keep the names

> One caller depends on it.

| File | Lines |
| --- | ---: |
| cart.js | 3 |

\`\`\`js
export const total = (values) => values.reduce((sum, value) => sum + value, 0) // a line long enough to have to be scrolled sideways
\`\`\`
`

const question = {
  question: 'Which colour should the button have?',
  header: 'Colour',
  multiSelect: false,
  options: [
    { label: 'Green', description: 'As on the other pages' },
    { label: 'Blue', description: 'As in the drawing' },
  ],
}

const read = { tool: 'Read', input: { file_path: '{{cwd}}/cart.js' } }
const edit = {
  tool: 'Edit',
  input: { file_path: '{{cwd}}/cart.js', old_string: '=> 0', new_string: '=> values.length' },
}

const needs = (server: TestServer, id: string) => asked(server, id)

const finished: SceneThread = {
  permissionMode: 'autoEdit',
  text: prompt(
    'Mend the total',
    [{ thinking: 'Let me look at the cart first.' }, read],
    [edit, write('notes.md', '# Notes\n')],
    [bash('cat missing.txt')],
    words,
  ),
  ready: rest,
}

const permission: SceneThread = {
  permissionMode: 'confirmEdit',
  text: prompt('Clean up', bash('rm README.md && touch cleaned.txt'), 'Done.'),
  ready: needs,
}

const plan: SceneThread = {
  permissionMode: 'plan',
  text: prompt(
    'Plan it',
    { tool: 'Write', input: { file_path: '{{planFile}}', content: words } },
    { tool: 'ExitPlanMode', input: {} },
    'Done.',
  ),
  ready: needs,
}

const asks: SceneThread = {
  permissionMode: 'confirmEdit',
  text: prompt('Ask me', { tool: 'AskUserQuestion', input: { questions: [question] } }, 'Done.'),
  ready: needs,
}

const task = (subject: string) => ({ tool: 'TaskCreate', input: { subject, description: subject } })
const update = (taskId: string, status: string) => ({
  tool: 'TaskUpdate',
  input: { taskId, status },
})
const forever = 'until [ -e go.txt ]; do sleep 0.2; done'

/** A list of what is to do, and a subagent whose command runs. */
const busy: SceneThread = {
  permissionMode: 'confirmEdit',
  text: prompt(
    'Look into the tests',
    [task('Read the cart'), task('Run the tests of the cart'), task('Write down what they say')],
    [update('1', 'completed'), update('2', 'in_progress')],
    {
      tool: 'Agent',
      input: {
        description: 'Run the tests',
        subagent_type: 'general-purpose',
        prompt: prompt('Run them', read, bash(`echo running the tests; ${forever}`), 'They pass.'),
      },
    },
    'Done.',
  ),
  ready: (server, id) =>
    server.until(id, ({ items }) =>
      items.some((item) => item.kind === 'tool-call' && item.detail.kind === 'command'),
    ),
}

const say = (server: TestServer, id: string, text: string, more: object = {}) =>
  server.api('POST', `/api/threads/${id}/messages`, { text, ...more })

/** A turn that goes on, behind which messages wait; one has been handed over. */
const queued: SceneThread = {
  permissionMode: 'confirmEdit',
  text: prompt('Write the labels', ['The first label is written. ', { hold: 'scene' }, 'Done.']),
  async ready(server, id) {
    await server.model.waitForRequest(({ answer }) => answer.holding === 'scene', 60_000)
    await say(server, id, 'Mind the long ones', { delivery: 'into-turn' })
    await say(server, id, 'Then translate them into every language that the shop speaks')
    await say(server, id, 'And print them')
  },
}

const refusedTo = (error: object): Step => ({
  blocks: ['Done.'],
  error: { times: 'always', ...error },
})

/** Its branch has commits all the same. */
const failed: SceneThread = {
  permissionMode: 'confirmEdit',
  text: prompt(
    'Count the stock',
    refusedTo({
      status: 400,
      type: 'invalid_request_error',
      message: 'The stock is not countable',
    }),
  ),
  async ready(server, id) {
    const { worktreePath } = await rest(server, id)
    const cwd = String(worktreePath)
    for (const subject of ['Count the paper', 'Count the ink']) {
      writeFileSync(join(cwd, `${subject}.txt`), '1\n')
      execFileSync('git', ['add', '.'], { cwd })
      execFileSync('git', ['commit', '-q', '-m', subject], { cwd })
    }
  },
}

const limit = {
  'anthropic-ratelimit-unified-status': 'rejected',
  'anthropic-ratelimit-unified-reset': String(Math.ceil(Date.now() / 1000) + 5 * 3600),
  'anthropic-ratelimit-unified-representative-claim': 'five_hour',
}

/** Ended by the usage limit, which keeps back the message behind it. */
const parked: SceneThread = {
  permissionMode: 'confirmEdit',
  text: prompt(
    'Order paper',
    ['I look at what there is. ', { hold: 'limit' }, read],
    refusedTo({ status: 429, headers: limit }),
  ),
  async ready(server, id) {
    await server.model.waitForRequest(({ answer }) => answer.holding === 'limit', 60_000)
    await say(server, id, 'And ink')
    server.model.release('limit')
    await rest(server, id)
  },
}

/** More was spent than it may, before its second message. */
const spent: SceneThread = {
  permissionMode: 'confirmEdit',
  text: prompt('Weigh the paper', 'It is heavy.'),
  async ready(server, id) {
    await rest(server, id)
    await server.api('PATCH', `/api/threads/${id}`, { budgetUsd: 0.001 })
    await say(server, id, 'And the ink')
    await server.until(id, ({ waitingReason }) => waitingReason === 'budget')
  },
}

export const sceneThreads = {
  finished,
  permission,
  plan,
  question: asks,
  busy,
  queued,
  failed,
  parked,
  spent,
}
