import { expect, it } from 'vitest'
import type { ThreadSummary } from '../../nouns/thread.ts'
import { gatherMs, hear, knownAtFirst, nagMs, type Known } from './notices.ts'

const kinds = { needs: true, finished: true, failed: true, sound: false, quiet: null }
const asks = (id: string, approvalId: string, rest: object = {}) =>
  ({
    id,
    muted: false,
    attention: { kind: 'permission', approvalId, since: '' },
    ...rest,
  }) as unknown as ThreadSummary
const ended = (id: string, seq: number, kind = 'finished') =>
  ({ id, muted: false, attention: { kind, seq, since: '' } }) as unknown as ThreadSummary
const told = ({ notices }: ReturnType<typeof hear>) =>
  notices.map((one) =>
    one.kind === 'asks'
      ? `${one.thread.id}${one.again ? ' again' : ''}`
      : one.threads.map(({ id }) => id).join('+'),
  )
const empty = knownAtFirst([])

it('tells of a request at once, once more after ten minutes, and then no more', () => {
  const threads = [asks('a', '1')]
  const first = hear(empty, threads, kinds, 0)
  expect(told(first)).toEqual(['a'])
  expect(first.next).toBe(nagMs)
  const meanwhile = hear(first.known, threads, kinds, 1000)
  expect(told(meanwhile)).toEqual([])
  const again = hear(meanwhile.known, threads, kinds, nagMs)
  expect(told(again)).toEqual(['a again'])
  expect(told(hear(again.known, threads, kinds, 5 * nagMs))).toEqual([])
  expect(told(hear(again.known, [asks('a', '2')], kinds, 5 * nagMs))).toEqual(['a'])
})

it('tells of a budget that is reached, and of each time that it is', () => {
  const spent = (since: string) =>
    ({ id: 'a', muted: false, attention: { kind: 'budget', since } }) as unknown as ThreadSummary
  const first = hear(empty, [spent('1')], kinds, 0)
  expect(told(first)).toEqual(['a'])
  expect(told(hear(first.known, [spent('1')], kinds, 1))).toEqual([])
  expect(told(hear(first.known, [spent('2')], kinds, 1))).toEqual(['a'])
})

it('tells of nothing in quiet hours, and at their end of what is still wanted', () => {
  const threads = [asks('a', '1'), asks('b', '1'), ended('c', 3)]
  const first = hear(empty, threads, kinds, 0, 8 * nagMs)
  expect(told(first)).toEqual([])
  expect(first.next).toBe(8 * nagMs)
  const left = [asks('a', '1'), ended('c', 3), asks('d', '1')]
  const later = hear(first.known, left, kinds, nagMs, 7 * nagMs)
  expect(told(later)).toEqual([])
  expect(told(hear(later.known, left, kinds, 8 * nagMs))).toEqual(['a again', 'd again', 'c'])
  // They were taken off: it does not wait for their end.
  const off = hear(later.known, left, kinds, 2 * nagMs)
  expect(off.next).toBe(2 * nagMs + gatherMs)
  expect(told(hear(off.known, left, kinds, 3 * nagMs))).toEqual(['a again', 'd again', 'c'])
})

it('gathers what ended for ten seconds, and forgets what was looked at meanwhile', () => {
  let known: Known = empty
  const at = (threads: ThreadSummary[], now: number) => {
    const heard = hear(known, threads, kinds, now)
    known = heard.known
    return told(heard)
  }
  expect(at([ended('a', 3)], 0)).toEqual([])
  expect(at([ended('a', 3), ended('b', 4, 'failed'), ended('c', 5)], 4000)).toEqual([])
  expect(at([ended('a', 3), ended('b', 4, 'failed')], gatherMs)).toEqual(['a+b'])
  expect(at([ended('a', 3), ended('b', 4, 'failed')], 9 * gatherMs)).toEqual([])
  expect(at([ended('a', 9)], 9 * gatherMs)).toEqual([])
  expect(at([ended('a', 9)], 10 * gatherMs)).toEqual(['a'])
})

it('is silent about what was there before, muted threads and kinds that are switched off', () => {
  const old = [asks('a', '1'), ended('b', 2)]
  expect(told(hear(knownAtFirst(old), old, kinds, 60_000))).toEqual([])
  expect(told(hear(empty, [asks('a', '1', { muted: true })], kinds, 0))).toEqual([])
  expect(told(hear(empty, old, { ...kinds, needs: false, finished: false }, 0))).toEqual([])
})
