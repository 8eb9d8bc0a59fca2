// The same draft in two tabs: nothing that was typed in either is lost.
import { describe, expect, it } from 'vitest'
import { emptyDraft, withSending, type Draft } from './draft.ts'
import { imagesOf, isEmpty, merged, sameTyped } from './merge.ts'

const image = (id: string) => ({ id, name: `${id}.png` })
const draft = (text: string, ...ids: string[]): Draft => ({
  ...emptyDraft,
  text,
  images: ids.map(image),
})

describe('a text', () => {
  it.each([
    ['typed here alone', '', 'mine', '', 'mine'],
    ['typed there alone', '', '', 'theirs', 'theirs'],
    ['that went on here', 'a', 'a b', 'a', 'a b'],
    ['that was sent there', 'a', 'a', '', ''],
    ['that was sent here', 'a', '', 'a', ''],
    ['sent here, and typed on there', 'a', '', 'a b', 'a b'],
    ['typed in both', '', 'mine', 'theirs', 'theirs\n\nmine'],
    ['typed further there than here', '', 'ab', 'abc', 'abc'],
    ['typed further here than there', '', 'abc', 'ab', 'abc'],
    ['the same in both', 'x', 'same', 'same', 'same'],
  ])('%s', (_, base, mine, theirs, both) => {
    expect(merged(draft(base), draft(mine), draft(theirs)).text).toBe(both)
  })
})

describe('images', () => {
  it.each([
    ['attached on either side are all there', '', 'a', 'b', 'a,b'],
    ['taken off on either side are off', 'a,b,c', 'a,b', 'b,c', 'b'],
    ['sent there are gone, and what was attached here stays', 'a', 'a,b', '', 'b'],
  ])('%s', (_, base, mine, theirs, both) => {
    const side = (ids: string) => draft('', ...ids.split(',').filter(Boolean))
    const { images } = merged(side(base), side(mine), side(theirs))
    expect(images.map(({ id }) => id).join()).toBe(both)
  })
})

it('leaves the other tab its messages under way, and takes its own as they are', () => {
  const there = withSending(draft('theirs'), 't1')
  const before = withSending(draft('mine'), 'm1')
  const disk = { ...there, outgoing: [...there.outgoing, ...before.outgoing] }
  const { outgoing } = merged(emptyDraft, emptyDraft, disk, new Set(['m1']))
  expect(outgoing.map(({ id }) => id)).toEqual(['t1'])
})

it('knows what is empty, what is the same, and which images are needed', () => {
  expect([emptyDraft, draft('x'), draft('', 'a')].map(isEmpty)).toEqual([true, false, false])
  expect(sameTyped(draft('x', 'a'), draft('x', 'a'))).toBe(true)
  expect(sameTyped(draft('x', 'a'), draft('x'))).toBe(false)
  const under = { ...withSending(draft('x', 'a'), 'm1'), images: [image('b')] }
  expect(imagesOf(under)).toEqual(['b', 'a'])
})
