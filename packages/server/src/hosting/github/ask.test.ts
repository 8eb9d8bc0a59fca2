// A token goes to its host's API and nowhere else, whatever the API answers.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { apiOf } from './address.ts'
import { askApi } from './ask.ts'

const servers: Server[] = []
let seen: string[]
beforeEach(() => {
  seen = []
})
afterEach(() => servers.splice(0).forEach((server) => server.close()))

async function listen(location: (path: string) => string | null): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization ?? '-'}`)
    const next = location(request.url ?? '')
    response.writeHead(next === null ? 200 : 302, next === null ? {} : { location: next })
    response.end('{}')
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // It listens on a port.
}

const ask = { method: 'GET', path: '/a', token: 'ghp_x' } as const
const place = (root: string) => apiOf('github.com', new Map([['github.com', root]]))

it('follows its own redirects, and no others into networks behind it', async () => {
  const inner = await listen(() => null)
  const root = await listen((path) => (path === '/a' ? '/b' : path === '/b' ? `${inner}/c` : null))
  for (const elsewhere of [false, true]) {
    const answer = await askApi(place(root), { ...ask, elsewhere })
    expect([answer.status, answer.headers.location]).toEqual([302, `${inner}/c`])
  }
  expect(new Set(seen)).toEqual(new Set(['/a Bearer ghp_x', '/b Bearer ghp_x']))
})

it('does not go round for ever, and sends nothing twice that changes something', async () => {
  const root = await listen(() => '/a')
  expect((await askApi(place(root), ask)).status).toBe(302)
  expect(seen).toHaveLength(4)
  await askApi(place(root), { ...ask, method: 'POST', body: {} })
  expect(seen).toHaveLength(5)
})

it.each([
  ['github.com', 'https://api.github.com'],
  ['acme.ghe.com', 'https://api.acme.ghe.com'],
  ['code.acme.example', 'https://code.acme.example/api/v3'],
])('the API of %s is %s', (host, root) => {
  expect(apiOf(host, new Map())).toEqual({ host, root, trusted: false })
})

it('speaks to nobody who is not public, by name or by what a name leads to', async () => {
  for (const host of ['localhost', '10.0.0.1', 'git.lan', '[::1]', '2130706433'])
    expect(() => apiOf(host, new Map())).toThrow('is no public host')
  const local = { host: 'x', root: 'https://localhost', trusted: false }
  await expect(askApi(local, ask)).rejects.toMatchObject({ code: 'host_refused' })
  const plain = { host: 'x', root: 'http://example.com', trusted: false }
  await expect(askApi(plain, ask)).rejects.toMatchObject({ code: 'host_refused' })
})
