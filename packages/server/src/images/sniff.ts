// What a file's first bytes say of it: which image it is, and how large. Pure; nobody's word for it is taken.
import type { ImageType } from '@a-parallel/shared'

export interface Sniffed {
  mediaType: ImageType
  /** Pixels; null where the head does not tell them. */
  width: number | null
  height: number | null
}

/** Null when the bytes are no image that agents can see. */
export function sniffImage(bytes: Uint8Array): Sniffed | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (starts(data, 0, '\x89PNG\r\n\x1a\n')) {
    const known = starts(data, 12, 'IHDR') && data.length >= 24
    return sized('image/png', known ? [data.readUInt32BE(16), data.readUInt32BE(20)] : null)
  }
  if (starts(data, 0, 'GIF87a') || starts(data, 0, 'GIF89a')) {
    return sized(
      'image/gif',
      data.length < 10 ? null : [data.readUInt16LE(6), data.readUInt16LE(8)],
    )
  }
  if (starts(data, 0, 'RIFF') && starts(data, 8, 'WEBP')) return sized('image/webp', webp(data))
  if (starts(data, 0, '\xff\xd8\xff')) return sized('image/jpeg', jpeg(data))
  return null
}

type Size = [width: number, height: number] | null

function starts(data: Buffer, at: number, text: string): boolean {
  return data.toString('latin1', at, at + text.length) === text
}

function sized(mediaType: ImageType, size: Size): Sniffed {
  const [width, height] = size ?? [0, 0]
  return { mediaType, width: width || null, height: height || null }
}

/** Three forms of one format, each with its size elsewhere. */
function webp(data: Buffer): Size {
  if (data.length < 30) return null
  if (starts(data, 12, 'VP8X')) return [data.readUIntLE(24, 3) + 1, data.readUIntLE(27, 3) + 1]
  if (starts(data, 12, 'VP8L')) {
    const packed = data.readUInt32LE(21)
    return [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1]
  }
  if (starts(data, 12, 'VP8 '))
    return [data.readUInt16LE(26) & 0x3fff, data.readUInt16LE(28) & 0x3fff]
  return null
}

/** Segments behind one another, each with its length, until the one that begins a frame. */
function jpeg(data: Buffer): Size {
  let at = 2
  while (at + 9 <= data.length && data[at] === 0xff) {
    const marker = data[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (beginsFrame(marker)) return [data.readUInt16BE(at + 7), data.readUInt16BE(at + 5)]
    at += 2 + Math.max(2, data.readUInt16BE(at + 2))
  }
  return null
}

/** SOF0 to SOF15, but for the three that lie among them: DHT, JPG and DAC. */
function beginsFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}
