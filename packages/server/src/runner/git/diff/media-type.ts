// What kind of image some bytes are, by how they begin. Everything else is told as bytes: it is not to be drawn.

const begins: readonly [type: string, at: number, text: string][] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
  ['image/bmp', 0, 'BM'],
  ['image/x-icon', 0, '\0\0\x01\0'],
]

export function mediaTypeOf(bytes: Buffer): string {
  const found = begins.find(
    ([, at, text]) => bytes.toString('latin1', at, at + text.length) === text,
  )
  return found?.[0] ?? 'application/octet-stream'
}
