// Accounts at hosts: a token is checked by its host, kept sealed and never shown again; each way in which it can fail.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { resetsAt, startGithub, type FakeGithub } from '../../support/hosting/github.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'

const token = 'ghp_0123456789abcdefSECRET'
const host = 'github.com'
let github: FakeGithub
let server: TestServer

beforeAll(async () => {
  github = await startGithub()
  github.tokens.set(token, { login: 'ada', scopes: ['repo', 'read:org'] })
  github.tokens.set('github_pat_fine', { login: 'ada', scopes: null })
  github.tokens.set('gho_cli', { login: 'ada-cli', scopes: ['repo'] })
  server = await startTestServer({
    env: {
      A_PARALLEL_GITHUB_APIS: `github.com=${github.origin},ghe.acme.example=${github.origin}`,
    },
  })
})
afterAll(async () => {
  await server?.close()
  await github?.close()
})
beforeEach(() => {
  github.remaining = 5000
})

const add = (body: object) => server.api('POST', '/api/host-accounts', { host, token, ...body })
const list = async () => (await server.api('GET', '/api/host-accounts')).body.accounts
const remove = (name = host) => server.api('DELETE', `/api/host-accounts/${name}`)

/** Every byte in the data directory. */
function allFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      // The server lives: what it wrote for a moment may be gone.
      return existsSync(path) ? readFileSync(path, 'latin1') : ''
    })
    .join('\n')
}

it('keeps a token that its host knows, and tells of it only what is needed to recognise it', async () => {
  const added = await add({})
  const account = {
    host,
    source: 'token',
    login: 'ada',
    lastFour: 'CRET',
    scopes: ['repo', 'read:org'],
    since: expect.any(String),
    problem: null,
  }
  expect([added.status, added.body]).toEqual([201, account])
  expect(await list()).toEqual([account])
  expect(JSON.stringify([added.body, await list()])).not.toContain(token)
  expect(allFiles(server.home)).not.toContain(token)
  expect(statSync(join(server.home, 'encryption.key')).mode & 0o777).toBe(0o600)
  expect(github.requests.at(-1)).toMatchObject({ path: '/user', status: 200 })
})

it('takes a fine-grained token in its place, which has no scopes, and another host’s beside it', async () => {
  await add({ token: 'github_pat_fine' })
  await add({ host: 'GHE.acme.example' })
  expect(await list()).toMatchObject([
    { host: 'ghe.acme.example', login: 'ada', lastFour: 'CRET' },
    { host, login: 'ada', lastFour: 'fine', scopes: null },
  ])
  expect((await remove('ghe.acme.example')).status).toBe(200)
  expect((await remove('ghe.acme.example')).body.code).toBe('host_account_not_found')
})

it('says why a token is not taken, and keeps nothing of it', async () => {
  await remove()
  const refused = async (body: object) => {
    const { status, body: problem } = await add(body)
    return [status, problem.code]
  }
  expect(await refused({ token: 'ghp_wrong' })).toEqual([422, 'host_token_refused'])
  github.remaining = 0
  const limited = await add({})
  expect(limited.body).toMatchObject({
    code: 'host_rate_limited',
    values: { host, resetAt: new Date(resetsAt * 1000).toISOString() },
  })
  github.remaining = 5000
  github.next.push({ status: 429, body: { message: 'slow' }, headers: { 'retry-after': '30' } })
  expect(await refused({})).toEqual([429, 'host_rate_limited'])
  const sso = { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?x=1' }
  github.next.push({ status: 403, body: { message: 'SAML' }, headers: sso })
  expect((await add({})).body.values).toEqual({ host, url: 'https://github.com/orgs/acme/sso?x=1' })
  github.next.push({ status: 200, body: '<html>' })
  expect(await refused({})).toEqual([502, 'host_failed'])
  github.next.push({ status: 503, body: 'down' })
  expect(await refused({})).toEqual([502, 'host_failed'])
  for (const inner of ['localhost.localdomain.local', '127.0.0.1', '169.254.169.254', 'a.internal'])
    expect([inner, ...(await refused({ host: inner }))]).toEqual([inner, 422, 'host_refused'])
  for (const wrong of ['', 'github', 'https://github.com', 'a b.com', 'x.com:80', 'x.com/y'])
    expect(await refused({ host: wrong })).toEqual([400, 'invalid_input'])
  for (const wrong of ['', 'two words', 'line\nbreak', 'ghp_ümlaut'])
    expect(await refused({ token: wrong })).toEqual([400, 'invalid_input'])
  expect(await list()).toEqual([])
})

it('asks for the token anew when its key is gone, starts all the same, and works again with the key', async () => {
  await add({})
  const path = join(server.home, 'encryption.key')
  const key = readFileSync(path, 'utf8')
  await server.restart(async () => rmSync(path))
  expect(await list()).toMatchObject([
    { host, login: 'ada', problem: { code: 'host_account_unreadable', values: { host } } },
  ])
  await server.restart(async () => writeFileSync(path, key))
  expect(await list()).toMatchObject([{ host, problem: null }])
  await remove()
})

it('uses the GitHub CLI’s sign-in where no token was given, keeps nothing of it, and leaves it alone when told to', async () => {
  const bin = join(server.folder, 'bin')
  mkdirSync(bin)
  const script =
    '#!/bin/sh\n[ "$1 $2 $3" = "auth token --hostname" ] && [ "$4" = github.com ] && echo gho_cli\n'
  writeFileSync(join(bin, 'gh'), script)
  chmodSync(join(bin, 'gh'), 0o755)
  server.environment.PATH = `${bin}:${server.environment.PATH}`
  await server.restart()
  const cli = {
    host,
    source: 'gh',
    login: 'ada-cli',
    lastFour: null,
    scopes: ['repo'],
    since: null,
  }
  expect(await list()).toEqual([{ ...cli, problem: null }])
  expect(allFiles(server.home)).not.toContain('gho_cli')
  await server.api('PATCH', '/api/settings', { accounts: { gh: false } })
  expect(await list()).toEqual([])
  await server.api('PATCH', '/api/settings', { accounts: { gh: true } })
  await add({})
  expect(await list()).toMatchObject([{ source: 'token', login: 'ada' }])
  await remove()
  github.tokens.delete('gho_cli')
  await server.restart()
  expect(await list()).toMatchObject([{ source: 'gh', problem: { code: 'host_token_refused' } }])
})

it('says that a host is not reached', async () => {
  await github.close()
  expect((await add({})).body).toMatchObject({
    code: 'host_unreachable',
    values: { host },
  })
  github = await startGithub()
})
