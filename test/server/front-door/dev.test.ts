// What developers start, through the same front door: the pair with reload, in which a browser signs in on the page's own
// port, and the look into the database.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { root } from '../../../scripts/building/root.ts'
import { freePort } from '../../../scripts/cloning/served.ts'
import { openLive } from '../../support/live-client.ts'

let folder: string
let child: ChildProcess | null = null
/** Settled when what was begun last has ended. */
let over: Promise<unknown> = Promise.resolve()
let said: string

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-dev-')))
})
afterEach(async () => {
  if (child) await end(child)
  rmSync(folder, { recursive: true, force: true })
})

function begin(verb: string, args: string[], env: NodeJS.ProcessEnv): void {
  said = ''
  const own = { HOME: folder, A_PARALLEL_HOME: join(folder, 'data'), A_PARALLEL_OPEN: '0' }
  const started = spawn(process.execPath, [join(root, 'scripts/run.mjs'), verb, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...own, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = started
  over = once(started, 'close')
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
}

/** Asks the front door alone, as Ctrl-C does of its group; gives its exit code. */
async function end(of: ChildProcess): Promise<number | null> {
  child = null
  if (of.exitCode === null && of.signalCode === null) {
    if (of.pid !== undefined) process.kill(-of.pid, 'SIGTERM')
    await over
  }
  return of.exitCode
}

/** What stands in the place of the pattern's brackets, once it was printed. */
async function printed(pattern: RegExp): Promise<string> {
  await expect
    .poll(() => pattern.test(said) || child?.exitCode, { timeout: 60_000, message: said })
    .toBe(true)
  return pattern.exec(said)?.[1] ?? ''
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}

it('`npm run dev`: its link opens the page with reload, and signs in there, once', async () => {
  const [PORT, page] = [await freePort(), await freePort()]
  begin('dev', [], { PORT: String(PORT), A_PARALLEL_DEV_PORT: String(page) })
  const origin = `http://localhost:${page}`
  const link = new URL(await printed(/^Sign in once in this browser: (\S+)$/m))
  await printed(/^The web app with reload: (\S+)$/m)
  expect([link.origin, link.pathname]).toEqual([origin, '/'])
  const html = await (await fetch(link)).text()
  expect(html).toContain('/@vite/client')
  const entry = /src="(\/[^"]+main\.tsx[^"]*)"/.exec(html)?.[1]
  const script = await fetch(new URL(entry ?? '', origin))
  expect([script.status, script.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('javascript'),
  ])
  const code = link.hash.replace('#code=', '')
  const exchange = () => post(`${origin}/api/auth/exchange`, { code }, { origin })
  const { status, body } = await exchange()
  expect(status).toBe(200)
  const { token } = body
  const headers = { authorization: `Bearer ${token}` }
  expect((await fetch(`${origin}/api/projects`, { headers })).status).toBe(200)
  const live = await openLive({ origin, token })
  live.subscribe('index')
  await live.waitUntil(({ type }) => type === 'index')
  await live.close()
  expect((await exchange()).body.code).toBe('code_used')
  const evil = await post(`${origin}/api/auth/exchange`, { code }, { origin: 'http://evil.test' })
  expect(evil.body.code).toBe('forbidden_origin')
  expect(await end(child!)).toBe(0)
  const gone = () =>
    fetch(`http://127.0.0.1:${PORT}/api/health`).then(
      () => false,
      () => true,
    )
  await expect.poll(gone).toBe(true)
})

it('`npm run db:studio` looks into the database that `npm run db:push` made, on loopback', async () => {
  begin('db-push', [], {})
  await printed(/data\.db (was made)\./)
  await over
  const port = await freePort()
  // Where it finds mkcert it would serve over https.
  begin('db-studio', ['--port', String(port)], { PATH: '/nowhere' })
  expect(await printed(/running on.*?(https:[\w/.?=&-]+)/)).toContain(`port=${port}`)
  const studio = `http://127.0.0.1:${port}/`
  const { body } = await post(studio, { type: 'init' })
  expect(body).toMatchObject({ dialect: 'sqlite' })
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
  const asked = { type: 'proxy', data: { sql, params: [], method: 'all', mode: 'object' } }
  const { body: tables } = await post(studio, asked)
  expect(JSON.stringify(tables)).toContain('projects')
})
