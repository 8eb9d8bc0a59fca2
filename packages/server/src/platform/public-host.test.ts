// A name that leads outside when it is looked at, and inside when the connection is made, leads nowhere.
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicLookup, type Resolve } from './public-host.ts'

let connections = 0
const inner = createServer((socket) => {
  connections += 1
  socket.destroy()
})
beforeAll(() => new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve)))
afterAll(() => void inner.close())

const refused = (host: string) => new Error(`${host} is refused`)
const leadsTo =
  (...addresses: string[]): Resolve =>
  (_, __, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

/** Why a request to a name that leads there failed. */
function failure(resolve: Resolve): Promise<string> {
  const { port } = inner.address() as AddressInfo // It listens on TCP.
  const lookup = publicLookup(refused, resolve)
  return new Promise((told) => {
    const asked = request({ host: 'rebound.example', port, lookup, agent: false })
    asked.on('error', (cause) => told(cause.message))
    asked.end()
  })
}

it.each([
  [['127.0.0.1']],
  [['::ffff:127.0.0.1']],
  [['93.184.216.34', '127.0.0.1']],
  [['169.254.169.254']],
  [[]],
])('nothing is sent to a name that leads to %j by now', async (addresses) => {
  expect(await failure(leadsTo(...addresses))).toBe('rebound.example is refused')
  expect(connections).toBe(0)
})

it('a name that cannot be looked up says so', async () => {
  const cause = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  expect(await failure((_, __, done) => done(cause, []))).toBe('no such name')
})

it('what is found is what is connected to', () => {
  const found: unknown[] = []
  const lookup = publicLookup(refused, leadsTo('93.184.216.34', '2606:2800:21f::1'))
  lookup('x.example', { all: true }, (...answer) => found.push(answer))
  lookup('x.example', {}, (...answer) => found.push(answer))
  expect(found).toEqual([
    [
      null,
      [
        { address: '93.184.216.34', family: 4 },
        { address: '2606:2800:21f::1', family: 6 },
      ],
    ],
    [null, '93.184.216.34', 4],
  ])
})
