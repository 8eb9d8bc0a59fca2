// The images in a request: which they are, and what they weigh. Their bytes are looked at once and not kept.
import { createHash } from 'node:crypto'
import { blocksOf, type ApiMessage, type ContentBlock } from './request.ts'

/** One image of a conversation. */
export type SeenImage = {
  readonly mediaType: string
  readonly bytes: number
  /** Of its bytes, in hex. */
  readonly sha256: string
}

/** About what the real service counts for a picture of a screen. */
const tokensPerImage = 1_600

/** All images of a conversation that stand in it as bytes, in order; those in tool results included. */
export function imagesOf(messages: readonly ApiMessage[]): SeenImage[] {
  return dataOf(messages).map(({ mediaType, data }) => {
    const bytes = Buffer.from(data, 'base64')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { mediaType, bytes: bytes.length, sha256 }
  })
}

/** Tokens of a request of so many characters, at `charsPerToken`: an image counts as a picture, not as its text. */
export function tokensOf(
  messages: readonly ApiMessage[],
  characters: number,
  charsPerToken: number,
): number {
  const images = dataOf(messages)
  const inImages = images.reduce((sum, { data }) => sum + data.length, 0)
  return Math.ceil((characters - inImages) / charsPerToken) + images.length * tokensPerImage
}

type ImageData = { mediaType: string; data: string }

function dataOf(messages: readonly ApiMessage[]): ImageData[] {
  return messages.flatMap(({ content }) => blocksOf(content).flatMap(inBlock))
}

function inBlock(block: ContentBlock): ImageData[] {
  const { source, content } = block
  if (block.type === 'image' && typeof source === 'object' && source !== null) {
    if (!('data' in source) || typeof source.data !== 'string') return []
    const mediaType = 'media_type' in source ? String(source.media_type) : ''
    return [{ mediaType, data: source.data }]
  }
  if (!Array.isArray(content)) return []
  // Tool results hold blocks; whatever has no type is none.
  return content.flatMap((part: unknown) => (isBlock(part) ? inBlock(part) : []))
}

function isBlock(part: unknown): part is ContentBlock {
  return typeof part === 'object' && part !== null && 'type' in part
}
