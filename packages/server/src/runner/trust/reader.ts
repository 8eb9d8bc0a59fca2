// Everything that a checkout brings, read anew only where something was written since. Runs none of it.
import type { Brought } from '@a-parallel/shared'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { agentBrought } from './agent-brought.ts'
import {
  embeddedBrought,
  hookFolders,
  hooksIn,
  nameIn,
  readModuleSettings,
  readSettings,
  readTracked,
  settingsBroughtBy,
  type Tracked,
} from './git-brought.ts'
import type { GitSetting } from './git-settings.ts'
import { placesOf, type Places } from '../git/restrict/places.ts'

export interface BroughtReader {
  /** What the checkout at `root` brings, its repository's settings and hooks among it. Empty when it is gone. */
  read(root: string): Promise<Brought[]>
}

interface Known<T> {
  written: string
  value: T
}

/** What was read of one checkout, with when its files were written. */
interface Memory {
  settings?: Known<GitSetting[]>
  tracked?: Known<Tracked>
}

/** Checkouts that are remembered; the one that was looked at least recently is forgotten. */
const most = 200

export function openBroughtReader(git: Git): BroughtReader {
  const memories = new Map<string, Memory>()
  const memoryOf = (root: string): Memory => {
    const memory = memories.get(root) ?? {}
    memories.delete(root)
    memories.set(root, memory)
    for (const oldest of memories.keys()) {
      if (memories.size <= most) break
      memories.delete(oldest)
    }
    return memory
  }
  return {
    async read(root) {
      const places = await placesOf(root)
      if (places === null) return []
      const memory = memoryOf(root)
      const tracked = await trackedOf(git, root, places, memory)
      const all = { ...places, modules: [...new Set([...places.modules, ...tracked.modules])] }
      const settings = await settingsOf(git, root, all, memory)
      const name = nameIn(all, root)
      const found = await Promise.all([
        agentBrought(root, tracked.words),
        embeddedBrought(root, tracked.embedded),
        ...hookFolders(settings, root, all).map((folder) => hooksIn(folder, name)),
      ])
      return distinct([...settingsBroughtBy(settings, root, all), ...found.flat()])
    },
  }
}

/** The same thing may be found twice: a folder of hooks that is named is the usual one. */
export function distinct(brought: readonly Brought[]): Brought[] {
  return [...new Map(brought.map((one) => [one.digest, one])).values()]
}

async function trackedOf(git: Git, root: string, places: Places, memory: Memory): Promise<Tracked> {
  const written = await writtenOf([join(places.gitDir, 'index')])
  if (written !== null && memory.tracked?.written === written) return memory.tracked.value
  const value = await readTracked(git, root)
  if (written === null) delete memory.tracked
  else memory.tracked = { written, value }
  return value
}

async function settingsOf(
  git: Git,
  root: string,
  { gitDir, commonDir, modules }: Places,
  memory: Memory,
): Promise<GitSetting[]> {
  const files = [commonDir, ...modules].flatMap((at) => [
    join(at, 'config'),
    join(at, 'config.worktree'),
  ])
  const written = await writtenOf([...files, join(gitDir, 'config.worktree')])
  const known = memory.settings
  if (written !== null && known?.written === written && !includes(known.value)) return known.value
  const value = [
    ...(await readSettings(git, root)),
    ...(await Promise.all(modules.map((module) => readModuleSettings(git, module)))).flat(),
  ]
  if (written === null) delete memory.settings
  else memory.settings = { written, value }
  return value
}

/** Then other files, and what they depend on, may have changed. */
function includes(settings: readonly GitSetting[]): boolean {
  return settings.some(({ key }) => /^include(if)?\./.test(key))
}

/** As long as a file's time takes to pass: two writings in between may bear the same. */
const tickMs = 100

/** Tells one state of these files from another; null when one was written just now, and may be again unseen. */
async function writtenOf(files: readonly string[]): Promise<string | null> {
  const before = Date.now() - tickMs
  const stats = await Promise.all(files.map((file) => ifThere(stat(file, { bigint: true }))))
  if (stats.some((at) => at !== null && Number(at.ctimeMs) > before)) return null
  return stats
    .map((at) => (at ? `${at.ino}:${at.size}:${at.mtimeNs}:${at.ctimeNs}` : ''))
    .join('\n')
}
