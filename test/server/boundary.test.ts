// The boundary between the browser and the API: who is let in, and what is said to everybody else.
import { calls } from '@a-parallel/contract/wire'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLive } from '../support/live-client.ts'
import { hangUp, rawRequest, rawUpgrade, sendRaw } from '../support/raw-http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
let port: number

beforeAll(async () => {
  server = await startTestServer()
  port = Number(new URL(server.origin).port)
})
afterAll(() => server.close())

const bearer = () => ['Authorization', `Bearer ${server.token}`] as const
const ownHost = () => ['Host', `localhost:${port}`] as const
const json = ['Content-Type', 'application/json'] as const
const code = (body: string) => (JSON.parse(body) as { code: string }).code

describe('the name that is asked for', () => {
  it('is one of our three', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST']) {
      const answer = await rawRequest(port, {
        path: '/api/health',
        headers: [['Host', `${host}:${port}`]],
      })
      expect([host, answer.status]).toEqual([host, 200])
    }
  })

  const others = [
    'evil.test',
    '127.evil.com',
    'localhost.evil.com',
    '[::1].x',
    '0.0.0.0',
    'localhost.',
  ]
  it.each([
    ...others.map((name) => `${name}:PORT`),
    'localhost',
    'localhost:1',
    'localhost:PORT.evil.com',
    '[::1',
  ])('is not %s', async (name) => {
    const host = name.replace('PORT', String(port))
    for (const path of ['/', '/api/health', '/api/openapi.json', '/assets/x.js', '/api/projects']) {
      const answer = await rawRequest(port, { path, headers: [['Host', host], bearer()] })
      expect(answer.status).toBeOneOf([400, 421])
      expect(answer.body).not.toContain(server.token)
    }
    const upgrade = await rawUpgrade(port, '/api/live', [['Host', host], bearer()])
    expect(upgrade.status).toBeOneOf([400, 421])
  })

  it('is there, and once', async () => {
    const statuses = async (...headers: (readonly [string, string])[]) => [
      (await rawRequest(port, { path: '/api/health', headers })).status,
      (await rawUpgrade(port, '/api/live', [...headers, bearer()])).status,
    ]
    for (const status of await statuses()) expect(status).toBeOneOf([400, 421])
    for (const status of await statuses(['Host', ''])) expect(status).toBeOneOf([400, 421])
    for (const status of await statuses(ownHost(), ['Host', 'evil.test']))
      expect(status).toBeOneOf([400, 421])
    for (const status of await statuses(['Host', 'evil.test'], ownHost()))
      expect(status).toBeOneOf([400, 421])
  })

  it('counts in the header, not in the target', async () => {
    const answer = await rawRequest(port, {
      path: `http://localhost:${port}/api/health`,
      headers: [['Host', 'evil.test']],
    })
    expect(answer.status).toBeOneOf([400, 421])
  })
})

describe('the page that asks', () => {
  const foreign = () => [
    'https://evil',
    'null',
    'http://localhost.evil',
    'http://127.0.0.1:3002',
    'http://localhost',
    `https://localhost:${port}`,
    `http://localhost:${port}.evil`,
    `http://evil.test:${port}`,
  ]

  it('may change nothing unless it is ours, and is never told that it may read', async () => {
    for (const origin of foreign()) {
      const headers = [ownHost(), bearer(), json, ['Origin', origin]] as const
      for (const method of ['POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS']) {
        const answer = await rawRequest(port, {
          method,
          path: '/api/projects',
          headers,
          body: '{}',
        })
        expect([origin, method, answer.status, code(answer.body)]).toEqual([
          origin,
          method,
          403,
          'forbidden_origin',
        ])
        expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      }
      const read = await rawRequest(port, { path: '/api/projects', headers })
      expect(read.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('may be any of our own three addresses', async () => {
    for (const origin of [
      `http://localhost:${port}`,
      `http://127.0.0.1:${port}`,
      `http://[::1]:${port}`,
    ]) {
      const headers = [ownHost(), bearer(), json, ['Origin', origin]] as const
      const answer = await rawRequest(port, {
        method: 'POST',
        path: '/api/projects',
        headers,
        body: '{}',
      })
      expect(code(answer.body)).toBe('invalid_input')
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
  })
})

describe('the live socket', () => {
  const protocol = (token: string) =>
    ['Sec-WebSocket-Protocol', `ap.live.1, ap.bearer.${token}`] as const

  it('opens for our page with the token in the subprotocol, and answers the plain protocol only', async () => {
    const answer = await rawUpgrade(port, '/api/live', [
      ownHost(),
      ['Origin', server.origin],
      protocol(server.token),
    ])
    expect(answer.status).toBe(101)
    expect(answer.headers['sec-websocket-protocol']).toBe('ap.live.1')
    expect(JSON.stringify(answer)).not.toContain(server.token)
  })

  it('opens for a program that sends the token in its header', async () => {
    expect((await rawUpgrade(port, '/api/live', [ownHost(), bearer()])).status).toBe(101)
  })

  it('is refused to other pages, without a token, and with the token anywhere else', async () => {
    const status = async (path: string, ...headers: (readonly [string, string])[]) =>
      (await rawUpgrade(port, path, [ownHost(), ...headers])).status
    for (const origin of ['http://localhost:3000', 'https://evil', 'null', 'http://localhost'])
      expect(await status('/api/live', ['Origin', origin], protocol(server.token))).toBe(403)
    expect(await status('/api/live', ['Origin', server.origin])).toBe(401)
    expect(await status('/api/live')).toBe(401)
    expect(await status('/api/live', protocol('wrong'))).toBe(401)
    expect(await status('/api/live', ['Cookie', `token=${server.token}`])).toBe(401)
    for (const path of [
      `/api/live?token=${server.token}`,
      `/api/live?access_token=${server.token}`,
    ])
      expect(await status(path)).toBeOneOf([401, 404])
    expect(await status('/', bearer())).toBe(404)
    expect(await status('//api/live', bearer())).toBeOneOf([400, 404])
  })

  it('survives callers that hang up while they are refused', async () => {
    const wanted = `GET /api/live HTTP/1.1\r\nHost: evil\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`
    await Promise.all(Array.from({ length: 50 }, () => hangUp(port, wanted)))
    expect((await server.api('GET', '/api/health')).status).toBe(200)
  })

  it('refuses frames that it does not know, and outlives giant ones', async () => {
    const client = await openLive(server)
    for (const frame of [
      '{',
      '[]',
      '{"type":"subscribe","topic":"thread:../x"}',
      '"x"',
      '{"type":"shout"}',
    ]) {
      const from = client.frames.length
      client.socket.send(frame)
      await client.waitUntil((one) => one.type === 'problem', from)
    }
    const closed = new Promise<number>((resolve) => client.socket.once('close', resolve))
    client.socket.send('x'.repeat(100_000))
    expect(await closed).toBe(1009)
    expect((await server.api('GET', '/api/health')).status).toBe(200)
  })

  it('is open to 50 at once', async () => {
    const clients = await Promise.all(Array.from({ length: 50 }, () => openLive(server)))
    expect((await rawUpgrade(port, '/api/live', [ownHost(), bearer()])).status).toBe(429)
    await clients.pop()!.close()
    await expect
      .poll(async () => (await rawUpgrade(port, '/api/live', [ownHost(), bearer()])).status)
      .toBe(101)
    await Promise.all(clients.map((client) => client.close()))
  })
})

describe('the token', () => {
  it('is asked for by every call that is not open', async () => {
    for (const declared of Object.values(calls)) {
      if (declared.open) continue
      const path = declared.path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')
      const answer = await fetch(`${server.origin}${path}`, { method: declared.method })
      expect([path, answer.status]).toEqual([path, 401])
    }
  })

  it('is compared without mercy and without a crash', async () => {
    const { token } = server
    const wrong = [
      '',
      'Bearer',
      'Bearer ',
      `Basic ${token}`,
      token,
      `Bearer ${token}x`,
      `Bearer ${token} x`,
    ]
    const more = [
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${Buffer.from('é'.repeat(64)).toString('latin1')}`,
      'Bearer []',
    ]
    for (const value of [...wrong, ...more]) {
      const answer = await rawRequest(port, {
        path: '/api/projects',
        headers: [ownHost(), ['Authorization', value]],
      })
      expect([value, answer.status]).toEqual([value, 401])
      expect(answer.body).not.toContain(token)
    }
  })

  it('counts in its header alone', async () => {
    for (const path of [
      `/api/projects?token=${server.token}`,
      `/api/projects?access_token=${server.token}`,
    ])
      expect((await rawRequest(port, { path, headers: [ownHost()] })).status).toBe(401)
    const cookie = ['Cookie', `token=${server.token}; auth=${server.token}`] as const
    expect(
      (await rawRequest(port, { path: '/api/projects', headers: [ownHost(), cookie] })).status,
    ).toBe(401)
  })

  it('cannot be fetched', async () => {
    for (const path of ['/api/auth/token', '/api/auth', '/auth-token', '/api/auth/exchange'])
      expect((await fetch(`${server.origin}${path}`)).status).toBeOneOf([404, 405])
  })

  it('is given for a code once', async () => {
    const codeOf = (link: string) => link.split('#code=')[1]!
    const link = server.signInLink()
    expect(link.startsWith(`${server.origin}/#code=`)).toBe(true)
    const exchange = (given: unknown) =>
      fetch(`${server.origin}/api/auth/exchange`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.origin },
        body: JSON.stringify({ code: given }),
      })
    const first = await exchange(codeOf(link))
    expect([first.status, await first.json()]).toEqual([200, { token: server.token }])
    for (const again of [codeOf(link), 'nonsense', '__proto__'])
      expect((await exchange(again)).status).toBe(401)
    expect((await exchange(['a'])).status).toBe(400)
  })

  it('comes into no log', async () => {
    expect(readFileSync(join(server.home, 'logs', 'server.log'), 'utf8')).not.toContain(
      server.token,
    )
  })
})

describe('what is sent', () => {
  const send = (
    path: string,
    body: string,
    type: readonly (readonly [string, string])[] = [json],
  ) => rawRequest(port, { method: 'POST', path, headers: [ownHost(), bearer(), ...type], body })

  it('is JSON and says so', async () => {
    const body = JSON.stringify({ path: '/tmp' })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      '',
    ])
      expect((await send('/api/projects', body, [['Content-Type', type]])).status).toBe(415)
    expect((await send('/api/projects', body, [])).status).toBe(415)
    for (const text of ['', '{', '{"path":}', 'null x', '\u0000'])
      expect([text, code((await send('/api/projects', text)).body)]).toEqual([text, 'invalid_json'])
    for (const text of ['null', '[]', '1', '"x"', '{"path":1}'])
      expect([text, code((await send('/api/projects', text)).body)]).toEqual([
        text,
        'invalid_input',
      ])
    expect((await server.api('GET', '/api/projects')).body.projects).toEqual([])
  })

  it('is small and flat', async () => {
    const large = await send('/api/projects', JSON.stringify({ path: 'x'.repeat(2 * 1024 * 1024) }))
    expect([large.status, code(large.body)]).toEqual([413, 'too_large'])
    const deep = await send('/api/projects', '['.repeat(200_000))
    expect([deep.status, code(deep.body)]).toEqual([400, 'invalid_json'])
    const chunk = 'x'.repeat(64 * 1024)
    const chunked = await sendRaw(
      port,
      `POST /api/projects HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${server.token}\r\n` +
        'Content-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n' +
        `${`${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(40)}0\r\n\r\n`,
    )
    expect(chunked.status).toBe(413)
    const header = await rawRequest(port, {
      path: '/api/health',
      headers: [ownHost(), ['X-Long', 'x'.repeat(20_000)]],
    })
    expect(header.status).toBe(431)
  })

  it('is not repeated when it is wrong; the field is named', async () => {
    const secret = 'my-very-secret-words'
    const answer = await send(
      '/api/threads',
      JSON.stringify({ projectId: secret, prompt: 7, [secret]: 1 }),
    )
    expect(answer.status).toBe(400)
    const problem = JSON.parse(answer.body) as Record<string, unknown>
    expect(problem).toMatchObject({
      type: 'urn:a-parallel:problem:invalid_input',
      status: 400,
      code: 'invalid_input',
      values: { field: 'projectId' },
    })
    expect(problem['requestId']).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(String(problem['detail'])).toContain('body.prompt')
    expect(answer.body).not.toContain(secret)
  })
})

describe('the address', () => {
  const odd = [
    '//api/projects',
    '/api//projects',
    '/api/%2e%2e/',
    '/api/../api/projects',
    '/api/.%2E/projects',
    '/assets/..%5c..%5cpackage.json',
    '/assets/..\\x',
    '/api%2fprojects',
    '/%00',
    '/api/projects%00',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/../../package.json',
  ]
  it.each(odd)('%s is refused in any form', async (path) => {
    for (const headers of [[ownHost(), bearer()], [ownHost()]]) {
      const answer = await rawRequest(port, { path, headers })
      expect(answer.status).toBe(400)
    }
  })

  it('that is broken gets no more than a refusal', async () => {
    for (const path of [
      '/api/threads/%zz',
      '/api/threads/%ff',
      '/%ff',
      '/api/projects/%e0%a4%a',
      '*',
    ]) {
      const answer = await rawRequest(port, { path, headers: [ownHost(), bearer()] })
      expect([path, answer.status]).toEqual([path, answer.status])
      expect(answer.status).toBeLessThan(500)
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
  })

  it('with another method is refused as such', async () => {
    const put = await server.api('PUT', '/api/projects', {})
    expect([put.status, put.body.code]).toEqual([405, 'method_not_allowed'])
    const unknown = await server.api('GET', '/api/nothing')
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found'])
  })

  it('may hold any path in its query', async () => {
    const answer = await server.api(
      'GET',
      `/api/files/browse?path=${encodeURIComponent(`${server.folder}/../`)}`,
    )
    expect(answer.status).toBe(200)
  })
})

describe('every answer', () => {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; " +
    "img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
    "frame-src 'self' http://localhost:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
    "object-src 'none'; require-trusted-types-for 'script'; trusted-types a-parallel"
  const routes = [
    '/',
    '/index.html',
    '/assets/missing.js',
    '/threads/x',
    '/api/health',
    '/api/openapi.json',
    '/api/projects',
    '/api/nothing',
    '//',
  ]

  it.each(routes)('%s carries the protective headers', async (path) => {
    const { headers } = await rawRequest(port, { path, headers: [ownHost(), bearer()] })
    expect(headers).toMatchObject({
      'content-security-policy': policy,
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['set-cookie']).toBeUndefined()
    if (path.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store')
  })

  it('to a stranger carries them too', async () => {
    const refused = await rawRequest(port, { path: '/', headers: [['Host', `evil.test:${port}`]] })
    expect(refused.headers['content-security-policy']).toBe(policy)
    expect(refused.body).not.toContain(server.folder)
  })
})

describe('the description of the API', () => {
  it('lists every call, and every reference in it leads somewhere', async () => {
    const { body, status } = await server.api('GET', '/api/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toBe('3.1.0')
    const ids = new Set<string>()
    for (const [name, declared] of Object.entries(calls)) {
      const path = declared.path.replaceAll(/:(\w+)/g, '{$1}')
      const operation = body.paths[path]?.[declared.method.toLowerCase()]
      expect([name, operation?.operationId]).toEqual([name, name])
      ids.add(operation.operationId)
      const inPath = operation.parameters.filter((one: { in: string }) => one.in === 'path')
      expect(inPath.map((one: { name: string }) => `{${one.name}}`)).toEqual(
        path.match(/\{\w+\}/g) ?? [],
      )
      expect(Boolean(operation.requestBody)).toBe(declared.body !== null)
      expect(Object.keys(operation.responses)).toEqual([String(declared.status), 'default'])
    }
    expect(ids.size).toBe(Object.keys(calls).length)
    for (const [, pointer] of JSON.stringify(body).matchAll(/"\$ref":"#([^"]+)"/g)) {
      const found = pointer!
        .split('/')
        .slice(1)
        .reduce((at, key) => at?.[key], body)
      expect([pointer, found === undefined]).toEqual([pointer, false])
    }
  })
})
