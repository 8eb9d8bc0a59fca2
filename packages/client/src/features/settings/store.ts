// What the person has set, as this page knows it: kept on the server, mirrored in the browser so that the next page looks
// right before it has asked. A change counts at once and is saved at once; one that is refused is taken back and says why.
import type { ProblemValue, Settings } from '@a-parallel/shared'
import { create } from 'zustand'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { store as keep, stored } from '../../platform/browser.ts'
import { settingsMirror as mirror } from '../../platform/stored.ts'
import { filledIn, nameOf, withChanges, type Change, type Field, type Section } from './patch.ts'

/** How the last change of a field went. */
export type Saving = 'saving' | 'saved' | ProblemValue

interface Held {
  /** As the server last said. */
  known: Settings
  /** Changed here and not confirmed, in the order of changing. */
  changes: readonly Change[]
  settings: Settings
  saving: Readonly<Record<string, Saving>>
}

export const useHeld = create<Held>()(() => {
  const known = filledIn(mirrored())
  return { known, changes: [], settings: known, saving: {} }
})

function mirrored(): unknown {
  try {
    return JSON.parse(stored(mirror) ?? 'null')
  } catch {
    return null // Written by something else: the server will say.
  }
}

/** The part of the settings that a component shows. */
export function useSettings<T>(select: (settings: Settings) => T): T {
  return useHeld(({ settings }) => select(settings))
}

/** How the last change of a field went; undefined where this page has changed nothing of it. */
export function useSavingOf<S extends Section>(section: S, field: Field<S>): Saving | undefined {
  return useHeld(({ saving }) => saving[nameOf({ section, field })])
}

/** The settings now, for handlers; components use useSettings. */
export const readSettings = (): Settings => useHeld.getState().settings

/** Takes over what the server says. */
export function hearSettings(said: Settings): void {
  const known = filledIn(said)
  keep(mirror, JSON.stringify(known))
  useHeld.setState(({ changes }) => ({ known, settings: withChanges(known, changes) }))
}

/** One after another: of two changes of a field the later one is to stay. */
let last: Promise<unknown> = Promise.resolve()

/** Changes one field, here at once and on the server as soon as it answers. Resolves with why it could not be saved. */
export function changeSetting<S extends Section, F extends Field<S>>(
  section: S,
  field: F,
  value: Settings[S][F],
): Promise<ProblemValue | null> {
  const change: Change = { section, field, value }
  useHeld.setState(({ known, changes, saving }) => ({
    ...onTop(known, [...changes, change]),
    saving: { ...saving, [nameOf(change)]: 'saving' },
  }))
  const saved = last.then(() => save(change))
  last = saved
  return saved
}

async function save(change: Change): Promise<ProblemValue | null> {
  const { section, field, value } = change
  try {
    const said = await callApi('changeSettings', {
      body: { [section]: { [field]: value }, was: { [section]: { [field]: fieldOf(change) } } },
    })
    settle(change, 'saved')
    hearSettings(said)
    return null
  } catch (cause) {
    const problem = problemOf(cause)
    settle(change, problem)
    if (problem.code === 'settings_changed') await look()
    return problem
  }
}

/** As the server last said it: of several changes of a field each is made upon the one before. */
function fieldOf({ section, field }: Change): unknown {
  const fields: Record<string, unknown> = useHeld.getState().known[section]
  return fields[field]
}

/** Another page was faster: what it has set is what is shown. */
async function look(): Promise<void> {
  try {
    hearSettings(await callApi('readSettings', {}))
  } catch (cause) {
    void cause // The live connection tells it, once it is there again.
  }
}

function settle(change: Change, outcome: Saving): void {
  useHeld.setState(({ known, changes, saving }) => {
    const left = changes.filter((other) => other !== change)
    const name = nameOf(change)
    const more = left.some((other) => nameOf(other) === name)
    return { ...onTop(known, left), saving: { ...saving, [name]: more ? 'saving' : outcome } }
  })
}

function onTop(known: Settings, changes: readonly Change[]): Pick<Held, 'changes' | 'settings'> {
  return { changes, settings: withChanges(known, changes) }
}
