import { expect, it } from 'vitest'
import { takesSignIn } from './address.ts'

const known = new Map([['code.acme.example', 'https://code.acme.example/api/v3']])

it.each([
  ['github.com', true],
  ['code.acme.example', true],
  ['github.evil.example', false],
  ['github.com.evil.example', false],
  ['evil.ghe.com', false],
  ['', false],
])('%j may be given the sign-in of the GitHub CLI: %s', (host, may) => {
  expect(takesSignIn(host, known)).toBe(may)
})
