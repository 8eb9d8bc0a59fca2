// On a real database: each owner has settings of their own.
import type { Actor, AgentProgram } from '@a-parallel/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inProcessBus } from '../bus/in-process.ts'
import type { News } from '../bus/port.ts'
import { openDatabase, type OpenDatabase } from '../store/sqlite/database.ts'
import { openSettings } from './index.ts'

let database: OpenDatabase
beforeEach(() => {
  database = openDatabase(':memory:')
})
const clock = { now: () => '2026-11-25T10:00:00.000Z' }
const person = (id: string) => ({ kind: 'person', id }) as Actor
afterEach(() => database.close())

const found = { namedBy: 'settings' as const, searched: [], detail: null }
const tryProgram = async (path: string | null): Promise<AgentProgram> =>
  path?.endsWith('claude')
    ? {
        ...found,
        state: 'found',
        path: path.replace('~', '/home'),
        version: '2.1.197',
        fault: null,
      }
    : { ...found, state: 'invalid', path, version: null, fault: 'absent' }

it('are read, changed and told by owner', async () => {
  const bus = inProcessBus()
  const told: News[] = []
  bus.subscribe((news) => told.push(news))
  const settings = openSettings({ db: database.db, bus, clock, runner: { tryProgram } })
  await settings.change(person('ana'), { appearance: { theme: 'dark' } })
  await settings.change(person('ana'), { general: { language: 'es' } })
  await settings.change(person('ben'), { general: { language: 'pt' } })
  const of = (id: string) => {
    const { appearance, general } = settings.read(person(id))
    return [appearance.theme, general.language]
  }
  expect([of('ana'), of('ben'), of('eve')]).toEqual([
    ['dark', 'es'],
    ['system', 'pt'],
    ['system', 'system'],
  ])
  expect(told.map((news) => 'owner' in news && news.owner)).toEqual(['ana', 'ana', 'ben'])
  expect(() => settings.read({ kind: 'system' })).toThrow()
})

it('take no program that cannot be started, and nothing else with it', async () => {
  const settings = openSettings({
    db: database.db,
    bus: inProcessBus(),
    clock,
    runner: { tryProgram },
  })
  const eva = person('eva')
  await settings.change(eva, { agents: { program: '~/claude', model: 'haiku' } })
  expect(settings.read(eva).agents).toMatchObject({ program: '/home/claude', model: 'haiku' })
  const wrong = {
    agents: { program: '/nowhere', model: 'opus' },
    general: { language: 'es' },
  } as const
  await expect(settings.change(eva, wrong)).rejects.toMatchObject({
    code: 'agent_program_refused',
    values: { path: '/nowhere', fault: 'absent' },
  })
  expect(settings.read(eva).agents).toMatchObject({ program: '/home/claude', model: 'haiku' })
  expect(settings.read(eva).general.language).not.toBe('es')
  await settings.change(eva, { agents: { program: null } })
  expect(settings.read(eva).agents).toMatchObject({ program: null, model: 'haiku' })
})

it('change nothing where a field is another by now than the page held it for', async () => {
  const settings = openSettings({
    db: database.db,
    bus: inProcessBus(),
    clock,
    runner: { tryProgram },
  })
  const eva = person('eva')
  const bind = (keys: string, was: Record<string, string[]>) =>
    settings.change(eva, {
      keyboard: { bindings: { find: [keys] } },
      was: { keyboard: { bindings: was } },
    })
  await bind('Mod+1', {})
  await expect(bind('Mod+2', {})).rejects.toMatchObject({ code: 'settings_changed' })
  expect(settings.read(eva).keyboard.bindings).toEqual({ find: ['Mod+1'] })
  await bind('Mod+2', { find: ['Mod+1'] })
  expect(settings.read(eva).keyboard.bindings).toEqual({ find: ['Mod+2'] })
  const other = { general: { language: 'es' }, was: { general: { language: 'pt' } } } as const
  await expect(settings.change(eva, other)).rejects.toMatchObject({ code: 'settings_changed' })
  await settings.change(eva, { ...other, was: { appearance: { theme: 'system' } } })
  expect(settings.read(eva).general.language).toBe('es')
})
