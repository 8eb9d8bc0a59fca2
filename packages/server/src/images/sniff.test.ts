import { expect, it } from 'vitest'
import { sniffImage } from './sniff.ts'

const bytes = (text: string, more: number[] = []) =>
  Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(more)])
const png = (...size: number[]) => bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', size)
const webp = (kind: string, ...rest: number[]) => bytes(`RIFF\0\0\0\0WEBP${kind}`, rest)
const frame = [0xff, 0xc2, 0, 17, 8, 1, 0x2c, 2, 0x58, 3]

it.each([
  ['PNG', png(0, 0, 2, 0x58, 0, 0, 1, 0x2c), ['image/png', 600, 300]],
  ['GIF', bytes('GIF89a', [0x58, 2, 0x2c, 1]), ['image/gif', 600, 300]],
  [
    'JPEG behind other segments',
    bytes('\xff\xd8', [0xff, 0xe0, 0, 4, 9, 9, 0xff, ...frame]),
    ['image/jpeg', 600, 300],
  ],
  [
    'JPEG with a table that looks like a frame',
    bytes('\xff\xd8', [0xff, 0xc4, 0, 2, ...frame]),
    ['image/jpeg', 600, 300],
  ],
  [
    'WebP, lossy',
    webp('VP8 ', ...Array<number>(10).fill(0), 0x58, 2, 0x2c, 1),
    ['image/webp', 600, 300],
  ],
  [
    'WebP, lossless',
    webp('VP8L', 0, 0, 0, 0, 0x2f, 0x57, 0xc2, 0x4a, 0, ...Array<number>(5).fill(0)),
    ['image/webp', 600, 300],
  ],
  [
    'WebP, extended',
    webp('VP8X', ...Array<number>(8).fill(0), 0x57, 2, 0, 0x2b, 1, 0),
    ['image/webp', 600, 300],
  ],
])('knows a %s and its size', (_, data, [mediaType, width, height]) => {
  expect(sniffImage(data)).toEqual({ mediaType, width, height })
})

it.each([
  ['PNG', png(), 'image/png'],
  ['PNG of no size', png(0, 0, 0, 0, 0, 0, 0, 0), 'image/png'],
  ['GIF', bytes('GIF87a'), 'image/gif'],
  ['JPEG', bytes('\xff\xd8\xff\xe0\0\xff'), 'image/jpeg'],
  ['JPEG whose segment has no length', bytes('\xff\xd8\xff\xe0\0\0aaaaaaaa'), 'image/jpeg'],
  ['WebP', webp('VP8 '), 'image/webp'],
])('takes a cut off %s for one of unknown size', (_, data, mediaType) => {
  expect(sniffImage(data)).toEqual({ mediaType, width: null, height: null })
})

it.each(['', 'GIF88a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'BM', '\xff\xd8'])(
  'takes %j for no image',
  (text) => expect(sniffImage(bytes(text))).toBeNull(),
)
