// Filters and merge drivers are programs, and a fixed list of settings cannot switch them off: they have names of the
// repository's choice. This reads the names and gives the settings that empty them. The person's own, which stand in
// their global settings (Git LFS), stay in force.
import type { Git } from './core.ts'
import type { Environment, Setting } from './environment.ts'
import { linkedCheckouts } from './restrict/links.ts'
import { placesOf } from './restrict/places.ts'

export interface Neutral {
  settings: readonly Setting[]
  env: Environment
}

/**
 * What keeps git's work on the files in `cwd` from running the repository's programs; nothing once it is trusted. Where
 * git also goes into the repositories that are checked out inside (`status` does, unless it is told not to), use
 * `neutraliseAll`. A fetch of missing objects (partial clone) is let through unless the repository names the program at
 * the other end, which no setting can overrule.
 */
export async function neutralise(git: Git, cwd: string, trusted = false): Promise<Neutral> {
  return (await readFilters(git, cwd, trusted)).neutral
}

/** The same for a git that goes into the repositories checked out inside, whosever they are. */
export async function neutraliseAll(git: Git, cwd: string, trusted = false): Promise<Neutral> {
  if (trusted) return neutralise(git, cwd, true)
  const linked = await linkedCheckouts(git, cwd)
  const inside = linked.map(({ gitDir }) => gitDir)
  return (await readFilters(git, cwd, false, inside)).neutral
}

/**
 * The same, and whether parts of the configuration hold only in some directories (`includeIf`): then what was read in
 * one checkout says nothing of another.
 */
export async function readFilters(
  git: Git,
  cwd: string,
  trusted = false,
  linked: readonly string[] = [],
): Promise<{ neutral: Neutral; conditional: boolean }> {
  if (trusted) return { neutral: { settings: [], env: {} }, conditional: false }
  const [own, modules] = await Promise.all([readNamed(git, cwd), modulesOf(cwd)])
  // Git goes into submodules by itself, and takes these settings along. The folder that one is checked out in may be
  // gone; git would go there first.
  const inside = await Promise.all(
    [...new Set([...modules, ...linked])].map((module) =>
      readNamed(git, module, { GIT_DIR: module, GIT_WORK_TREE: module }),
    ),
  )
  const all = [own, ...inside].flat()
  const foreign = all.filter(({ isOwn }) => !isOwn)
  const names = namesOf(foreign)
  const settings = [
    ...names.filters.flatMap((name) => filterSettings(name, names.transfers ? [] : own)),
    ...names.drivers.map((name): Setting => [`merge.${name}.driver`, asText]),
    ...names.hooks.flatMap((name): Setting[] => [
      [`hook.${name}.command`, 'true'],
      [`hook.${name}.enabled`, 'false'],
    ]),
  ]
  const env = names.program ? { GIT_NO_LAZY_FETCH: '1' } : {}
  return { neutral: { settings, env }, conditional: foreign.some(isCondition) }
}

interface Named {
  key: string
  value: string
  /** It stands in the settings of the person or the machine. */
  isOwn: boolean
}

/** Merges as git does without a driver: one that is emptied would take our side, and call it merged. */
const asText = 'git merge-file --marker-size=%L %A %O %B'

async function modulesOf(cwd: string): Promise<string[]> {
  return (await placesOf(cwd))?.modules ?? []
}

async function readNamed(git: Git, cwd: string, env: Environment = {}): Promise<Named[]> {
  const form = '^(filter|merge|remote|includeif|hook|lfs)\\.'
  const { text } = await git(['config', '--includes', '-z', '--show-scope', '--get-regexp', form], {
    cwd,
    name: 'list-filters',
    successExitCodes: [0, 1],
    env,
  })
  const parts = text.split('\0')
  const found: Named[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope = '', entry = ''] = parts.slice(at, at + 2)
    const cut = entry.indexOf('\n')
    found.push({
      key: cut === -1 ? entry : entry.slice(0, cut),
      value: cut === -1 ? '' : entry.slice(cut + 1),
      isOwn: scope === 'global' || scope === 'system',
    })
  }
  return found
}

function isCondition({ key }: Named): boolean {
  return key.startsWith('includeif.')
}

function namesOf(foreign: readonly Named[]) {
  const named = (form: RegExp) => [
    ...new Set(foreign.flatMap(({ key }) => form.exec(key)?.[1] ?? [])),
  ]
  const filters = named(/^filter\.([^]*)\.[^.]+$/)
  // Git LFS takes programs from the repository's settings: then it is the repository's.
  const transfers = foreign.some(({ key }) =>
    /^lfs\.(customtransfer\.|extension\.|([^]+\.)?standalonetransferagent$)/.test(key),
  )
  return {
    filters: transfers ? [...new Set([...filters, 'lfs'])] : filters,
    transfers,
    drivers: named(/^merge\.([^]*)\.driver$/),
    hooks: named(/^hook\.([^]*)\.[^.]+$/),
    program: foreign.some(({ key }) => /^remote\.[^]*\.(uploadpack|vcs)$/.test(key)),
  }
}

/** As the person has set it, whatever the repository says of the same name. */
function filterSettings(name: string, all: readonly Named[]): Setting[] {
  const ofPerson = (part: string, otherwise: string): Setting => {
    const key = `filter.${name}.${part}`
    return [key, all.findLast((one) => one.isOwn && one.key === key)?.value ?? otherwise]
  }
  return [
    ofPerson('clean', ''),
    ofPerson('smudge', ''),
    ofPerson('process', ''),
    ofPerson('required', 'false'),
  ]
}
