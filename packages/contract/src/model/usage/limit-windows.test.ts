import { expect, it } from 'vitest'
import type { LimitWindow, ToldWindow } from '../../nouns/usage/limit-window.ts'
import { opened, tightest, withTold } from './limit-windows.ts'

const now = '2026-11-26T10:00:00.000Z'
const at = Date.parse(now)
const soon = '2026-11-26T12:00:00.000Z'
const later = '2026-11-26T17:00:00.000Z'

const told = (more: Partial<ToldWindow> = {}): ToldWindow => ({
  name: 'five_hour',
  model: null,
  used: null,
  resetsAt: soon,
  state: 'open',
  extra: false,
  ...more,
})
const known = (more: Partial<LimitWindow> = {}): LimitWindow => ({
  ...told(),
  toldAt: '2026-11-26T09:00:00.000Z',
  ...more,
})
const hear = (before: LimitWindow[], windows: ToldWindow[], allClear = false) =>
  withTold(before, { windows, allClear }, now)

it.each<[string, LimitWindow[], ToldWindow[], boolean, Partial<LimitWindow>[]]>([
  ['is taken as told', [], [told({ used: 0.4 })], false, [{ used: 0.4, toldAt: now }]],
  [
    'keeps its share where only its state is told',
    [known({ used: 0.4 })],
    [told({ state: 'near' })],
    false,
    [{ used: 0.4, state: 'near' }],
  ],
  [
    'keeps a warning when only a share is told, also with a reset some seconds off',
    [known({ used: 0.7, state: 'near' })],
    [told({ used: 0.76, resetsAt: '2026-11-26T12:00:20.000Z' })],
    false,
    [{ used: 0.76, state: 'near' }],
  ],
  [
    'is warned of no more once all is clear, with its share',
    [known({ used: 0.7, state: 'near' }), known({ name: 'seven_day', state: 'reached' })],
    [told()],
    true,
    [
      { used: 0.7, state: 'open', toldAt: now },
      { name: 'seven_day', state: 'open' },
    ],
  ],
  [
    'is another after its reset: nothing of the last one counts',
    [known({ used: 0.97, state: 'near' })],
    [told({ resetsAt: later })],
    false,
    [{ used: null, state: 'open', resetsAt: later }],
  ],
  [
    'is not changed by what was said of the one before',
    [known({ used: 0.1, resetsAt: later })],
    [told({ used: 1, state: 'reached', resetsAt: '2026-11-26T09:50:00.000Z' })],
    false,
    [{ used: 0.1, state: 'open', resetsAt: later }],
  ],
  [
    'is that of another account where it is reset earlier and has not been yet',
    [known({ used: 1, state: 'reached', resetsAt: later })],
    [told({ used: 0.1 })],
    false,
    [{ used: 0.1, state: 'open', resetsAt: soon }],
  ],
  [
    'of one model stands beside that of all',
    [known({ name: 'seven_day', used: 0.2 })],
    [told({ name: 'seven_day', model: 'Fable', used: 0.5 })],
    false,
    [
      { model: null, used: 0.2 },
      { model: 'Fable', used: 0.5 },
    ],
  ],
])('a window %s', (_, before, windows, allClear, after) => {
  expect(hear(before, windows, allClear)).toEqual(after.map((one) => expect.objectContaining(one)))
})

it('a window that was reset is open, and how much of it is used is not known', () => {
  const full = known({ used: 1, state: 'reached', extra: true })
  expect(opened(full, Date.parse(soon) - 1)).toBe(full)
  expect(opened(full, Date.parse(soon))).toMatchObject({
    used: null,
    resetsAt: null,
    state: 'open',
    extra: false,
  })
})

it.each<[string, LimitWindow[], Partial<LimitWindow> | null]>([
  ['nothing', [], null],
  ['windows with room', [known({ used: 0.89 }), known({ name: 'seven_day' })], null],
  ['one beyond nine tenths', [known({ used: 0.9 })], { used: 0.9 }],
  [
    'one that is warned of and a fuller one',
    [known({ state: 'near', used: 0.5 }), known({ name: 'seven_day', used: 0.95 })],
    { name: 'seven_day' },
  ],
  [
    'one that is used up before all others, and before one that goes on as extra usage',
    [
      known({ state: 'reached', extra: true }),
      known({ name: 'seven_day', state: 'reached' }),
      known({ name: 'seven_day_opus', used: 2 }),
    ],
    { name: 'seven_day' },
  ],
  ['one that was reset', [known({ state: 'reached', resetsAt: now })], null],
])('of %s the tightest is told', (_, windows, found) => {
  const tight = tightest(windows, at)
  if (found === null) expect(tight).toBeNull()
  else expect(tight).toMatchObject(found)
})
