import { createSecretKey, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openSealer } from './seal.ts'

const key = () => createSecretKey(randomBytes(32))
const mine = { owner: 'ana', purpose: 'host:github.com' }
const token = 'ghp_0123456789abcdef'

it('opens what it sealed, and gives other bytes each time', () => {
  const { seal, open } = openSealer([key()])
  const sealed = [seal(mine, token), seal(mine, token)]
  expect(sealed[0]).not.toBe(sealed[1])
  expect(sealed.join(' ')).not.toContain('ghp_')
  for (const one of sealed) expect(open(mine, one)).toEqual({ text: token, stale: false })
  expect(open(mine, seal(mine, ''))).toEqual({ text: '', stale: false })
})

it.each([
  ['of another owner', { ...mine, owner: 'ben' }],
  ['of another purpose', { ...mine, purpose: 'host:example.com' }],
  ['whose parts were moved between them', { owner: 'ana","host', purpose: 'github.com' }],
])('does not open one %s', (_, context) => {
  const { seal, open } = openSealer([key()])
  expect(open(context, seal(mine, token))).toBeNull()
})

it('does not open one of which a bit changed', () => {
  const { seal, open } = openSealer([key()])
  const parts = seal(mine, token).split('.')
  for (const part of [2, 3]) {
    const bytes = Buffer.from(parts[part]!, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      expect(open(mine, parts.with(part, flipped.toString('base64url')).join('.'))).toBeNull()
    }
  }
})

it.each(['', 'v1', 'v1...', 'v1.a.b.c', 'v2', token])('does not open %j', (text) => {
  expect(openSealer([key()]).open(mine, text)).toBeNull()
})

it('opens with an older key, and says that it is one', () => {
  const [older, newer] = [key(), key()]
  const sealed = openSealer([older]).seal(mine, token)
  expect(openSealer([newer, older]).open(mine, sealed)).toEqual({ text: token, stale: true })
  expect(openSealer([newer]).open(mine, sealed)).toBeNull()
})
