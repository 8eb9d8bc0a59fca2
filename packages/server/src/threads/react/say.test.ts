import type { MessageImage, OwnerId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { id } from '../scene.ts'
import { sayOf, withBytes } from './say.ts'

const owner = 'local' as OwnerId // Of the right shape, as the ids below.
const image = (digit: string): MessageImage => ({
  id: digit.repeat(64) as MessageImage['id'],
  mediaType: 'image/png',
  bytes: 4,
  width: 1,
  height: 1,
  name: '',
})
const turn = (text: string, images: MessageImage[] = []) => ({ id: id(9), text, images })
const there = { said: (_: OwnerId, { mediaType }: MessageImage) => ({ mediaType, base64: 'AA==' }) }
const gone = { said: () => null }

it('says a message without images as its words alone', () => {
  expect(withBytes(there, owner, [sayOf(turn('Hello'))])).toEqual([
    { type: 'say', turnId: id(9), text: 'Hello' },
  ])
})

it('puts the bytes in, in the order of the images, and keeps other words', () => {
  const told = [sayOf(turn('Look', [image('a'), image('b')]), 'You were cut off. Look')]
  const said = { mediaType: 'image/png', base64: 'AA==' }
  expect(withBytes(there, owner, told)).toEqual([
    { type: 'say', turnId: id(9), text: 'You were cut off. Look', images: [said, said] },
  ])
})

it('says what it has, and that something is missing', () => {
  const texts = ['', 'Look'].map((text) => {
    const [order] = withBytes(gone, owner, [sayOf(turn(text, [image('a')]))])
    return order?.type === 'say' ? order.text : null
  })
  const note = '(Images that belong here can no longer be read: 1.)'
  expect(texts).toEqual([note, `Look\n\n${note}`])
})

it('lets other orders through', () => {
  expect(withBytes(there, owner, [{ type: 'interrupt' }])).toEqual([{ type: 'interrupt' }])
})
