// The plugins that the agent's program has installed, as its own files tell, and which of them are on. What those files
// cannot tell is not shown. `claude plugin list` prints the same.
import { join } from 'node:path'
import { z } from 'zod'
import { readText } from '../git/worktrees/if-there.ts'
import type { OfPlugin } from '../skills-port.ts'
import { agentFolder, configFolder, type Environment } from './roots.ts'

export interface Plugin extends Omit<OfPlugin, 'short'> {
  path: string
}

const Place = z.object({
  installPath: z.string(),
  /** Of what is installed for one project alone. */
  projectPath: z.string().optional(),
})
const none: Readonly<Record<string, unknown>> = {}

const Installed = z.object({ plugins: z.record(z.string(), z.unknown()) })
const Settings = z.object({ enabledPlugins: z.record(z.string(), z.unknown()) })

export async function installedPlugins(
  env: Environment,
  repository: string | null,
): Promise<Plugin[]> {
  const config = configFolder(env)
  const [installed, own, ofRepository] = await Promise.all([
    readJson(join(config, 'plugins', 'installed_plugins.json'), Installed),
    switchesIn(config),
    repository === null ? none : switchesIn(agentFolder(env, { repository })),
  ])
  return Object.entries(installed?.plugins ?? {}).flatMap(([id, given]): Plugin[] => {
    const path = placeOf(given, repository)
    if (path === undefined) return []
    const name = id.split('@')[0] ?? id
    // One that nothing is said of is off.
    const isOn = own[id] === true
    return [{ id, name, path, isOn, isOnInRepository: (ofRepository[id] ?? isOn) === true }]
  })
}

function placeOf(given: unknown, repository: string | null): string | undefined {
  return (Array.isArray(given) ? given : [given])
    .flatMap((one) => Place.safeParse(one).data ?? [])
    .find(({ projectPath }) => projectPath === undefined || projectPath === repository)?.installPath
}

/** What a worktree has of settings: those that only one checkout has, `settings.local.json`, are not among them. */
async function switchesIn(folder: string): Promise<typeof none> {
  return (await readJson(join(folder, 'settings.json'), Settings))?.enabledPlugins ?? none
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return schema.safeParse(JSON.parse((await readText(file)) ?? 'null')).data
  } catch {
    return undefined // Somebody else's file: then nothing is told of it.
  }
}
