import { settingsDefaults } from '@a-parallel/contract/model'
import { expect, it } from 'vitest'
import { settingsFrom } from './table.ts'

it.each([
  ['nothing', null],
  ['no JSON', '{"general"'],
  ['no object', '7'],
  ['an empty object', '{}'],
  ['sections that are none', '{"general":[],"appearance":null,"keyboard":"x"}'],
])('%s is the usual', (_, stored) => {
  expect(settingsFrom(stored)).toEqual(settingsDefaults)
})

it('keeps what is right and drops what is wrong or unknown', () => {
  const stored = { appearance: { theme: 'dark', textSize: '900', glow: true }, past: { x: 1 } }
  expect(settingsFrom(JSON.stringify(stored))).toEqual({
    ...settingsDefaults,
    appearance: { ...settingsDefaults.appearance, theme: 'dark' },
  })
})
