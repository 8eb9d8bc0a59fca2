// The skills a person has, told from what stands on the machine, what agents said and what was decided. Pure.
import { skillLimits } from '@a-parallel/contract/model'
import type { Skill, SkillOrigin, SkillUse, SlashCommand, ThreadId } from '@a-parallel/shared'
import type { FoundSkill } from '../runner/port.ts'
import type { OffSkill } from './table.ts'

export interface ListingAsk {
  found: readonly FoundSkill[]
  /** What agents said that they understand behind a slash. */
  told: readonly SlashCommand[]
  off: readonly OffSkill[]
  /** Nothing that the project brings is used. */
  restricted: boolean
  uses: ReadonlyMap<string, ReadonlyMap<ThreadId, SkillUse>>
  origins: Record<'user' | 'project', ReadonlyMap<string, SkillOrigin>>
}

export function listingOf(ask: ListingAsk): Skill[] {
  return [...ask.found.map((one) => standing(ask, one)), ...bundled(ask)]
}

/** What may follow a slash: as agents said, with what came since and without what went. */
export function slashCommandsOf(ask: ListingAsk): SlashCommand[] {
  const usable = ask.found.filter((one) => stateOf(ask, one) === 'in-use')
  const there = new Set(ask.found.flatMap(({ name, folder }) => [name, folder]))
  const told = ask.told.filter(({ name, description }) => {
    return there.has(name) || !description.endsWith('(user)')
  })
  const known = new Set(told.flatMap(({ name, aliases }) => [name, ...aliases]))
  const fresh = usable
    .filter(
      ({ name, folder, isInvocable }) => isInvocable && !known.has(name) && !known.has(folder),
    )
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
  const { isInvocable: _, ...shown } = one
  const { source, form, folder, name } = one
  const own =
    source === 'user' || source === 'project' ? ask.origins[source].get(folder) : undefined
  return {
    ...shown,
    state: stateOf(ask, one),
    usedIn: usedIn(ask, [name, folder]),
    origin: form === 'skill' ? (own ?? null) : null,
  }
}

function stateOf({ found, off, restricted }: ListingAsk, one: FoundSkill): Skill['state'] {
  if (one.source === 'project' && restricted) return 'restricted'
  if (off.some(({ folder }) => folder === one.folder) && one.source !== 'plugin') return 'off'
  // A person's own comes before a project's, a skill before a command.
  const first = found
    .filter(({ name, source }) => name === one.name && source !== 'plugin')
    .toSorted((a, b) => rankOf(a) - rankOf(b))[0]
  return one.source === 'plugin' || first === undefined || first.id === one.id
    ? 'in-use'
    : 'shadowed'
}

function rankOf({ source, form }: FoundSkill): number {
  return (source === 'user' ? 0 : 1) + (form === 'skill' ? 0 : 2)
}

/** What agents tell of and no file here accounts for: it comes with their program, or with a plugin. */
function bundled(ask: ListingAsk): Skill[] {
  const there = new Set(ask.found.flatMap(({ name, folder }) => [name, folder]))
  return ask.told
    .filter(
      ({ name, description }) => !there.has(name) && !/\((?:user|project)\)$/.test(description),
    )
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
      usedIn: usedIn(ask, [name]),
      isCommitted: null,
      origin: null,
    }))
}

/** By whichever of its names, a thread once. */
function usedIn({ uses }: ListingAsk, names: readonly string[]): Skill['usedIn'] {
  const last = new Map<ThreadId, SkillUse>()
  for (const use of names.flatMap((name) => [...(uses.get(name)?.values() ?? [])]))
    if ((last.get(use.threadId)?.at ?? '') < use.at) last.set(use.threadId, use)
  const threads = [...last.values()].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  return { count: threads.length, threads: threads.slice(0, skillLimits.threads) }
}
