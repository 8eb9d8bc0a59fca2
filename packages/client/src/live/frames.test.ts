import { describe, expect, it } from 'vitest'
import { readFrame } from './frames.ts'

const read = (value: unknown) => readFrame(JSON.stringify(value))

describe('readFrame', () => {
  it('takes frames of the outline that was agreed on', () => {
    expect(read({ type: 'ping' })?.type).toBe('ping')
    expect(read({ type: 'resumed', topic: 'index', open: [] })?.type).toBe('resumed')
    expect(
      read({
        type: 'deltas',
        topic: 't',
        deltas: [{ itemId: 'a', kind: 'reasoning', offset: 0, text: '' }],
      })?.type,
    ).toBe('deltas')
  })

  it('lets an event of an unknown type pass', () => {
    const event = { seq: 1, type: 'review.opened', at: 'now', data: {} }
    expect(read({ type: 'events', topic: 't', events: [event] })?.type).toBe('events')
  })

  it('refuses everything else', () => {
    for (const wrong of [
      null,
      1,
      'x',
      [],
      { type: 'toString' },
      { type: 'deltas', topic: 't', deltas: [{}] },
      { type: 'index', index: null },
    ])
      expect(read(wrong)).toBeNull()
    expect(readFrame('{')).toBeNull()
    expect(readFrame(new ArrayBuffer(1))).toBeNull()
  })
})
