// The skills a person has, told from what stands on the machine, what agents said and what was decided. Pure.
import { skillLimits } from '@a-parallel/contract/model'
import type {
  ProjectId,
  Skill,
  SkillOrigin,
  SkillUse,
  SlashCommand,
  ThreadId,
  ThreadMode,
} from '@a-parallel/shared'
import type { FoundSkill } from '../runner/port.ts'
import type { MeantByProject } from './meant.ts'
import type { OffSkill } from './table.ts'

export interface OfferAsk {
  found: readonly FoundSkill[]
  /** What agents said that they understand behind a slash. */
  told: readonly SlashCommand[]
  off: readonly OffSkill[]
  /** Nothing that the project brings is used. */
  restricted: boolean
}

export interface ListingAsk extends OfferAsk {
  /** Null: what there is apart from any project. */
  projectId: ProjectId | null
  uses: ReadonlyMap<string, ReadonlyMap<ThreadId, SkillUse>>
  meant: MeantByProject
  origins: Record<'user' | 'project', ReadonlyMap<string, SkillOrigin>>
}

export function listingOf(ask: ListingAsk): Skill[] {
  return [...ask.found.map((one) => standing(ask, one)), ...bundled(ask)]
}

/** Where a thread is to work, and where the one worked whose agent told. */
export interface SlashPlace {
  mode: ThreadMode
  toldIn: ThreadMode
}

/**
 * What may follow a slash: as agents said, with what came since and without what went. A worktree has of the project's what
 * its branch holds, and what a recipe brings, of which only an agent in another worktree can tell.
 */
export function slashCommandsOf(
  whole: OfferAsk,
  { mode, toldIn }: SlashPlace = { mode: 'local', toldIn: 'local' },
): SlashCommand[] {
  if (mode === 'local') return offered(whole)
  const isAway = (one: FoundSkill) =>
    one.isInBranch === false &&
    (toldIn === 'local' || !whole.told.some((command) => isTold(command, one)))
  const found = whole.found.filter((one) => !isAway(one))
  const away = whole.found.filter(isAway)
  const told = whole.told.filter((command) => !away.some((one) => isTold(command, one)))
  return offered({ ...whole, found, told })
}

/** As one of a project's, which comes after a person's own of the same name. */
function isTold({ name, description }: SlashCommand, one: FoundSkill): boolean {
  return description.endsWith('(project)') && [one.name, one.folder].includes(name)
}

function offered(ask: OfferAsk): SlashCommand[] {
  const usable = ask.found.filter((one) => stateOf(ask, one) === 'in-use')
  const there = new Set(ask.found.flatMap(({ name, folder }) => [name, folder]))
  const told = ask.told.filter((one) => {
    const its = pluginsOwn(ask, one)
    if (its) return stateOf(ask, its) === 'in-use'
    return there.has(one.name) || !one.description.endsWith('(user)')
  })
  const known = new Set(told.flatMap(({ name, aliases }) => [name, ...aliases]))
  const ofPlugins = new Set(told.map((one) => pluginsOwn(ask, one)))
  const fresh = usable
    .filter((one) => one.isInvocable && !ofPlugins.has(one))
    .filter(({ name, folder }) => !known.has(name) && !known.has(folder))
    .map(({ name, description, hint }) => ({
      name: name.slice(0, 100),
      description: description.slice(0, 200),
      hint: hint.slice(0, 100),
      aliases: [],
    }))
  // None has agents that said anything: then only they could say what else there is.
  return [...fresh.filter(({ name }) => /^\S+$/.test(name)), ...told]
}

function standing(ask: ListingAsk, one: FoundSkill): Skill {
  const { isInvocable: _, isInBranch: _branch, ...shown } = one
  const { source, form, folder, name, plugin } = one
  const own =
    source === 'user' || source === 'project' ? ask.origins[source].get(folder) : undefined
  // Agents understand a plugin's by the name that they tell.
  const told = plugin && ask.told.find((command) => pluginsOwn(ask, command) === one)
  return {
    ...shown,
    name: told?.name ?? name,
    state: stateOf(ask, one),
    plugin: plugin?.id ?? null,
    usedIn: usedIn(ask, source, plugin ? namesOfPlugins(ask, one) : [name, folder]),
    origin: form === 'skill' ? (own ?? null) : null,
  }
}

function stateOf({ found, off, restricted }: OfferAsk, one: FoundSkill): Skill['state'] {
  if (one.source === 'project' && restricted) return 'restricted'
  // The agent's program lets nobody switch off one skill of a plugin.
  if (one.plugin)
    return (restricted ? one.plugin.isOn : one.plugin.isOnInRepository) ? 'in-use' : 'off'
  if (off.some(({ folder }) => folder === one.folder)) return 'off'
  // A person's own comes before a project's, a skill before a command.
  const first = found
    .filter(({ name, plugin }) => name === one.name && plugin === null)
    .toSorted((a, b) => rankOf(a) - rankOf(b))[0]
  return first === undefined || first.id === one.id ? 'in-use' : 'shadowed'
}

/** Agents tell of a plugin's skill by its short name, with its plugin's in front of what it is for. */
function pluginsOwn({ found }: OfferAsk, told: SlashCommand): FoundSkill | undefined {
  return found.find(
    ({ name, plugin }) =>
      plugin !== null &&
      (told.name === name ||
        (told.name === plugin.short && told.description.startsWith(`(${plugin.name}) `))),
  )
}

/** It goes by its short name, too, where nothing else does. */
function namesOfPlugins({ found }: OfferAsk, { name, plugin }: FoundSkill): string[] {
  const short = plugin?.short ?? name
  const isTaken = found.some((one) => [one.name, one.folder].includes(short) && one.name !== name)
  return isTaken ? [name] : [name, short]
}

function rankOf({ source, form }: FoundSkill): number {
  return (source === 'user' ? 0 : 1) + (form === 'skill' ? 0 : 2)
}

/** What agents tell of and no file here accounts for: it comes with their program, or with a plugin. */
function bundled(ask: ListingAsk): Skill[] {
  const there = new Set(ask.found.flatMap(({ name, folder }) => [name, folder]))
  return ask.told
    .filter((one) => !there.has(one.name) && !/\((?:user|project)\)$/.test(one.description))
    .filter((one) => pluginsOwn(ask, one) === undefined)
    .map(({ name, description, hint }) => ({
      id: `${name.includes(':') ? 'plugin' : 'bundled'}:skill:${name}`,
      source: name.includes(':') ? 'plugin' : 'bundled',
      form: 'skill',
      name,
      folder: name,
      description,
      hint,
      path: null,
      state: 'in-use',
      faults: [],
      plugin: null,
      usedIn: usedIn(ask, 'bundled', [name]),
      isCommitted: null,
      origin: null,
    }))
}

/** By whichever of its names, a thread once; only where the name means it. */
function usedIn(
  { projectId, uses, meant }: ListingAsk,
  source: Skill['source'],
  names: readonly string[],
): Skill['usedIn'] {
  const last = new Map<ThreadId, SkillUse>()
  for (const name of names)
    for (const use of uses.get(name)?.values() ?? []) {
      const isOfProject = meant.get(use.projectId)?.has(name) ?? false
      const isIts = source === 'project' ? isOfProject && use.projectId === projectId : !isOfProject
      if (isIts && (last.get(use.threadId)?.at ?? '') < use.at) last.set(use.threadId, use)
    }
  const threads = [...last.values()].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  return { count: threads.length, threads: threads.slice(0, skillLimits.threads) }
}
