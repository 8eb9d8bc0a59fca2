// The plugins that the agent's program has installed, as its own files tell, and which of them are on. What those files
// cannot tell is not shown. `claude plugin list` prints the same.
import { join, resolve } from 'node:path'
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
const Marketplaces = z.record(z.string(), z.unknown())
const OfFolder = z.object({
  source: z.object({ source: z.literal('directory'), path: z.string() }),
})
const Marketplace = z.object({
  plugins: z.array(z.object({ name: z.string(), source: z.unknown() })),
})
const Settings = z.object({ enabledPlugins: z.record(z.string(), z.unknown()) })

export async function installedPlugins(
  env: Environment,
  repository: string | null,
): Promise<Plugin[]> {
  const config = configFolder(env)
  const [installed, marketplaces, own, ofRepository] = await Promise.all([
    readJson(join(config, 'plugins', 'installed_plugins.json'), Installed),
    readJson(join(config, 'plugins', 'known_marketplaces.json'), Marketplaces),
    switchesIn(config),
    repository === null ? none : switchesIn(agentFolder(env, { repository })),
  ])
  const found = await Promise.all(
    Object.entries(installed?.plugins ?? {}).map(async ([id, given]): Promise<Plugin[]> => {
      const copy = placeOf(given, repository)
      const [name = id, marketplace = ''] = id.split('@')
      const path = copy && (await readPlace(marketplaces?.[marketplace], name, copy))
      if (path === undefined) return []
      // One that nothing is said of is off.
      const isOn = own[id] === true
      return [{ id, name, path, isOn, isOnInRepository: (ofRepository[id] ?? isOn) === true }]
    }),
  )
  return found.flat()
}

/**
 * Where the program reads a plugin. Of a marketplace that is a folder it reads what lies there now, not the copy that was
 * made when it was installed: `system/init` names that path. Undefined where the folder no longer has it: then the program
 * goes without.
 */
async function readPlace(
  marketplace: unknown,
  name: string,
  copy: string,
): Promise<string | undefined> {
  const { data: folder } = OfFolder.safeParse(marketplace)
  if (!folder) return copy
  const root = folder.source.path
  const listed = await readJson(join(root, '.claude-plugin', 'marketplace.json'), Marketplace)
  const one = listed?.plugins.find((plugin) => plugin.name === name)
  if (!one) return undefined
  return typeof one.source === 'string' ? resolve(root, one.source) : copy
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
