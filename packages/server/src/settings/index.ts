// The face of settings: what a person has set, and what all their open pages are told when it changes.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, OwnerId, Settings, SettingsPatch } from '@a-parallel/shared'
import type { Bus } from '../bus/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../store/port.ts'
import { settingsTable } from './table.ts'

export interface SettingsPorts {
  db: Database
  bus: Bus
  clock: Clock
}

export interface AccountSettings {
  read(actor: Actor): Settings
  /** Sets what the patch names, in one go, and returns all of it. */
  change(actor: Actor, patch: SettingsPatch): Settings
}

export function openSettings({ db, bus, clock }: SettingsPorts): AccountSettings {
  const table = settingsTable(db)
  const read = (actor: Actor) => table.read(ownerOf(actor))
  return {
    read,
    change(actor, patch) {
      const owner = ownerOf(actor)
      const settings = patched(read(actor), patch)
      table.write(owner, settings, clock.now())
      bus.publish({ type: 'settings', owner, settings })
      return settings
    },
  }
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
