// A branch goes over https to a host that wants a login, which git gets from a credential helper: from the person's own,
// before and after trust; from one that the repository names only once that is trusted.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { prompt } from '../../support/scripts.ts'
import { filesWith } from '../../support/secrets/files-with.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { madeCertificate, startHttpsGit, type HttpsGit } from '../../support/skills/https-git.ts'
import { rest } from '../../support/threads.ts'

const password = 's3cret-0123456789'

let outside: string
let server: TestServer
let host: HttpsGit
let repository: string
let projectId: string
let id: string
let tree: string
let branch: string

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'a-parallel-helper-'))
  const certificate = madeCertificate(outside)
  host = await startHttpsGit(outside, certificate, { login: `ana:${password}` })
  server = await startTestServer({ env: { GIT_SSL_CAINFO: certificate } })
  person()
  repository = server.repository('shop', { 'a.txt': 'one\n' })
  git(outside, 'init', '-q', '--bare', '-b', 'main', 'shop.git')
  git(join(outside, 'shop.git'), 'config', 'http.receivepack', 'true')
  git(repository, 'remote', 'add', 'origin', `${host.origin}/shop.git`)
  projectId = await server.addProject(repository)
  id = await server.thread({ projectId, prompt: prompt('Hello', 'Hi.') })
  const thread = await rest(server, id)
  tree = thread.worktreePath ?? ''
  branch = thread.branch ?? ''
})
beforeEach(() => {
  for (const name of ['own', 'theirs']) rmSync(join(outside, name), { force: true })
})
afterAll(async () => {
  await server?.close()
  await host?.close()
  rmSync(outside, { recursive: true, force: true })
})

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
const push = () => server.api('POST', `/api/threads/${id}/push`, {})
const there = () => git(join(outside, 'shop.git'), 'rev-parse', branch)

/** A helper that knows a password, and writes down what it is asked and told. */
function helper(name: string, known = password): string {
  const [place, seen] = [join(outside, `${name}-helper`), join(outside, name)]
  const script = `echo "$1" >> '${seen}'
cat >> '${seen}'
if [ "$1" = get ]; then echo username=ana; echo password=${known}; fi`
  writeFileSync(place, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return place
}

/** What the person has set for their git. */
function person(own?: string): void {
  const set = own === undefined ? '' : `[credential]\n\thelper = ${own}\n`
  const name = '[user]\n\tname = Ada\n\temail = ada@example.test\n'
  writeFileSync(join(server.environment.HOME ?? '', '.gitconfig'), name + set)
}

/** What a helper was asked for, in this order. */
const asked = (name: string) => {
  const seen = join(outside, name)
  return existsSync(seen) ? readFileSync(seen, 'utf8').match(/^(get|store|erase)$/gm) : null
}

async function trust(): Promise<void> {
  const path = `/api/projects/${projectId}/trust`
  const { fingerprint } = (await server.api('GET', path)).body
  expect((await server.api('POST', path, { fingerprint })).status).toBe(200)
}

function commit(name: string): string {
  writeFileSync(join(tree, name), name)
  git(tree, 'add', '-A')
  git(tree, 'commit', '-q', '-m', name)
  return git(tree, 'rev-parse', 'HEAD')
}

it('is let in with what the person’s own helper gives, which is kept nowhere', async () => {
  const head = commit('one')
  const without = await push()
  expect([without.status, without.body.values?.reason]).toEqual([409, 'signed-out'])
  person(helper('own'))
  expect(await push()).toMatchObject({
    status: 200,
    body: { upstream: `origin/${branch}`, commit: head, current: false, hooksSkipped: false },
  })
  expect(there()).toBe(head)
  expect(readFileSync(join(outside, 'own'), 'utf8')).toContain(new URL(host.origin).host)
  // Git tells it that this was right, as in a terminal.
  expect(asked('own')).toEqual(['get', 'store'])
  for (const folder of [server.home, repository, tree])
    expect(filesWith(folder, password)).toEqual([])
})

it('does not ask a helper that the repository names, until it is trusted', async () => {
  person()
  git(repository, 'config', 'credential.helper', helper('theirs'))
  git(repository, 'config', `credential.${host.origin}.helper`, helper('theirs'))
  const before = there()
  commit('two')
  const refused = await push()
  expect([refused.status, refused.body.values?.reason]).toEqual([409, 'signed-out'])
  expect([asked('theirs'), there()]).toEqual([null, before])
  // The person's own is theirs before trust too, and is the only one that is told.
  person(helper('own'))
  expect((await push()).status).toBe(200)
  expect([asked('own'), asked('theirs')]).toEqual([['get', 'store'], null])
  expect(there()).toBe(git(tree, 'rev-parse', 'HEAD'))
})

it('asks the repository’s helper once that is trusted', async () => {
  person()
  await trust()
  const head = commit('three')
  expect((await push()).status).toBe(200)
  expect(there()).toBe(head)
  expect(asked('theirs')?.[0]).toBe('get')
})

it('refuses a password that is no longer right, and asks nobody for another', async () => {
  git(repository, 'config', '--unset-all', 'credential.helper')
  git(repository, 'config', '--unset-all', `credential.${host.origin}.helper`)
  person(helper('own', 'of-last-year'))
  const before = there()
  commit('four')
  const refused = await push()
  expect([refused.status, refused.body.values?.reason]).toEqual([409, 'signed-out'])
  expect([asked('own'), there()]).toEqual([['get', 'erase'], before])
})
