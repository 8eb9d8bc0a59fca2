import { settingsDefaults } from '@a-parallel/contract/model'
import { expect, it } from 'vitest'
import { filledIn, withChanges } from './patch.ts'

it('puts what was changed on top, and leaves the rest as it is', () => {
  const changed = withChanges(settingsDefaults, [
    { section: 'appearance', field: 'theme', value: 'light' },
    { section: 'appearance', field: 'theme', value: 'dark' },
  ])
  expect(changed.appearance).toEqual({ ...settingsDefaults.appearance, theme: 'dark' })
  expect(changed.general).toBe(settingsDefaults.general)
})

it.each([[null], ['x'], [{}], [{ appearance: 7 }]])('fills in what %j lacks', (found) => {
  expect(filledIn(found)).toEqual(settingsDefaults)
})

it('keeps what is there', () => {
  expect(filledIn({ appearance: { theme: 'dark' } }).appearance).toEqual({
    ...settingsDefaults.appearance,
    theme: 'dark',
  })
})
