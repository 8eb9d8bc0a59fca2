import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Signal } from '@a-parallel/shared'
import { claudeCode } from './driver.ts'
import {
  checkout,
  journal,
  recording,
  recordingNames,
  replay,
  type JournalLine,
} from '../../../../../../test/support/replay.ts'

/** What a reader of signals is left with: repeated ones count once, a later word on an item replaces the earlier. */
function known(...parts: (readonly Signal[])[]): string {
  const facts = new Map<string, string>()
  for (const signal of parts.flat()) facts.set(nameOf(signal), JSON.stringify(signal))
  return [...facts.values()].toSorted().join('\n')
}

function nameOf(signal: Signal): string {
  switch (signal.type) {
    case 'delta':
      return `delta ${signal.itemId} ${signal.offset}`
    case 'item-started':
    case 'item-completed':
      return `item ${signal.item.id}`
    default:
      return JSON.stringify(signal)
  }
}

/** Cuts after each of the chosen lines: stores a checkpoint, reads on from it, compares with the uncut reading. */
function expectCutsToHeal(lines: readonly JournalLine[], isCut: (index: number) => boolean): void {
  const whole = replay(lines)
  const expected = known(whole.signals)
  const decoder = claudeCode.decoder(checkout, null)
  const before: Signal[] = []
  for (const [index, { text, at, next }] of lines.entries()) {
    before.push(...decoder.read(text, at, next))
    if (!isCut(index)) continue
    const stored = JSON.stringify(decoder.checkpoint())
    const after = replay(lines, JSON.parse(stored))
    expect(known(before, after.signals)).toBe(expected)
    expect(after.decoder.checkpoint()).toEqual(whole.decoder.checkpoint())
  }
}

test.each(recordingNames())('%s: cut anywhere, reading goes on as if it had not been', (name) => {
  expectCutsToHeal(journal(recording(name)), () => true)
})

test('several conversations one after another are cut as well as one', () => {
  const names = fc.shuffledSubarray(recordingNames(), { minLength: 2, maxLength: 3 })
  fc.assert(
    fc.property(names, fc.double({ min: 0, max: 0.999, noNaN: true }), (chosen, share) => {
      const lines = journal(chosen.flatMap((name) => recording(name)))
      const cut = Math.floor(share * lines.length)
      expectCutsToHeal(lines, (index) => index === cut)
    }),
    { numRuns: 30 },
  )
})

test('a checkpoint amid a message gives its deltas from the first one on', () => {
  const lines = journal(recording('text-and-thinking'))
  for (let cut = 0; cut <= lines.length; cut++) {
    const { signals, decoder } = replay(lines.slice(0, cut))
    const again = replay(lines.slice(0, cut), decoder.checkpoint()).signals
    const done = new Set(
      signals.flatMap((signal) => (signal.type === 'item-completed' ? [signal.item.id] : [])),
    )
    const open = (signal: Signal) => signal.type === 'delta' && !done.has(signal.itemId)
    expect(again.filter(open)).toEqual(signals.filter(open))
  }
})

test('a checkpoint before anything was read, and one in a shape that is not ours', () => {
  const lines = journal(recording('text-and-thinking'))
  const { signals } = replay(lines)
  const fresh = claudeCode.decoder(checkout, null).checkpoint()
  expect(fresh.offset).toBe(0)
  expect(replay(lines, fresh).signals).toEqual(signals)
  expect(replay(lines, { offset: 0, state: { calls: 'what?' } }).signals).toEqual(signals)
})
