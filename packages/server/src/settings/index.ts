// The face of settings: what a person has set, and what all their open pages are told when it changes.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, OwnerId, Settings, SettingsChange, SettingsPatch } from '@a-parallel/shared'
import { isDeepStrictEqual } from 'node:util'
import type { Bus } from '../bus/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { Runner } from '../runner/port.ts'
import type { Database } from '../store/port.ts'
import { settingsTable } from './table.ts'

export interface SettingsPorts {
  db: Database
  bus: Bus
  clock: Clock
  runner: Pick<Runner, 'tryProgram'>
}

export interface AccountSettings {
  read(actor: Actor): Settings
  /**
   * Sets what the patch names, in one go, and returns all of it. Throws `agent_program_refused` where it names a program
   * that cannot be started, and `settings_changed` where a field is another than it `was`: nothing is set then.
   */
  change(actor: Actor, change: SettingsChange): Promise<Settings>
}

export function openSettings({ db, bus, clock, runner }: SettingsPorts): AccountSettings {
  const table = settingsTable(db)
  const read = (actor: Actor) => table.read(ownerOf(actor))
  return {
    read,
    async change(actor, { was, ...patch }) {
      const owner = ownerOf(actor)
      const tried = await withProgramTried(runner, patch)
      const before = read(actor)
      if (was) refuseChanged(before, was)
      const settings = patched(before, tried)
      table.write(owner, settings, clock.now())
      bus.publish({ type: 'settings', owner, settings })
      return settings
    },
  }
}

/** Fields of a section that the page held for something else than they are. */
function refuseChanged(settings: Settings, was: SettingsPatch): void {
  const now: Record<string, object> = settings
  for (const [section, fields] of Object.entries(was))
    for (const [field, value] of Object.entries(fields)) {
      const known: Record<string, unknown> = { ...now[section] }
      if (!isDeepStrictEqual(known[field], value))
        throw new Problem('settings_changed', `${section}.${field} is another by now.`)
    }
}

/** As it was found: `~` is written out. */
async function withProgramTried(
  runner: SettingsPorts['runner'],
  patch: SettingsPatch,
): Promise<SettingsPatch> {
  const program = patch.agents?.program
  if (program == null) return patch
  const { state, path, fault, detail } = await runner.tryProgram(program)
  if (state === 'found') return { ...patch, agents: { ...patch.agents, program: path } }
  const said = detail === null ? '' : `: ${detail}`
  const values = { path: path ?? program, fault: fault ?? 'failed' }
  throw new Problem('agent_program_refused', `${values.path} (${values.fault})${said}`, values)
}

function patched(settings: Settings, patch: SettingsPatch): Settings {
  const changes: Record<string, object | undefined> = patch
  const sections = Object.entries(settings).map(([name, section]) => [
    name,
    { ...section, ...changes[name] },
  ])
  return Object.fromEntries(sections) as Settings // The sections it was made of, by the same schemas.
}

function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
