// One thread of each kind that a screen has to show.
import type { RigOptions } from './rig.ts'
import type { TestServer } from '../server.ts'
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
  const started = Object.entries(sceneThreads).map(async ([kind, thread]) => {
    const { permissionMode, text } = thread
    const id = await server.thread({ projectId, permissionMode, prompt: text })
    await thread.ready(server, id)
    return [kind, id] as const
  })
  // Object.fromEntries forgets the keys, which are those of the table.
  const threads = Object.fromEntries(await Promise.all(started)) as Scene['threads']
  const address = (path: string) =>
    server.origin +
    path.replace(/:(\w+)/, (_, kind: Kind | 'project') =>
      kind === 'project' ? projectId : threads[kind],
    )
  return { threads, address }
}
