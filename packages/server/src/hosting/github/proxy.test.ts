// Which requests go through a proxy, and that those that do go nowhere else.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { apiOf } from './address.ts'
import { askApi } from './ask.ts'
import { proxyFor } from './proxy.ts'

const set = { HTTPS_PROXY: 'http://proxy.example:3128' }

it.each([
  ['nothing is set', 'https://api.github.com', {}, null],
  ['one is set', 'https://api.github.com', set, 'http://proxy.example:3128/'],
  ['small letters come first', 'https://a.b', { ...set, https_proxy: 'http://x:1' }, 'http://x:1/'],
  ['no scheme is named', 'https://a.b', { HTTPS_PROXY: 'proxy:1' }, 'http://proxy:1/'],
  [
    'it has a name and a password',
    'https://a.b',
    { HTTPS_PROXY: 'https://a:b@p' },
    'https://a:b@p/',
  ],
  ['it is no https', 'http://a.b', { ...set, HTTP_PROXY: 'http://x:1' }, null],
  ['the host is left out', 'https://api.github.com', { ...set, NO_PROXY: 'a.b, github.com' }, null],
  ['all below it is', 'https://api.github.com', { ...set, no_proxy: '.github.com' }, null],
  ['by a star', 'https://api.github.com', { ...set, NO_PROXY: '*.github.com' }, null],
  ['every one is', 'https://api.github.com', { ...set, NO_PROXY: '*' }, null],
  ['at this port', 'https://a.b:8443', { ...set, NO_PROXY: 'a.b:8443' }, null],
  [
    'at another port',
    'https://a.b',
    { ...set, NO_PROXY: 'a.b:8443' },
    'http://proxy.example:3128/',
  ],
  [
    'one that ends alike',
    'https://xa.b',
    { ...set, NO_PROXY: 'a.b' },
    'http://proxy.example:3128/',
  ],
  ['an address', 'https://[::1]', { ...set, NO_PROXY: '::1,10.0.0.1' }, null],
])('where %s', (_, address, env, expected) => {
  expect(proxyFor(new URL(address), env)?.href ?? null).toBe(expected)
})

it.each(['http://', 'socks5://proxy:1080'])('says that %s is no proxy', (address) => {
  expect(() => proxyFor(new URL('https://a.b'), { HTTPS_PROXY: address })).toThrow(
    expect.objectContaining({ code: 'host_proxy_invalid' }),
  )
})

it('asks the proxy for the host, says no token to it, and tells when it refuses', async () => {
  const asked: string[] = []
  const proxy = createServer()
  proxy.on('connect', ({ method, url, headers }, socket) => {
    asked.push(`${method} ${url} ${headers.authorization ?? '-'} ${headers['proxy-authorization']}`)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo // It listens on a port.
  const env = { HTTPS_PROXY: `http://ada:secret@127.0.0.1:${port}` }
  const ask = { method: 'GET', path: '/user', token: 'ghp_x' } as const
  const place = apiOf('code.acme.example', new Map())
  await expect(askApi(place, ask, env)).rejects.toMatchObject({ code: 'host_unreachable' })
  const basic = Buffer.from('ada:secret').toString('base64')
  expect(asked).toEqual([`CONNECT code.acme.example:443 - Basic ${basic}`])
  const inside = { host: 'x', root: 'https://localhost', trusted: false }
  await expect(askApi(inside, ask, env)).rejects.toMatchObject({ code: 'host_refused' })
  expect(asked).toHaveLength(1)
  proxy.close()
})
