// A branch is pushed with the token that its owner gave for the host, where git has no way in of its own: to that host alone,
// past whatever the repository's settings say, and without a trace of the token anywhere.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  allProcesses,
  startOtherHost,
  startTokenHost,
  token,
  type TokenHost,
} from '../../support/hosting/token-host.ts'
import { prompt } from '../../support/scripts.ts'
import type { TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let host: TokenHost
let server: TestServer
let outside: string
let address: string
let git: TokenHost['git']
let repository: string
let id: string
let tree: string
let branch: string

beforeAll(async () => {
  host = await startTokenHost()
  ;({ server, outside, address, git } = host)
  repository = server.repository('shop', { 'a.txt': 'one\n' })
  git(outside, 'init', '-q', '--bare', '-b', 'main', 'shop.git')
  git(join(outside, 'shop.git'), 'config', 'http.receivepack', 'true')
  git(repository, 'remote', 'add', 'origin', `${address}/shop.git`)
  const projectId = await server.addProject(repository)
  id = await server.thread({ projectId, prompt: prompt('Hello', 'Hi.') })
  const thread = await rest(server, id)
  tree = thread.worktreePath ?? ''
  branch = thread.branch ?? ''
})
afterAll(() => host?.close())

const push = () => server.api('POST', `/api/threads/${id}/push`, {})
const there = () => git(join(outside, 'shop.git'), 'rev-parse', branch)

function commit(name: string): string {
  writeFileSync(join(tree, name), name)
  git(tree, 'add', '-A')
  git(tree, 'commit', '-q', '-m', name)
  return git(tree, 'rev-parse', 'HEAD')
}

it('is refused where there is no token, and says where to give one', async () => {
  commit('one')
  const { body } = await push()
  expect([body.code, body.values?.reason]).toEqual(['push_refused', 'signed-out'])
  expect(body.detail).toContain('Give a token')
})

it('goes with the token, which stands nowhere while it does and afterwards [linux]', async () => {
  await host.giveToken()
  const hook = join(repository, '.git', 'hooks', 'pre-push')
  writeFileSync(hook, `#!/bin/sh\nenv > '${outside}/hook'\n`, { mode: 0o755 })
  let seen = ''
  host.meanwhile = () => void (seen += allProcesses())
  const head = git(tree, 'rev-parse', 'HEAD')
  const { status, body } = await push()
  expect([status, body]).toMatchObject([
    200,
    { upstream: `origin/${branch}`, commit: head, login: 'ana', hooksSkipped: true },
  ])
  expect(there()).toBe(head)
  expect(seen).toContain('shop.git')
  expect(seen).not.toContain(token)
  expect(existsSync(join(outside, 'hook'))).toBe(false)
  expect(host.shown(repository, tree)).toEqual([])
  // As git notes it of a push of its own.
  expect(git(tree, 'rev-parse', '@{upstream}')).toBe(head)
  expect(git(tree, 'rev-parse', '--abbrev-ref', '@{upstream}')).toBe(`origin/${branch}`)
  host.meanwhile = () => undefined
})

it('goes nowhere else, whatever an agent wrote into the repository’s settings', async () => {
  const evil = await startOtherHost(host)
  const thief = `!f() { echo "$1" >> '${outside}/stolen'; cat >> '${outside}/stolen'; }; f`
  const head = commit('two')
  for (const [key, value] of [
    [`credential.${address}.helper`, thief],
    ['http.sslVerify', 'false'],
    ['http.extraHeader', 'X-Evil: 1'],
  ] as const)
    git(repository, 'config', key, value)
  expect((await push()).body.login).toBe('ana')
  expect(there()).toBe(head)
  git(repository, 'config', `url.${evil.address}/.insteadOf`, `${address}/`)
  commit('three')
  const { body } = await push()
  expect([body.code, body.values?.reason]).toEqual(['push_refused', 'signed-out'])
  expect([there(), evil.told.filter(Boolean)]).toEqual([head, []])
  const stolen = existsSync(join(outside, 'stolen')) ? readFileSync(join(outside, 'stolen')) : ''
  expect(String(stolen)).not.toContain('SECRET')
  git(repository, 'config', '--unset', `url.${evil.address}/.insteadOf`)
  await evil.close()
})

it('tells of what somebody else pushed, and overwrites that alone on a word', async () => {
  const other = git(repository, 'commit-tree', '-m', 'theirs', `${there()}^{tree}`, '-p', there())
  git(repository, 'push', '-q', join(outside, 'shop.git'), `${other}:refs/heads/${branch}`)
  const refused = await push()
  // What lies there was fetched with the token as well.
  expect(refused.body.values).toMatchObject({ reason: 'behind', there: other, ahead: 1 })
  const over = (commit: string) => server.api('POST', `/api/threads/${id}/push`, { over: commit })
  expect((await over('0'.repeat(40))).body.values?.reason).toBe('stale')
  expect((await over(other)).body.login).toBe('ana')
  expect(there()).toBe(git(tree, 'rev-parse', 'HEAD'))
})
