// On a real database: each owner has settings of their own.
import type { Actor } from '@a-parallel/shared'
import { afterEach, expect, it } from 'vitest'
import { inProcessBus } from '../bus/in-process.ts'
import type { News } from '../bus/port.ts'
import { openDatabase } from '../store/sqlite/database.ts'
import { openSettings } from './index.ts'

const database = openDatabase(':memory:')
const clock = { now: () => '2026-11-25T10:00:00.000Z' }
const person = (id: string) => ({ kind: 'person', id }) as Actor
afterEach(() => database.close())

it('are read, changed and told by owner', () => {
  const bus = inProcessBus()
  const told: News[] = []
  bus.subscribe((news) => told.push(news))
  const settings = openSettings({ db: database.db, bus, clock })
  settings.change(person('ana'), { appearance: { theme: 'dark' } })
  settings.change(person('ana'), { general: { language: 'es' } })
  settings.change(person('ben'), { general: { language: 'pt' } })
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
