import { expect, test } from 'vitest'
import { addressesOf, originOf, originsOf, readLoopback } from './loopback.ts'

test.each([
  ['localhost', 'localhost'],
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['[::1]', '::1'],
  ['0.0.0.0', null],
  ['::', null],
  ['127.0.0.1.evil.test', null],
  ['LOCALHOST', null],
  ['', null],
])('HOST=%s is %s', (given, host) => expect(readLoopback(given)).toBe(host))

test.each([
  [
    'localhost',
    ['127.0.0.1', '::1'],
    'http://localhost:1',
    ['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1'],
  ],
  ['127.0.0.1', ['127.0.0.1'], 'http://127.0.0.1:1', ['http://localhost:1', 'http://127.0.0.1:1']],
  ['::1', ['::1'], 'http://[::1]:1', ['http://localhost:1', 'http://[::1]:1']],
] as const)('%s listens on %j', (host, addresses, origin, origins) => {
  expect(addressesOf(host)).toEqual(addresses)
  expect(originOf(host, 1)).toBe(origin)
  expect(originsOf(host, 1)).toEqual(origins)
})
