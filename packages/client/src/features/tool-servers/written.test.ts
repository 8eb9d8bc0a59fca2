// What the form sends of what was written, and how a command is shown.
import type { ToolServer } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import {
  atAddress,
  blank,
  givenOf,
  lackOf,
  openPlaces,
  shownCommand,
  writtenOf,
  writtenOfDraft,
} from './written.ts'

const server = {
  name: 'echo',
  projectId: null,
  transport: {
    type: 'stdio',
    command: 'node',
    args: ['a b', '--x'],
    names: ['KEY', 'MODE'],
    inCheckout: false,
  },
  timeoutMs: 5000,
  privateAddress: false,
} as ToolServer // What the form reads of one.

it('keeps what is kept, unless something is written over it', () => {
  const written = writtenOf(server)
  const values = written.values.map((one) => (one.name === 'MODE' ? { ...one, value: 'x' } : one))
  expect(givenOf({ ...written, values })).toEqual({
    name: 'echo',
    projectId: null,
    transport: {
      type: 'stdio',
      command: 'node',
      args: ['a b', '--x'],
      values: { KEY: null, MODE: 'x' },
      inCheckout: false,
    },
    timeoutMs: 5000,
    privateAddress: false,
  })
})

it('works in a thread’s folder only where it is of one project, and is a program', () => {
  const written = { ...blank, name: 'x', command: 'y', projectId: 'shop', inCheckout: true }
  const isIn = (some: object) => {
    const { transport } = givenOf({ ...written, ...some })
    return transport.type === 'stdio' && transport.inCheckout
  }
  expect([isIn({}), isIn({ projectId: '' }), isIn({ inCheckout: false })]).toEqual([
    true,
    false,
    false,
  ])
  expect(isIn({ type: 'http', url: 'https://x.test' })).toBe(false)
})

it.each([
  ['http://10.0.0.7/other', true],
  ['http://10.0.0.8/mcp', false],
  ['http://10.0.0.7:81/mcp', false],
  ['http://', false],
])('an address of one’s own network that was meant is another at %s', (url, stays) => {
  const before = { ...blank, url: 'http://10.0.0.7/mcp', privateAddress: true }
  expect({ ...before, ...atAddress(before, url) }).toMatchObject({ url, privateAddress: stays })
})

it('is filled from a draft', () => {
  const transport = { type: 'http', url: 'https://x.test', values: { A: '' } } as const
  const written = writtenOfDraft({
    name: 'x',
    transport,
    timeoutMs: null,
    missing: ['A'],
    places: [],
  })
  expect(written).toMatchObject({ type: 'http', url: 'https://x.test', timeout: '' })
  expect(lackOf(written)).toBe('value')
})

it.each([
  [{ type: 'http', url: 'https://{tenant}.test' }, ['{tenant}']],
  [{ type: 'http', url: 'https://a.test' }, []],
  [{ type: 'http', url: 'https://a.test', args: '{tenant}' }, []],
  [{ command: 'x', args: '-v\n{path}:/data\n--in={tenant}' }, ['{tenant}', '{path}']],
  [{ command: 'x', args: '{mine}' }, []],
  [
    { command: 'x', values: [{ id: 0, name: 'A', value: 'Bearer {path}', kept: false }] },
    ['{path}'],
  ],
] as const)('%j leaves %j to be filled in', (some, open) => {
  const values = 'values' in some ? [...some.values] : []
  const written = { ...blank, name: 'x', places: ['{tenant}', '{path}'], ...some, values }
  expect(openPlaces(written)).toEqual(open)
  expect(lackOf(written)).toBe(open.length > 0 ? 'place' : null)
})

it.each([
  [{}, 'name'],
  [{ name: '--scope' }, 'name'],
  [{ name: 'a__b' }, 'name'],
  [{ name: 'x' }, 'command'],
  [{ name: 'x', command: './tools/x' }, 'relative'],
  [{ name: 'x', command: '~/bin/x' }, 'relative'],
  [{ name: 'x', command: 'tools/x', inCheckout: true }, 'relative'],
  [{ name: 'x', command: 'tools/x', inCheckout: true, projectId: 'shop' }, null],
  [{ name: 'x', command: '/opt/tools/x' }, null],
  [{ name: 'x', command: String.raw`C:\tools\x.exe` }, null],
  [{ name: 'x', type: 'http', url: 'file:///x' }, 'url'],
  [{ name: 'x', command: 'y', values: [{ id: 1, name: '', value: 'v', kept: false }] }, 'value'],
  [{ name: 'x', command: 'y', timeout: '0' }, 'timeout'],
  [{ name: 'x', command: 'y', timeout: '1.5' }, null],
  [{ name: 'x', type: 'sse', url: 'http://x' }, null],
] as const)('%j lacks %s', (some, lack) => {
  expect(lackOf({ ...blank, ...some, values: [...('values' in some ? some.values : [])] })).toBe(
    lack,
  )
})

it.each([
  ['node', ['server.js', '--port=1'], 'node server.js --port=1'],
  ['/a b/x', ["it's", ''], String.raw`'/a b/x' 'it'\''s' ''`],
  ['sh', ['-c', 'rm -rf /; x'], "sh -c 'rm -rf /; x'"],
])('%s %j is shown as %s', (command, args, shown) => {
  expect(shownCommand(command, args)).toBe(shown)
})
