// What an image may be. Plain values: pages need them, and no schema.
import type { ImageType } from '../../nouns/messages/image.ts'

/** Bytes of one image, and how many a message carries. The agent itself makes them smaller before it sends them on. */
export const imageLimits = { bytes: 5 * 1024 * 1024, count: 10 } as const

/** As the noun has them: what the Messages API takes. */
export const imageTypes: readonly ImageType[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]
