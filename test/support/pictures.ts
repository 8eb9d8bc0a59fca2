// Images for tests, made here: no file of a picture lies in the repository.
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

export interface Picture {
  bytes: Buffer
  sha256: string
  width: number
  height: number
}

/**
 * A PNG, 8 bits of red, green and blue. Pixels of a `seed` look like noise and hardly shrink: about `3 · width · height`
 * bytes, the same for the same seed. Without one it is a calm gradient, and small.
 */
export function picture(width: number, height: number, seed?: number): Picture {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const row = 1 + width * 3
  const pixels = seed === undefined ? gradient(width, height) : noise(row * height, seed)
  for (let line = 0; line < height; line += 1) pixels[line * row] = 0
  const bytes = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { bytes, width, height, sha256: createHash('sha256').update(bytes).digest('hex') }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

function gradient(width: number, height: number): Buffer {
  const row = 1 + width * 3
  const pixels = Buffer.alloc(row * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      pixels.set([(x * 255) / width, 120, (y * 255) / height], y * row + 1 + x * 3)
  return pixels
}

/** A linear congruential generator: chance would make a failure hard to see again. */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed >>> 0
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}
