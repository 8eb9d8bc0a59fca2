// Finds the agent's program: where the person says that it lies, else where CLAUDE_PATH says (and then nothing else is
// tried), else on PATH, at the usual places, and last the copy among our own dependencies.
import type { AgentProgram } from '@a-parallel/shared'
import { access, constants, readdir, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkAgent, fromHome } from './check-agent.ts'
import { liesIn } from './lies-in.ts'

export interface FindAsk {
  /** As the environment names it. */
  claudePath: string | null
  env: NodeJS.ProcessEnv
  /** Projects' repositories and the worktrees of threads: what lies in them is written by agents, too, and is none. */
  repositories: () => readonly string[]
}

/** Tries each place until one answers `--version`. What was named and does not is invalid: no other is tried. */
export async function findAgent(
  { claudePath, env, repositories }: FindAsk,
  own: string | null,
): Promise<AgentProgram> {
  if (own !== null) return ownOf(fromHome(own, env), env, repositories())
  if (claudePath !== null) return named('environment', claudePath, env)
  const searched: string[] = []
  const found = { searched, namedBy: 'search', fault: null, detail: null } as const
  for (const path of await places(env)) {
    searched.push(path)
    if (!(await runnable(path))) continue
    const { version } = await checkAgent(path, env)
    if (version !== null) return { ...found, state: 'found', path, version }
  }
  return { ...found, state: 'missing', path: null, version: null }
}

/** As a person names it in the settings. What lies in a repository is not even started to ask for its version. */
async function ownOf(
  path: string,
  env: NodeJS.ProcessEnv,
  repositories: readonly string[],
): Promise<AgentProgram> {
  const isTheirs = isAbsolute(path) && (await liesIn(path, repositories))
  if (!isTheirs) return named('settings', path, env)
  const refused = { state: 'invalid', version: null, fault: 'repository', detail: null } as const
  return { ...refused, path, namedBy: 'settings', searched: [path] }
}

async function named(
  namedBy: AgentProgram['namedBy'],
  path: string,
  env: NodeJS.ProcessEnv,
): Promise<AgentProgram> {
  const checked = await checkAgent(path, env)
  const place = { path, namedBy, searched: [path] }
  if (checked.version !== null)
    return { ...place, state: 'found', version: checked.version, fault: null, detail: null }
  return { ...place, ...checked, state: 'invalid' }
}

async function places(env: NodeJS.ProcessEnv): Promise<string[]> {
  const names = process.platform === 'win32' ? ['claude.exe', 'claude.cmd'] : ['claude']
  const home = env.HOME ?? env.USERPROFILE ?? ''
  const folders = [
    ...(env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder) && !ownBin(folder)),
    join(home, '.local/bin'),
    join(home, '.claude/local'),
    join(home, '.npm-global/bin'),
    join(home, '.volta/bin'),
    join(home, '.bun/bin'),
    ...(await nvmFolders(home)),
    '/usr/local/bin',
    '/opt/homebrew/bin',
    ...ownModules().map((modules) => join(modules, '.bin')),
  ]
  return [...new Set(folders.flatMap((folder) => names.map((name) => join(folder, name))))]
}

/** npm puts our own node_modules/.bin first on PATH; that copy comes last instead. */
function ownBin(folder: string): boolean {
  return ownModules().some((modules) => folder.startsWith(modules))
}

/** node_modules above this file: the sources and the bundle lie at different depths. */
function ownModules(): string[] {
  const levels = ['../../node_modules', '../../../../../node_modules']
  return levels.map((level) => fileURLToPath(new URL(level, import.meta.url)))
}

async function nvmFolders(home: string): Promise<string[]> {
  const versions = join(home, '.nvm/versions/node')
  const names = await readdir(versions).catch((): string[] => [])
  return names.toReversed().map((name) => join(versions, name, 'bin'))
}

async function runnable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false // Not there, or not ours to run: the search goes on.
  }
}
