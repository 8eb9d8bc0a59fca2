// How tool servers stand, read of what the program says of them, and told again to a server that was not there.
import { expect, test } from 'vitest'
import { only, signalsFor } from '../../../../../../../test/support/replay.ts'
import { claudeCode } from '../driver.ts'

const uuid = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'
const answers = (response: object) => ({ type: 'control_response', response })
const told = (servers: object[], more: object = {}) => [
  { type: 'tool-servers-told', servers, partly: true, ...more },
]
const said = (response: object) => signalsFor(answers(response))

test('is told of those that were given: why some failed, which are new, and which went', () => {
  const response = { added: ['echo', 'phone'], removed: ['old'], errors: { phone: 'HTTP 500' } }
  const given = { subtype: 'success', request_id: 'give-tool-servers', response }
  expect(said(given)).toEqual(
    told([{ name: 'phone', status: 'failed', error: 'HTTP 500' }], {
      added: ['echo'],
      removed: ['old'],
    }),
  )
})

test.each([
  [undefined, 'connected', null],
  ['Server status: needs-auth', 'needs-sign-in', null],
  ['Server status: pending', 'pending', null],
  ['Server status: what is this', 'failed', 'Server status: what is this'],
  ['MCP error -32000: Connection closed', 'failed', 'MCP error -32000: Connection closed'],
])('of one that was reached anew: %s', (error, status, why) => {
  const subtype = error === undefined ? 'success' : 'error'
  expect(said({ subtype, request_id: 'reconnect-tool-server:echo', error })).toEqual(
    told([{ name: 'echo', status, error: why }]),
  )
})

test('nothing of one that was taken away meanwhile', () => {
  const error = 'Server not found: echo'
  expect(said({ subtype: 'error', request_id: 'reconnect-tool-server:echo', error })).toEqual([])
})

test('is told again where an agent that lives is greeted by a server that was not there', () => {
  const before = claudeCode.decoder('/work', null)
  const read = (line: object) => before.read(JSON.stringify(line), 0, 1)
  const mcp_servers = [
    { name: 'echo', status: 'failed' },
    { name: 'phone', status: 'needs-auth' },
    { name: 'mended', status: 'failed' },
    { name: 'old', status: 'connected' },
  ]
  read({ type: 'system', subtype: 'init', session_id: 's', uuid, mcp_servers })
  read(answers({ subtype: 'success', request_id: 'reconnect-tool-server:mended' }))
  const response = { removed: ['old'] }
  read(answers({ subtype: 'success', request_id: 'give-tool-servers', response }))
  const after = claudeCode.decoder('/work', before.checkpoint())
  const greeting = answers({ subtype: 'success', request_id: 'greet', response: {} })
  expect(only(after.read(JSON.stringify(greeting), 1, 2), 'tool-servers-told')).toEqual(
    told([
      { name: 'echo', status: 'failed', error: null },
      { name: 'phone', status: 'needs-sign-in', error: null },
      { name: 'mended', status: 'connected', error: null },
    ]),
  )
})
