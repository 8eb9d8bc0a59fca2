import type { LimitWindow } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { standingOf, windowName } from './window-words.ts'

it.each([
  ['five_hour', null, 'fiveHour', ''],
  ['seven_day', null, 'week', ''],
  ['seven_day', 'Fable', 'weekOf', 'Fable'],
  ['seven_day_opus', null, 'weekOf', 'Opus'],
  ['overage', null, 'extra', ''],
  ['cinder_cove', null, null, ''],
  ['toString', null, null, ''],
])('%s of %s is called %s', (name, model, key, said) => {
  expect(windowName({ name, model })).toMatchObject({ key, values: { model: said } })
})

it('calls one that is not known as the vendor does', () => {
  expect(windowName({ name: 'cinder_cove', model: null }).values.name).toBe('cinder cove')
})

const window: LimitWindow = {
  name: 'five_hour',
  model: null,
  used: 0.2,
  resetsAt: null,
  state: 'open',
  extra: false,
  toldAt: '2026-11-26T10:00:00.000Z',
}
it.each<[Partial<LimitWindow>, string]>([
  [{}, 'open'],
  [{ used: null }, 'unknown'],
  [{ used: 0.9 }, 'near'],
  [{ used: null, state: 'near' }, 'near'],
  [{ used: 0.999, state: 'near' }, 'near'],
  [{ used: 1, state: 'near' }, 'reached'],
  [{ used: 1.02 }, 'reached'],
  [{ used: 1, state: 'near', extra: true }, 'extra'],
  [{ state: 'reached' }, 'reached'],
  [{ state: 'reached', extra: true }, 'extra'],
])('%j stands %s', (more, standing) => expect(standingOf({ ...window, ...more })).toBe(standing))
