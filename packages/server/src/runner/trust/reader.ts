// Everything that a checkout brings, read anew only where something was written since. Runs none of it.
import type { Brought } from '@a-parallel/shared'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import { agentBrought, agentFiles } from './agent-brought.ts'
import {
  embeddedBrought,
  hookFolders,
  hooksIn,
  nameIn,
  readBroughtSettings,
  readTracked,
  settingsBroughtBy,
  type AllPlaces,
  type Tracked,
} from './git-brought.ts'
import { recent } from '../../platform/recent.ts'
import { ownPlacesOf, placesIn, placesOf, type OwnPlaces } from '../git/restrict/places.ts'
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

const most = 1000

export function openBroughtReader(git: Git): BroughtReader {
  const memories = recent<Memory>(most)
  const memoryOf = (root: string): Memory => {
    const memory = memories.get(root) ?? {}
    memories.set(root, memory)
    return memory
  }
  const linkedIn = async (root: string, links: readonly string[]): Promise<OwnPlaces[]> => {
    const found = await Promise.all(
      links.map(async (link) => {
        const at = join(root, link)
        const own = await ownPlacesOf(at)
        if (own === null) return []
        const inside = await trackedOf(git, at, own, memoryOf(at))
        return [own, ...(await linkedIn(at, inside.links))]
      }),
    )
    return found.flat()
  }
  /** What git and its hooks know of; null when there is no repository. */
  const byGit = async (root: string) => {
    const places = await placesOf(root)
    if (places === null) return null
    const memory = memoryOf(root)
    const tracked = await trackedOf(git, root, places, memory)
    const linked = await linkedIn(root, tracked.links)
    const all = { ...places, modules: await modulesOf(places.modules, linked) }
    const settings = await settingsOf(git, root, all, memory)
    const name = nameIn(all, root)
    const found = await Promise.all([
      embeddedBrought(root, tracked.embedded),
      ...hookFolders(settings, root, all).map((folder) => hooksIn(folder, name)),
    ])
    const brought = [...settingsBroughtBy(settings, root, all), ...found.flat()]
    return { words: tracked.words, brought }
  }
  return {
    async read(root) {
      // All at once: a thread's first words wait for it.
      const [known, agent, recipe] = await Promise.all([
        byGit(root),
        agentFiles(root),
        recipeBrought(root),
      ])
      if (known === null) return []
      const words = await agentBrought(root, agent, known.words)
      return distinct([...known.brought, ...words, ...recipe])
    },
  }
}

/** The same thing may be found twice: a folder of hooks that is named is the usual one. */
export function distinct(brought: readonly Brought[]): Brought[] {
  return [...new Map(brought.map((one) => [one.digest, one])).values()]
}

/** Each once. One whose shared directory is gone is told by what lies in its own. */
async function modulesOf(
  gitDirs: readonly string[],
  linked: readonly OwnPlaces[],
): Promise<OwnPlaces[]> {
  const found = await Promise.all(
    gitDirs.map(async (gitDir) => (await placesIn(gitDir)) ?? { gitDir, commonDir: gitDir }),
  )
  return [...new Map([...found, ...linked].map((own) => [own.gitDir, own])).values()]
}

async function trackedOf(
  git: Git,
  root: string,
  { gitDir }: OwnPlaces,
  memory: Memory,
): Promise<Tracked> {
  const written = await writtenOf([join(gitDir, 'index')])
  if (written !== null && memory.tracked?.written === written) return memory.tracked.value
  const value = await readTracked(git, root)
  if (written === null) delete memory.tracked
  else memory.tracked = { written, value }
  return value
}

async function settingsOf(
  git: Git,
  root: string,
  places: AllPlaces,
  memory: Memory,
): Promise<StandingSetting[]> {
  const { modules } = places
  const files = [places, ...modules].flatMap(({ gitDir, commonDir }) => [
    join(commonDir, 'config'),
    join(commonDir, 'config.worktree'),
    join(gitDir, 'config.worktree'),
  ])
  const written = await writtenOf(files)
  const known = memory.settings
  if (written !== null && known?.written === written && !includes(known.value)) return known.value
  const value = [
    ...(await readBroughtSettings(git, root)),
    ...(
      await Promise.all(modules.map(({ gitDir }) => readBroughtSettings(git, gitDir, gitDir)))
    ).flat(),
  ]
  if (written === null) delete memory.settings
  else memory.settings = { written, value }
  return value
}

/** Then other files, and what they depend on, may have changed. */
function includes(settings: readonly StandingSetting[]): boolean {
  return settings.some(({ key }) => /^include(if)?\./.test(key))
}
