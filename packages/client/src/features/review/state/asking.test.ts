// Asking again: at once, one time after the other, and once more for all that was wanted meanwhile.
import { expect, it } from 'vitest'
import { asking } from './asking.ts'

/** Whatever was resolved has had its consequences. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

function rig() {
  const said: string[] = []
  const ends: Record<'work' | 'rest', () => void> = { work: () => {}, rest: () => {} }
  const held = (what: 'work' | 'rest') => () => {
    said.push(what)
    return new Promise<void>((resolve) => (ends[what] = resolve))
  }
  return { said, ends, one: asking(held('work'), held('rest')) }
}

it('asks once more for all that came while it asked or rested', async () => {
  const { said, ends, one } = rig()
  one.want()
  expect(said).toEqual(['work'])
  one.want()
  one.want()
  ends.work()
  await settled()
  expect(said).toEqual(['work', 'rest'])
  one.want()
  ends.rest()
  await settled()
  expect(said).toEqual(['work', 'rest', 'work'])
  ends.work()
  await settled()
  ends.rest()
  await settled()
  expect(said).toHaveLength(4)
  one.want()
  expect(said).toHaveLength(5)
})

it('asks no more once nobody wants it', async () => {
  const { said, ends, one } = rig()
  one.want()
  one.want()
  one.drop()
  ends.work()
  await settled()
  ends.rest()
  await settled()
  expect(said).toEqual(['work', 'rest'])
})
