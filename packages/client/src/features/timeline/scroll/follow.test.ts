// The follow rules, one by one.
import { expect, it } from 'vitest'
import { follow, turnsAway, type ScrollEvent } from './follow.ts'

const after = (following: boolean, event: ScrollEvent) => follow({ following }, event).following

it('keeps following while content grows under it', () => {
  expect(after(true, { type: 'scrolled', distance: 500, up: false })).toBe(true)
})

it('turns away at once when asked, but not where there is nothing to scroll', () => {
  expect(after(true, { type: 'turned-away', overflows: true })).toBe(false)
  expect(after(true, { type: 'turned-away', overflows: false })).toBe(true)
})

it('turns away when dragged further than 80 px from the end', () => {
  expect(after(true, { type: 'scrolled', distance: 80, up: true })).toBe(true)
  expect(after(true, { type: 'scrolled', distance: 81, up: true })).toBe(false)
})

it('comes back only at the very end, going down, or when asked', () => {
  expect(after(false, { type: 'scrolled', distance: 40, up: false })).toBe(false)
  expect(after(false, { type: 'scrolled', distance: 0, up: true })).toBe(false)
  expect(after(false, { type: 'scrolled', distance: 2, up: false })).toBe(true)
  expect(after(false, { type: 'wanted-end' })).toBe(true)
})

it('knows the keys that look back', () => {
  expect(['PageUp', 'Home', 'ArrowUp', 'End', 'a'].map(turnsAway)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})
