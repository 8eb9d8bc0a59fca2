import { describe, expect, it } from 'vitest'
import { chordsOf, commandOf, rebound, unbound } from './bindings.ts'
import { commandIds, commands } from './catalog.ts'
import { refusalOf } from './chord.ts'

describe('the usual keys', () => {
  const all = commandIds.flatMap((id) => commands[id].chords)

  it('are each of one command', () => expect(new Set(all).size).toBe(all.length))

  it('are none of a browser’s own', () => {
    expect(all.filter((chord) => refusalOf(chord) !== null)).toEqual([])
  })
})

it('are found by their chord, also when they were changed', () => {
  expect(commandOf('Mod+J', {})).toBe('nextNeed')
  expect(commandOf('Mod+J', { nextNeed: ['Alt+J'] })).toBeUndefined()
  expect(commandOf('Alt+J', { nextNeed: ['Alt+J'] })).toBe('nextNeed')
})

it('go from one command to another', () => {
  const swapped = rebound({}, 'sidebar', 'Mod+J')
  expect(swapped).toEqual({ sidebar: ['Mod+J'], nextNeed: [] })
  expect(rebound(swapped, 'sidebar', 'Mod+J')).toEqual(swapped)
  expect(rebound({}, 'shortcuts', null)).toEqual({ shortcuts: [] })
  expect(rebound({}, 'sidebar', '?')).toEqual({ sidebar: ['?'], shortcuts: ['Mod+/'] })
})

it('come back, and whoever had them gives them up', () => {
  const swapped = rebound({}, 'sidebar', 'Mod+J')
  const back = unbound(swapped, 'nextNeed')
  expect(chordsOf('nextNeed', back)).toEqual(['Mod+J'])
  expect(chordsOf('sidebar', back)).toEqual([])
})
