// The data directory and the port: private whatever surrounds them, one server at a time, loopback only.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rawRequest, sendRaw } from '../support/raw-http.ts'
import { readConfig } from '../../packages/server/src/config.ts'
import { serve } from '../../packages/server/src/serve.ts'
import { refusedServer, startServerProcess } from '../support/server-process.ts'

let folder: string
let home: string
let env: NodeJS.ProcessEnv

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-home-'))
  home = join(folder, 'data')
  env = {
    PATH: process.env['PATH'],
    HOME: folder,
    A_PARALLEL_HOME: home,
    A_PARALLEL_OPEN: '0',
    PORT: '0',
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function modes(path: string): string[] {
  const found = lstatSync(path)
  const mode = `${(found.mode & 0o7777).toString(8)} ${path}`
  if (!found.isDirectory()) return [mode]
  return [mode, ...readdirSync(path).flatMap((name) => modes(join(path, name)))]
}

describe('the data directory', () => {
  it('is closed to other users, whatever the umask and whatever lay there', async () => {
    mkdirSync(home, { mode: 0o777 })
    chmodSync(home, 0o777)
    const token = 'a-token-of-more-than-twenty-letters'
    writeFileSync(join(home, 'auth-token'), `${token}\n`, { mode: 0o644 })
    const server = await startServerProcess(env, 'umask 0; exec "$@"')
    try {
      expect(server.token).toBe(token)
      const open = modes(home).filter((mode) => {
        const [bits = '', path = ''] = mode.split(' ')
        return bits !== (statSync(path).isDirectory() ? '700' : '600')
      })
      expect(open).toEqual([])
      expect(readdirSync(home)).toEqual(
        expect.arrayContaining(['auth-token', 'data.db', 'logs', 'runs', 'worktrees']),
      )
    } finally {
      await server.end('SIGTERM')
    }
  })

  it('is refused when links or rubbish stand in it', async () => {
    mkdirSync(home)
    const victim = join(folder, 'victim')
    writeFileSync(victim, 'do not touch me, I am longer than twenty letters\n', { mode: 0o644 })
    symlinkSync(victim, join(home, 'auth-token'))
    await expect(serve(readConfig(env), env)).rejects.toThrow('not a plain file')
    expect(statSync(victim).mode & 0o777).toBe(0o644)
    rmSync(join(home, 'auth-token'))
    writeFileSync(join(home, 'auth-token'), '\n')
    await expect(serve(readConfig(env), env)).rejects.toThrow('no usable token')
    rmSync(home, { recursive: true })
    mkdirSync(join(folder, 'elsewhere'))
    symlinkSync(join(folder, 'elsewhere'), home)
    await expect(serve(readConfig(env), env)).rejects.toThrow('not a folder')
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([])
  })

  it('has one server; a second one is told which, and the first is not disturbed', async () => {
    const first = await startServerProcess(env)
    try {
      const second = await refusedServer(env)
      expect(second.code).toBe(1)
      expect(second.stderr).toContain(`pid ${first.pid}`)
      expect(second.stderr.split('\n').filter((line) => line !== '')).toHaveLength(1)
      expect((await fetch(`${first.origin}/api/health`)).status).toBe(200)
    } finally {
      await first.end('SIGKILL')
    }
    const third = await startServerProcess(env)
    expect((await third.end('SIGTERM')).code).toBe(0)
  })
})

describe('the address', () => {
  it('that others could reach is refused, and nothing is made', async () => {
    const refused = await refusedServer({ ...env, HOST: '0.0.0.0' })
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('HOST=0.0.0.0')])
    expect(refused.stderr).not.toContain('    at ')
    for (const HOST of ['::', '192.168.1.2', 'example.com', '127.evil.com'])
      expect(() => readConfig({ ...env, HOST })).toThrow(HOST)
    expect(existsSync(home)).toBe(false)
  })

  it('is loopback only, and its port is free at once after the end', async () => {
    const server = await startServerProcess(env)
    const port = Number(new URL(server.origin).port)
    expect(listening(port).toSorted()).toEqual(['127.0.0.1', '::1'])
    const ended = await server.end('SIGTERM')
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    const again = await startServerProcess({ ...env, PORT: String(port) })
    expect(again.origin).toBe(server.origin)
    expect((await again.end('SIGINT')).code).toBe(0)
  })

  it.each(['127.0.0.1', '::1'])('is %s alone where HOST says so', async (HOST) => {
    const there = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
    if (!there.some(({ address }) => address === HOST)) {
      const refused = await refusedServer({ ...env, HOST })
      return expect(refused.stderr).toContain(`This machine has no address ${HOST}`)
    }
    const [name, other] = HOST === '::1' ? ['[::1]', '127.0.0.1'] : [HOST, '[::1]']
    const server = await startServerProcess({ ...env, HOST })
    const { origin, port } = new URL(server.signInLink)
    expect([origin, server.origin]).toEqual([`http://${name}:${port}`, `http://${name}:${port}`])
    expect(listening(Number(port))).toEqual([HOST])
    const answerTo = async (host: string, from: string) => {
      const headers = [
        ['Host', `${host}:${port}`],
        ['Origin', `http://${from}:${port}`],
        ['Content-Type', 'application/json'],
      ] as const
      const ask = { method: 'POST', path: '/api/auth/exchange', headers, body: '{"code":"none"}' }
      const { body } = await rawRequest(Number(port), { ...ask, address: HOST })
      return (JSON.parse(body) as { code: string }).code
    }
    expect(await answerTo(name, name)).toBe('code_used')
    expect(await answerTo('localhost', 'localhost')).toBe('code_used')
    expect(await answerTo(other, name)).toBe('wrong_host')
    expect(await answerTo(name, other)).toBe('forbidden_origin')
    expect((await server.end('SIGTERM')).code).toBe(0)
  })

  it('that is taken is an error that says so, and leaves nothing half started', async () => {
    for (const host of ['127.0.0.1', '::1']) {
      const other = createServer().listen(0, host)
      await once(other, 'listening')
      const { port } = other.address() as { port: number } // A TCP server's address has a port.
      const taken = { ...env, PORT: String(port) }
      await expect(serve(readConfig(taken), taken)).rejects.toThrow(`Port ${port} is taken`)
      expect(existsSync(join(home, 'data.db'))).toBe(false)
      expect(existsSync(join(home, 'server.json'))).toBe(false)
      if (host === '127.0.0.1') {
        const refused = await refusedServer(taken)
        expect([refused.code, refused.stderr.trim().split('\n')]).toEqual([1, [expect.any(String)]])
      }
      other.close()
    }
    const server = await serve(readConfig(env), env)
    await server.close()
  })

  it('must be a port', () => {
    for (const PORT of ['70000', 'abc', '-1'])
      expect(() => readConfig({ ...env, PORT })).toThrow('PORT')
  })
})

it('the end comes soon, though readers do not answer', async () => {
  const server = await startServerProcess(env)
  const port = Number(new URL(server.origin).port)
  const wanted =
    `GET /api/live HTTP/1.1\r\nHost: localhost:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
    `Authorization: Bearer ${server.token}\r\n\r\n`
  const silent = sendRaw(port, wanted)
  const half = sendRaw(port, 'POST /api/projects HTTP/1.1\r\nContent-Length: 10\r\n')
  await expect.poll(() => established(port)).toBeGreaterThanOrEqual(2)
  const ended = await server.end('SIGTERM')
  expect(ended.code).toBe(0)
  expect(ended.took).toBeLessThan(5_000)
  await Promise.all([silent, half])
  expect(readFileSync(join(home, 'logs', 'server.log'), 'utf8')).toContain('the server is down')
})

/** Local addresses that listen on a port, as the kernel lists them (proc(5)). */
function listening(port: number): string[] {
  return sockets(port, '0A')
}

function established(port: number): number {
  return sockets(port, '01').length
}

function sockets(port: number, state: string): string[] {
  const names: Record<string, string> = {
    '0100007F': '127.0.0.1',
    '00000000000000000000000001000000': '::1',
  }
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === state)
      .map((fields) => (fields[1] ?? '').split(':'))
      .filter(([, at]) => Number.parseInt(at ?? '', 16) === port)
      .map(([address = '']) => names[address] ?? address),
  )
}
