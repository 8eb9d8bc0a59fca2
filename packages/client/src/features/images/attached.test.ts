import { expect, it } from 'vitest'
import { admit, askedOf, leftOf, revivedImages, withImages } from './attached.ts'

const file = (name: string, type = 'image/png', size = 10) => ({ name, type, size })
const image = (id: string) => ({ id, name: `${id}.png` })
const ten = Array.from({ length: 10 }, (_, at) => image(String(at)))

it('takes images that agents can see, and says why it leaves others out', () => {
  const files = [
    file('a.png'),
    file('b.jpg', 'image/jpeg', 5 * 1024 * 1024),
    file('c.svg', 'image/svg+xml'),
    file('d.heic', ''),
    file('e.gif', 'image/gif', 5 * 1024 * 1024 + 1),
    file('f.webp', 'image/webp', 0),
  ]
  const { taken, leftOut } = admit(0, files)
  expect(taken.map(({ name }) => name)).toEqual(['a.png', 'b.jpg'])
  expect(leftOut).toEqual([
    { why: 'notImage', name: 'c.svg' },
    { why: 'notImage', name: 'd.heic' },
    { why: 'tooLarge', name: 'e.gif' },
    { why: 'notImage', name: 'f.webp' },
  ])
})

it('takes ten in all', () => {
  const { taken, leftOut } = admit(9, [file('tenth'), file('eleventh')])
  expect(taken.map(({ name }) => name)).toEqual(['tenth'])
  expect(leftOut).toEqual([{ why: 'tooMany', name: 'eleventh' }])
})

it('holds each image once, and ten at most', () => {
  expect(withImages([image('a')], [image('b'), image('a')])).toEqual([image('a'), image('b')])
  expect(withImages(ten, [image('eleventh')])).toEqual(ten)
})

it('names them as a call takes them', () => {
  expect(askedOf([{ id: 'a', name: 'x'.repeat(300) }])).toEqual([
    { id: 'a', name: 'x'.repeat(200) },
  ])
})

it('comes back from whatever was kept', () => {
  expect(revivedImages([image('a'), { id: 1 }, null, 'x', { id: 'b', name: 3 }])).toEqual([
    image('a'),
  ])
  for (const kept of [undefined, null, 'x', {}]) expect(revivedImages(kept)).toEqual([])
})

it('leaves on a message what was not taken off it, and nothing to say where nothing was', () => {
  const some = [image('a'), image('b')]
  expect(leftOf(some, [])).toBeUndefined()
  expect(leftOf(undefined, ['a'])).toBeUndefined()
  expect(leftOf(some, ['c'])).toBeUndefined()
  expect(leftOf(some, ['a'])).toEqual([image('b')])
  expect(leftOf(some, ['a', 'b'])).toEqual([])
})
