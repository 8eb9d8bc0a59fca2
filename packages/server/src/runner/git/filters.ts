// Filters and merge drivers are programs, and a fixed list of settings cannot switch them off: they have names of the
// repository's choice. This reads the names and gives the settings that empty them. The person's own, which stand in
// their global settings (Git LFS, a merge driver), stay in force.
import type { Git } from './core.ts'
import type { Environment, Setting } from './environment.ts'
import { linkedCheckouts } from './restrict/links.ts'
import { placesOf } from './restrict/places.ts'
import { readSettings, type ReadSettings, type StandingSetting } from './restrict/settings.ts'

export interface Neutral {
  settings: readonly Setting[]
  env: Environment
  /** Filters of the repository that are emptied, and are not the person's own: files come as they lie there. */
  filtersOff: readonly string[]
}

/**
 * What keeps git's work on the files in `cwd` from running the repository's programs; nothing once it is trusted. Where
 * git also goes into the repositories that are checked out inside (`status` does, unless it is told not to), use
 * `neutraliseAll`. A fetch of missing objects (partial clone) is let through unless the repository names the program at
 * the other end, which no setting can overrule.
 */
export async function neutralise(
  git: Git,
  cwd: string,
  trusted = false,
  read?: ReadSettings,
): Promise<Neutral> {
  return (await readFilters(git, cwd, trusted, { read })).neutral
}

/** The same for a git that goes into the repositories checked out inside, whosever they are. */
export async function neutraliseAll(git: Git, cwd: string, trusted = false): Promise<Neutral> {
  if (trusted) return neutralise(git, cwd, true)
  const linked = await linkedCheckouts(git, cwd)
  const inside = linked.map(({ gitDir }) => gitDir)
  return (await readFilters(git, cwd, false, { linked: inside })).neutral
}

interface FiltersAsk {
  /** Repositories that git goes into beside the submodules', by their own directories. */
  linked?: readonly string[]
  read?: ReadSettings | undefined
}

/**
 * The same, and whether parts of the configuration hold only in some directories (`includeIf`): then what was read in
 * one checkout says nothing of another.
 */
export async function readFilters(
  git: Git,
  cwd: string,
  trusted = false,
  { linked = [], read = (...at) => readSettings(git, ...at) }: FiltersAsk = {},
): Promise<{ neutral: Neutral; conditional: boolean }> {
  if (trusted) return { neutral: { settings: [], env: {}, filtersOff: [] }, conditional: false }
  const [here, modules] = await Promise.all([read(cwd), modulesOf(cwd)])
  // Git goes into submodules by itself, and takes these settings along.
  const inside = await Promise.all(
    [...new Set([...modules, ...linked])].map((module) => read(module, module)),
  )
  const foreign = [here, ...inside].flat().filter(({ isOwn }) => !isOwn)
  const own = here.filter(({ isOwn }) => isOwn)
  const names = namesOf(foreign)
  const settings = [
    ...names.filters.flatMap((name) => filterSettings(name, names.transfers ? [] : own)),
    ...names.drivers.map((name) => asSet(own, `merge.${name}.driver`, asText)),
    ...names.hooks.flatMap((name): Setting[] => [
      [`hook.${name}.command`, 'true'],
      [`hook.${name}.enabled`, 'false'],
    ]),
  ]
  const env = names.program ? { GIT_NO_LAZY_FETCH: '1' } : {}
  const filtersOff = offAmong(names.filters, settings)
  return { neutral: { settings, env, filtersOff }, conditional: foreign.some(isCondition) }
}

/** Empties every filter that these settings name, also the person's own. */
export function emptied(settings: readonly StandingSetting[]): Setting[] {
  return namesOf(settings).filters.flatMap((name) => filterSettings(name, []))
}

function offAmong(names: readonly string[], settings: readonly Setting[]): string[] {
  const set = new Map(settings)
  return names.filter(
    (name) => !set.get(`filter.${name}.clean`) && !set.get(`filter.${name}.process`),
  )
}

/** Merges as git does without a driver: one that is emptied would take our side, and call it merged. */
const asText = 'git merge-file --marker-size=%L %A %O %B'

async function modulesOf(cwd: string): Promise<string[]> {
  return (await placesOf(cwd))?.modules ?? []
}

function isCondition({ key }: StandingSetting): boolean {
  return key.startsWith('includeif.')
}

function namesOf(foreign: readonly StandingSetting[]) {
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
function asSet(own: readonly StandingSetting[], key: string, otherwise: string): Setting {
  return [key, own.findLast((one) => one.key === key)?.value ?? otherwise]
}

function filterSettings(name: string, own: readonly StandingSetting[]): Setting[] {
  return [
    asSet(own, `filter.${name}.clean`, ''),
    asSet(own, `filter.${name}.smudge`, ''),
    asSet(own, `filter.${name}.process`, ''),
    asSet(own, `filter.${name}.required`, 'false'),
  ]
}
