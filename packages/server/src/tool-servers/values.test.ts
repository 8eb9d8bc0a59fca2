// Which values of a tool server are kept, and what is told of it without them.
import type { GivenTransport, ToolServerTransport } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { valuesOf, withoutValues } from './values.ts'

const cases: [Record<string, string>, string, string][] = [
  [{ KEY: 'sk-0123456789' }, 'refused sk-0123456789', 'refused •••'],
  [{ Authorization: 'Bearer sk-0123456789' }, '401: token sk-0123456789', '401: token •••'],
  [{ Authorization: 'Bearer sk-0123456789' }, 'no Bearer sk-0123456789!', 'no •••!'],
  [{ Authorization: 'Bearer sk-0123456789' }, 'Bearer is missing', 'Bearer is missing'],
  [{ DEBUG: 'on', MODE: 'true' }, 'on: true', 'on: •••'],
]

it.each(cases)('%j is not told in %j', (values, said, told) => {
  expect(withoutValues(said, values)).toBe(told)
})

const program = (command: string, args: string[] = []) =>
  ({
    type: 'stdio',
    command,
    args,
    names: ['KEY'],
    inCheckout: false,
  }) satisfies ToolServerTransport
const place = (url: string) => ({ type: 'http', url, names: ['KEY'] }) satisfies ToolServerTransport
const changes: [ToolServerTransport, ToolServerTransport, boolean][] = [
  [program('npx', ['-y', 'one']), program('npx', ['-y', 'one']), true],
  [program('npx', ['-y', 'one']), program('npx', ['-y', 'other']), false],
  [program('npx', ['-y', 'one']), program('npx', ['-y one']), false],
  [program('npx'), program('/tmp/other'), false],
  [program('https://x.test'), place('https://x.test'), false],
  [place('https://x.test/a'), place('https://x.test/b'), true],
  [place('https://x.test/a'), place('https://y.test/a'), false],
  [place('https://x.test/a'), place('http://x.test/a'), false],
]

it.each(changes)('what was kept for %j goes with %j: %s', (transport, next, goes) => {
  const given = { ...next, values: { KEY: null } } as GivenTransport // One of both kinds, as `next` is.
  const kept = () => valuesOf(given, { transport, read: () => ({ KEY: 'kept' }) })
  if (goes) expect(kept()).toEqual({ KEY: 'kept' })
  else expect(kept).toThrow('Enter the value of KEY.')
})
