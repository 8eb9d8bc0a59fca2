// Settings with single changes on top. Pure.
import { settingsDefaults } from '@a-parallel/contract/model'
import type { Settings } from '@a-parallel/shared'

export type Section = keyof Settings
export type Field<S extends Section> = keyof Settings[S] & string

/** A change of one field that the server has not confirmed yet. */
export interface Change {
  section: Section
  field: string
  value: unknown
}

export const nameOf = ({ section, field }: Pick<Change, 'section' | 'field'>) =>
  `${section}.${field}`

/** What counts: the last known settings, then what was changed since. */
export function withChanges(known: Settings, changes: readonly Change[]): Settings {
  const result: Record<string, object> = { ...known }
  for (const { section, field, value } of changes)
    result[section] = { ...result[section], [field]: value }
  return result as unknown as Settings // Each change was typed by its own field.
}

/** Settings that an older page kept or an older server sent, with the usual value for whatever they lack. */
export function filledIn(found: unknown): Settings {
  const given = shapeOf(found)
  const sections = Object.entries(settingsDefaults).map(([name, usual]) => [
    name,
    { ...usual, ...shapeOf(given[name]) },
  ])
  return Object.fromEntries(sections) as Settings // Every section and field of the defaults is in it.
}

function shapeOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
