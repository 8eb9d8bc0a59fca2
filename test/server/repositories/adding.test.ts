// Repositories that come here: cloned over the API with what is hostile refused, broken off, gone with the server; and made
// of a folder.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said } from '../../support/threads.ts'

let server: TestServer
let code: string
let bin: string

/** An ssh that says that it was called, and never answers. */
const silentSsh = () => `#!/bin/sh\necho "$@" >> '${join(bin, 'called')}'\nsleep 600\n`

beforeAll(async () => {
  server = await startTestServer()
  code = join(server.folder, 'code')
  bin = join(server.folder, 'bin')
  const home = server.environment.HOME ?? ''
  for (const folder of [code, bin]) mkdirSync(folder)
  writeFileSync(join(bin, 'ssh'), silentSsh(), { mode: 0o755 })
  writeFileSync(
    join(home, '.gitconfig'),
    `[user]\nname = Ada\nemail = ada@example.test\n[core]\nsshCommand = ${join(bin, 'ssh')}\n`,
  )
})
afterAll(() => server.close())

const start = (from: string, more: object = {}) =>
  server.api('POST', '/api/clones', { from, into: code, ...more })
const clones = async () => (await server.api('GET', '/api/clones')).body.clones
const ended = async (id: string) => {
  const state = async () => (await clones()).find((one: { id: string }) => one.id === id)?.state
  await expect.poll(state, { timeout: 20_000 }).not.toBe('running')
  return (await clones()).find((one: { id: string }) => one.id === id)
}
const called = () => existsSync(join(bin, 'called'))

it('a clone of a folder becomes a project, in which a thread works', async () => {
  const bare = join(server.folder, 'web.git')
  execFileSync('git', ['clone', '-q', '--bare', server.repository('origin'), bare])
  const { status, body } = await start(bare)
  expect([status, body.state, body.path]).toEqual([202, 'running', join(code, 'web')])
  const done = await ended(body.id)
  expect(done).toMatchObject({ state: 'done', problem: null })
  const id = await server.thread({ projectId: done.projectId, prompt: prompt('Hello', 'Hi.') })
  expect(said(await rest(server, id))).toEqual(['Hi.'])
  expect((await start(bare)).body.code).toBe('clone_target_taken')
  const other = await start(bare, { name: 'web-2' })
  expect(await ended(other.body.id)).toMatchObject({ state: 'done', path: join(code, 'web-2') })
})

it('one that is there and cannot be a project is told of as that', async () => {
  const bare = join(server.folder, 'empty.git')
  execFileSync('git', ['init', '-q', '--bare', bare])
  const { body } = await start(bare)
  const problem = expect.objectContaining({ code: 'repository_empty' })
  expect(await ended(body.id)).toMatchObject({ state: 'done', projectId: null, problem })
  const path = join(code, 'empty')
  expect((await server.api('POST', '/api/repositories', { path })).body).toEqual({ path, files: 0 })
  expect((await server.api('POST', '/api/projects', { path })).status).toBe(201)
})

it('refuses what is no address, no name and no place, and repeats nothing of it', async () => {
  for (const from of [
    'ext::sh -c touch% x',
    'fd::17',
    '--upload-pack=touch x',
    '-u',
    'https://host.invalid/a\n-u',
    `file://${server.folder}/web.git`,
    'http://host.invalid/a',
    'https://ana:s3cret@host.invalid/a.git',
  ]) {
    const { status, body } = await start(from)
    expect([status, body.code], from).toEqual([422, 'clone_address_refused'])
    expect(JSON.stringify(body)).not.toContain('host.invalid')
  }
  for (const name of ['../x', '.git', '-x', 'a/b', 'a\nb'])
    expect((await start('git@host.invalid:a', { name })).body.code).toBe('invalid_input')
  expect((await start('git@host.invalid:a', { into: server.home })).body.code).toBe('path_denied')
  expect(called()).toBe(false)
  expect(readdirSync(code).toSorted()).toEqual(['empty', 'web', 'web-2'])
  const log = readFileSync(join(server.home, 'logs', 'server.log'), 'utf8')
  expect(log).not.toContain('s3cret')
})

it('is broken off with nothing left, and belongs to its owner', async () => {
  const { body } = await start('git@host.invalid:acme/slow.git')
  await expect.poll(called, { timeout: 10_000 }).toBe(true)
  const nobodys = '00000000-0000-4000-8000-000000000000'
  expect((await server.api('DELETE', `/api/clones/${nobodys}`)).status).toBe(404)
  const again = await start('git@host.invalid:acme/slow.git')
  expect(again.body.code).toBe('clone_target_taken')
  const cancelled = await server.api('DELETE', `/api/clones/${body.id}`)
  expect(cancelled.body.state).toBe('cancelled')
  expect(readdirSync(code).toSorted()).toEqual(['empty', 'web', 'web-2'])
  expect((await server.api('DELETE', `/api/clones/${body.id}`)).status).toBe(200)
  expect((await clones()).some((one: { id: string }) => one.id === body.id)).toBe(false)
})

it('does not outlive its server, which is said by the next one until it is put away', async () => {
  const from = 'git@host.invalid:acme/slow.git'
  const { body } = await start(from)
  await server.restart()
  await expect.poll(clones, { timeout: 10_000 }).toHaveLength(1)
  const path = join(code, 'slow')
  const problem = expect.objectContaining({ code: 'clone_broken_off' })
  const { id, startedAt } = body
  expect(await clones()).toEqual([
    expect.objectContaining({ id, from, path, startedAt, state: 'failed', problem }),
  ])
  await server.api('DELETE', `/api/clones/${id}`)
  expect(await clones()).toEqual([])
  await server.restart()
  expect(await clones()).toEqual([])
  expect(readdirSync(code).toSorted()).toEqual(['empty', 'web', 'web-2'])
})

it('makes a repository of a folder, and a project of that', async () => {
  const folder = join(code, 'plain')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.txt'), 'a\n')
  const add = () => server.api('POST', '/api/projects', { path: folder })
  expect((await add()).body.code).toBe('not_a_repository')
  const made = await server.api('POST', '/api/repositories', { path: folder })
  expect([made.status, made.body]).toEqual([201, { path: folder, files: 1 }])
  expect((await add()).status).toBe(201)
  expect((await server.api('POST', '/api/repositories', { path: folder })).body.code).toBe(
    'init_refused',
  )
})

it('a folder inside a repository names it, and one that is known is known', async () => {
  const root = server.repository('known', { 'src/a.txt': 'a' })
  const id = await server.addProject(root)
  const inside = await server.api('POST', '/api/projects', { path: join(root, 'src') })
  expect(inside.body).toMatchObject({ code: 'repository_inside', values: { root } })
  expect(await server.addProject(root)).toBe(id)
})

it('a folder whose name is too long for a project is one all the same', async () => {
  const id = await server.addProject(server.repository('x'.repeat(150)))
  const { projects } = (await server.api('GET', '/api/projects')).body
  expect(projects.find((one: { id: string }) => one.id === id).name).toBe('x'.repeat(100))
})
