// Finds the agent's program: CLAUDE_PATH if it is set (and then nothing else), PATH, the usual places, and last the
// copy among our own dependencies.
import { execFile } from 'node:child_process'
import { access, constants, readdir, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type FoundAgent =
  | { state: 'found'; path: string; version: string; searched: string[] }
  | { state: 'missing' | 'invalid'; path: string | null; version: null; searched: string[] }

export interface FindAsk {
  claudePath: string | null
  env: NodeJS.ProcessEnv
}

/** Tries each place until one answers `--version`. A CLAUDE_PATH that does not is invalid: no other is tried. */
export async function findAgent({ claudePath, env }: FindAsk): Promise<FoundAgent> {
  if (claudePath !== null) {
    const version = isAbsolute(claudePath) ? await versionOf(claudePath) : null
    const searched = [claudePath]
    return version
      ? { state: 'found', path: claudePath, version, searched }
      : { state: 'invalid', path: claudePath, version: null, searched }
  }
  const searched: string[] = []
  for (const path of await places(env)) {
    searched.push(path)
    if (!(await runnable(path))) continue
    const version = await versionOf(path)
    if (version) return { state: 'found', path, version, searched }
  }
  return { state: 'missing', path: null, version: null, searched }
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

/** `claude --version` prints "2.1.197 (Claude Code)". */
async function versionOf(path: string): Promise<string | null> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 })
    return /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? null
  } catch {
    return null // It does not run; the caller says where it was looked for.
  }
}
