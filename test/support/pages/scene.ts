// One thread of each kind that a screen has to show, a session that the server knows nothing of, and a tool server.
import type { RigOptions } from './rig.ts'
import { prompt, write } from '../scripts.ts'
import type { TestServer } from '../server.ts'
import { hold } from '../sessions/hold.ts'
import { sceneThreads } from './scene-threads.ts'

type Kind = keyof typeof sceneThreads

export interface Scene {
  threads: Record<Kind, string>
  /** The whole address of a path in which `:finished` and so on are this scene's threads. */
  address(path: string): string
}

export const sceneOptions: RigOptions = {
  // Only an agent that is signed in with a subscription is told of a usage limit.
  server: { env: { ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'scripted' } },
  files: { 'README.md': '# Shop\n', 'cart.js': 'export const total = (values) => 0\n' },
  tab: { reducedMotion: 'reduce' },
}

export async function startScene(server: TestServer, projectId: string): Promise<Scene> {
  await addToolServer(server)
  const { projects } = (await server.api('GET', '/api/projects')).body
  const held = hold(server, projects[0].path, heldBefore)
  const started = Object.entries(sceneThreads).map(async ([kind, thread]) => {
    const { permissionMode, text } = thread
    const id = await server.thread({ projectId, permissionMode, prompt: text })
    await thread.ready(server, id)
    return [kind, id] as const
  })
  const [session, ...kinds] = await Promise.all([held, ...started])
  // Object.fromEntries forgets the keys, which are those of the table.
  const threads = Object.fromEntries(kinds) as Scene['threads']
  const places: Record<string, string> = { ...threads, project: projectId, session }
  const address = (path: string) =>
    server.origin + path.replaceAll(/:(\w+)/g, (_, kind: string) => places[kind] ?? kind)
  return { threads, address }
}

const heldBefore = prompt(
  'Where are prices rounded?',
  [{ thinking: 'They ask about prices.' }, write('prices.js', 'export const round = 2\n')],
  'Prices are rounded in **prices.js**.',
)

/** Switched off, so that no agent of the scene starts it. */
async function addToolServer(server: TestServer): Promise<void> {
  const transport = { type: 'stdio', command: '/bin/true', args: ['--quiet'], values: { KEY: 'k' } }
  const { body } = await server.api('POST', '/api/tool-servers', {
    name: 'echo',
    projectId: null,
    transport,
  })
  await server.api('POST', `/api/tool-servers/${body.id}/switch`, { place: {}, on: false })
}
