// A server with one thread of each kind that a screen has to show.
import { builtApp } from '../browser.ts'
import { bash, prompt, write } from '../scripts.ts'
import { startTestServer, type TestServer } from '../server.ts'
import { asked, rest } from '../threads.ts'

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

const questions = [
  {
    question: 'Which colour should the button have?',
    header: 'Colour',
    multiSelect: false,
    options: [
      { label: 'Green', description: 'As on the other pages' },
      { label: 'Blue', description: 'As in the drawing' },
    ],
  },
]

export interface Scene {
  server: TestServer
  threads: Threads
  /** The whole address of a path in which `:finished` and so on are this scene's threads. */
  address(path: string): string
}

interface Threads {
  finished: string
  permission: string
  plan: string
  question: string
}

export async function startScene(): Promise<Scene> {
  const server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp } })
  const threads = await startThreads(server)
  const address = (path: string) =>
    server.origin +
    Object.entries(threads).reduce((filled, [kind, id]) => filled.replace(`:${kind}`, id), path)
  return { server, threads, address }
}

async function startThreads(server: TestServer): Promise<Threads> {
  const repository = server.repository('shop', {
    'README.md': '# Shop\n',
    'cart.js': 'export const total = (values) => 0\n',
  })
  const projectId = await server.addProject(repository)
  const start = (permissionMode: string, text: string) =>
    server.thread({ projectId, permissionMode, prompt: text })
  const read = { tool: 'Read', input: { file_path: '{{cwd}}/cart.js' } }
  const edit = {
    tool: 'Edit',
    input: { file_path: '{{cwd}}/cart.js', old_string: '=> 0', new_string: '=> values.length' },
  }
  const finished = await start(
    'autoEdit',
    prompt(
      'Mend the total',
      [{ thinking: 'Let me look at the cart first.' }, read],
      [edit, write('notes.md', '# Notes\n')],
      [bash('cat missing.txt')],
      words,
    ),
  )
  const permission = await start(
    'confirmEdit',
    prompt('Clean up', bash('rm README.md && touch cleaned.txt'), 'Done.'),
  )
  const plan = await start(
    'plan',
    prompt(
      'Plan it',
      { tool: 'Write', input: { file_path: '{{planFile}}', content: words } },
      { tool: 'ExitPlanMode', input: {} },
      'Done.',
    ),
  )
  const question = await start(
    'confirmEdit',
    prompt('Ask me', { tool: 'AskUserQuestion', input: { questions } }, 'Done.'),
  )
  await rest(server, finished)
  for (const id of [permission, plan, question]) await asked(server, id)
  return { finished, permission, plan, question }
}
