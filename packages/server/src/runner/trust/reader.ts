// Everything that a checkout brings, read anew only where something was written since. Runs none of it.
import type { Brought } from '@a-parallel/shared'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import { agentBrought } from './agent-brought.ts'
import {
  embeddedBrought,
  hookFolders,
  hooksIn,
  nameIn,
  readBroughtSettings,
  readTracked,
  settingsBroughtBy,
  type Tracked,
} from './git-brought.ts'
import { recent } from '../git/recent.ts'
import { placesOf, type Places } from '../git/restrict/places.ts'
import type { StandingSetting } from '../git/restrict/settings.ts'
import { writtenOf } from '../git/restrict/written.ts'
import { recipeBrought } from './recipe-brought.ts'

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
  settings?: Known<StandingSetting[]>
  tracked?: Known<Tracked>
}

const most = 200

export function openBroughtReader(git: Git): BroughtReader {
  const memories = recent<Memory>(most)
  const memoryOf = (root: string): Memory => {
    const memory = memories.get(root) ?? {}
    memories.set(root, memory)
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
        recipeBrought(root),
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
): Promise<StandingSetting[]> {
  const files = [commonDir, ...modules].flatMap((at) => [
    join(at, 'config'),
    join(at, 'config.worktree'),
  ])
  const written = await writtenOf([...files, join(gitDir, 'config.worktree')])
  const known = memory.settings
  if (written !== null && known?.written === written && !includes(known.value)) return known.value
  const value = [
    ...(await readBroughtSettings(git, root)),
    ...(await Promise.all(modules.map((at) => readBroughtSettings(git, at, at)))).flat(),
  ]
  if (written === null) delete memory.settings
  else memory.settings = { written, value }
  return value
}

/** Then other files, and what they depend on, may have changed. */
function includes(settings: readonly StandingSetting[]): boolean {
  return settings.some(({ key }) => /^include(if)?\./.test(key))
}
