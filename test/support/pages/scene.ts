// One thread of each kind that a screen has to show, a session that the server knows nothing of, and what stands beside them.
import type { RigOptions } from './rig.ts'
import { prompt, write } from '../scripts.ts'
import type { TestServer } from '../server.ts'
import { hold } from '../sessions/hold.ts'
import { addBeside } from './scene-beside.ts'
import { sceneThreads } from './scene-threads.ts'

type Kind = keyof typeof sceneThreads

export interface Scene {
  threads: Record<Kind, string>
  /** The whole address of a path in which `:finished` and so on are this scene's threads. */
  address(path: string): string
  /** Writes another recipe of the person's own than the last one, as another window of theirs would. */
  changeRecipe(): Promise<void>
}

export const sceneOptions: RigOptions = {
  // Only an agent that is signed in with a subscription is told of a usage limit.
  server: { env: { ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'scripted' } },
  files: { 'README.md': '# Shop\n', 'cart.js': 'export const total = (values) => 0\n' },
  tab: { reducedMotion: 'reduce' },
}

export async function startScene(server: TestServer, projectId: string): Promise<Scene> {
  const { projects } = (await server.api('GET', '/api/projects')).body
  const [project] = projects
  const beside = await addBeside(server, project)
  const held = hold(server, project.path, heldBefore)
  const started = Object.entries(sceneThreads).map(async ([kind, thread]) => {
    const { permissionMode, text } = thread
    const id = await server.thread({ projectId, permissionMode, prompt: text })
    await thread.ready(server, id)
    return [kind, id] as const
  })
  const [session, ...kinds] = await Promise.all([held, ...started])
  // Object.fromEntries forgets the keys, which are those of the table.
  const threads = Object.fromEntries(kinds) as Scene['threads']
  const places: Record<string, string> = { ...threads, ...beside, project: projectId, session }
  const address = (path: string) =>
    server.origin + path.replaceAll(/:(\w+)/g, (_, kind: string) => places[kind] ?? kind)
  let written = 0
  const changeRecipe = async () => {
    const text = `{ "ports": ["THEIR_${(written += 1)}_PORT"] }\n`
    await server.api('POST', `/api/projects/${projectId}/recipe/own`, { text })
  }
  return { threads, address, changeRecipe }
}

const heldBefore = prompt(
  'Where are prices rounded?',
  [{ thinking: 'They ask about prices.' }, write('prices.js', 'export const round = 2\n')],
  'Prices are rounded in **prices.js**.',
)
