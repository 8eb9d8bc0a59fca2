import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { imagesOf, tokensOf } from './images.ts'

const bytes = Buffer.from('a picture')
const image = (data = bytes.toString('base64')) => ({
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data },
})
const seen = {
  mediaType: 'image/png',
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
}

test('finds images of messages and of tool results, and nothing else', () => {
  const messages = [
    { role: 'user', content: [image(), { type: 'text', text: 'Look' }] },
    { role: 'assistant', content: 'A picture.' },
    { role: 'user', content: [{ type: 'tool_result', content: [image(), null, 'x'] }] },
    { role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'https://x' } }] },
  ]
  expect(imagesOf(messages)).toEqual([seen, seen])
})

test('an image weighs what a picture weighs, however long its text is', () => {
  const messages = [{ role: 'user', content: [image('x'.repeat(100_000))] }]
  expect(tokensOf(messages, 100_400, 4)).toBe(100 + 1_600)
  expect(tokensOf([], 400, 4)).toBe(100)
})
