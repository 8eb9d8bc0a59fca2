// A branch is pushed with the token that its owner gave for the host, where git has no way in of its own: to that host alone,
// past whatever the repository's settings say, and without a trace of the token anywhere.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startGithub, type FakeGithub } from '../../support/hosting/github.ts'
import { prompt } from '../../support/scripts.ts'
import { filesWith } from '../../support/secrets/files-with.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { madeCertificate, startHttpsGit, type HttpsGit } from '../../support/skills/https-git.ts'
import { rest } from '../../support/threads.ts'

const token = 'ghp_0123456789SECRETabcdef'

const name = 'git.acme.example'

let outside: string
let server: TestServer
let github: FakeGithub
let host: HttpsGit
/** Done before a request that bears the token is answered. */
let meanwhile: () => void = () => undefined
/** Of the host, as its certificate calls it. */
let address: string
let repository: string
let projectId: string
let id: string
let tree: string
let branch: string

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'a-parallel-token-'))
  const certificate = madeCertificate(outside, name)
  const held = () => Promise.resolve().then(() => meanwhile())
  host = await startHttpsGit(outside, certificate, { login: `ana:${token}`, held })
  github = await startGithub()
  github.tokens.set(token, { login: 'ana', scopes: ['repo'] })
  server = await startTestServer({
    env: {
      GIT_SSL_CAINFO: certificate,
      A_PARALLEL_GITHUB_APIS: `${name}=${github.origin}`,
    },
  })
  // What keeps passwords is told of whatever git was let in with.
  const keeper = join(outside, 'keeper')
  writeFileSync(keeper, `#!/bin/sh\necho "$1" >> '${outside}/kept'\ncat >> '${outside}/kept'\n`, {
    mode: 0o755,
  })
  const { port } = new URL(host.origin)
  address = `https://${name}:${port}`
  writeFileSync(
    join(server.environment.HOME ?? '', '.gitconfig'),
    `[user]\n\tname = Ada\n\temail = ada@example.test\n[credential]\n\thelper = ${keeper}
[http]\n\tcurloptResolve = ${name}:${port}:127.0.0.1\n`,
  )
  repository = server.repository('shop', { 'a.txt': 'one\n' })
  git(outside, 'init', '-q', '--bare', '-b', 'main', 'shop.git')
  git(join(outside, 'shop.git'), 'config', 'http.receivepack', 'true')
  git(repository, 'remote', 'add', 'origin', `${address}/shop.git`)
  projectId = await server.addProject(repository)
  id = await server.thread({ projectId, prompt: prompt('Hello', 'Hi.') })
  const thread = await rest(server, id)
  tree = thread.worktreePath ?? ''
  branch = thread.branch ?? ''
})
afterAll(async () => {
  await server?.close()
  await host?.close()
  await github?.close()
  rmSync(outside, { recursive: true, force: true })
})

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
const push = () => server.api('POST', `/api/threads/${id}/push`, {})
const there = () => git(join(outside, 'shop.git'), 'rev-parse', branch)

function commit(name: string): string {
  writeFileSync(join(tree, name), name)
  git(tree, 'add', '-A')
  git(tree, 'commit', '-q', '-m', name)
  return git(tree, 'rev-parse', 'HEAD')
}

/** How each process was called, and with which variables. */
function allProcesses(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => ['cmdline', 'environ'].map((file) => `/proc/${pid}/${file}`))
    .map((path) => {
      try {
        return readFileSync(path, 'latin1')
      } catch {
        return '' // It has ended.
      }
    })
    .join('\n')
}

it('is refused where there is no token, and says where to give one', async () => {
  commit('one')
  const { body } = await push()
  expect([body.code, body.values?.reason]).toEqual(['push_refused', 'signed-out'])
  expect(body.detail).toContain('Give a token')
})

it('goes with the token, which stands nowhere while it does and afterwards [linux]', async () => {
  const added = await server.api('POST', '/api/host-accounts', { host: name, token })
  expect(added.status).toBeLessThan(300)
  const hook = join(repository, '.git', 'hooks', 'pre-push')
  writeFileSync(hook, `#!/bin/sh\nenv > '${outside}/hook'\n`, { mode: 0o755 })
  let seen = ''
  meanwhile = () => (seen += allProcesses())
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
  expect(readFileSync(join(outside, 'kept'), 'utf8')).not.toMatch(/store|erase|SECRET/)
  for (const folder of [server.home, repository, tree]) expect(filesWith(folder, token)).toEqual([])
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('a-parallel-push-'))).toEqual([])
  // As git notes it of a push of its own.
  expect(git(tree, 'rev-parse', '@{upstream}')).toBe(head)
  expect(git(tree, 'rev-parse', '--abbrev-ref', '@{upstream}')).toBe(`origin/${branch}`)
  meanwhile = () => undefined
})

it('goes nowhere else, whatever an agent wrote into the repository’s settings', async () => {
  let told = 0
  const evil = await startHttpsGit(outside, join(outside, 'https.pem'), {
    login: 'nobody:at-all',
    held: () => Promise.resolve(void (told += 1)),
  })
  const evilAddress = evil.origin.replace('localhost', '127.0.0.1')
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
  git(repository, 'config', `url.${evilAddress}/.insteadOf`, `${address}/`)
  commit('three')
  const { body } = await push()
  expect([body.code, body.values?.reason]).toEqual(['push_refused', 'signed-out'])
  expect([there(), told]).toEqual([head, 0])
  const stolen = existsSync(join(outside, 'stolen')) ? readFileSync(join(outside, 'stolen')) : ''
  expect(String(stolen)).not.toContain('SECRET')
  git(repository, 'config', '--unset', `url.${evilAddress}/.insteadOf`)
  await evil.close()
})

it('tells of what somebody else pushed, and overwrites that alone on a word', async () => {
  const other = git(repository, 'commit-tree', '-m', 'theirs', `${there()}^{tree}`, '-p', there())
  git(repository, 'push', '-q', join(outside, 'shop.git'), `${other}:refs/heads/${branch}`)
  const refused = await push()
  expect(refused.body.values?.reason).toBe('behind')
  const over = (commit: string) => server.api('POST', `/api/threads/${id}/push`, { over: commit })
  expect((await over('0'.repeat(40))).body.values?.reason).toBe('stale')
  expect((await over(other)).body.login).toBe('ana')
  expect(there()).toBe(git(tree, 'rev-parse', 'HEAD'))
})
