// What a project's worktrees are made ready by: written, read, refused with the place of the fault; and what of it runs is
// a matter of trust.
import type { Trust } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const recipeOf = (id: string) => `/api/projects/${id}/recipe`
const read = async (id: string) => (await server.api('GET', recipeOf(id))).body
const write = (id: string, text: string, was: string | null) =>
  server.api('POST', recipeOf(id), { text, was })
const trustOf = async (id: string): Promise<Trust> =>
  (await server.api('GET', `/api/projects/${id}/trust`)).body

it('is written into the checkout, and threads begin with it once it is committed', async () => {
  const repository = server.repository('written')
  const id = await server.addProject(repository)
  expect(await read(id)).toEqual({ file: null, isCommitted: true, own: null })
  const text = '{ "ports": ["PORT"] }\n'
  expect(await write(id, text, null)).toMatchObject({
    status: 200,
    body: { file: text, isCommitted: false, own: null },
  })
  expect(readFileSync(join(repository, '.a-parallel.json'), 'utf8')).toBe(text)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository })
  git('add', '.a-parallel.json')
  git('commit', '-qm', 'recipe')
  expect(await read(id)).toMatchObject({ file: text, isCommitted: true })

  writeFileSync(join(repository, '.a-parallel.json'), '{}')
  expect(await write(id, '{ "ports": [] }', text)).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile', values: { path: '.a-parallel.json' } },
  })
  expect(await write(id, '{\n  "port": []\n}', '{}')).toMatchObject({
    status: 422,
    body: { code: 'recipe_invalid', values: { line: 2, column: 3 } },
  })
  expect(await read(id)).toMatchObject({ file: '{}', isCommitted: false })
})

it('is never read or written through a link', async () => {
  const repository = server.repository('linked')
  const id = await server.addProject(repository)
  const elsewhere = join(server.folder, 'elsewhere.json')
  writeFileSync(elsewhere, '{ "ports": ["PORT"] }')
  symlinkSync(elsewhere, join(repository, '.a-parallel.json'))
  expect(await read(id)).toMatchObject({ file: null })
  expect((await write(id, '{}', null)).body).toMatchObject({ code: 'changed_meanwhile' })
  expect(readFileSync(elsewhere, 'utf8')).toBe('{ "ports": ["PORT"] }')
  rmSync(repository, { recursive: true })
  expect(await read(id)).toMatchObject({ file: null, own: null })
  expect(existsSync(repository)).toBe(false)
})

it('a person’s own stays on the server, and survives it', async () => {
  const id = await server.addProject(server.repository('own'))
  const own = '{ "files": { "copy": [".env"] } }'
  const set = (text: string | null) => server.api('POST', `${recipeOf(id)}/own`, { text })
  expect((await set(own)).body).toMatchObject({ file: null, own })
  expect((await set('{ "files": [] }')).body).toMatchObject({ code: 'recipe_invalid' })
  await server.restart()
  expect(await read(id)).toMatchObject({ own })
  // What its values name is looked for beside the repository's fields.
  const named = '{ "environment": { "URL": "x:${DB_PORT}" } }'
  expect((await set(named)).body).toMatchObject({
    code: 'recipe_invalid',
    values: { line: 1, column: 27 },
  })
  await write(id, '{ "ports": ["DB_PORT"] }', null)
  expect((await set(named)).body).toMatchObject({ own: named })
  expect((await set(null)).body).toMatchObject({ own: null })
})

it('a person’s own is not written over where it is not what was seen', async () => {
  const id = await server.addProject(server.repository('own-seen'))
  const set = (text: string | null, was: string | null) =>
    server.api('POST', `${recipeOf(id)}/own`, { text, was })
  expect((await set('{}', null)).body).toMatchObject({ own: '{}' })
  for (const text of ['{ "ports": [] }', null])
    expect(await set(text, null)).toMatchObject({
      status: 409,
      body: { code: 'changed_meanwhile' },
    })
  expect(await read(id)).toMatchObject({ own: '{}' })
  expect((await set(null, '{}')).body).toMatchObject({ own: null })
})

it('is refused where the repository is gone, and nothing is made in its place', async () => {
  const repository = server.repository('gone')
  const id = await server.addProject(repository)
  rmSync(repository, { recursive: true })
  expect(await write(id, '{}', null)).toMatchObject({
    status: 409,
    body: { code: 'project_unavailable' },
  })
  expect(existsSync(repository)).toBe(false)
})

it('lists what of it runs among what has to be trusted, and asks again when that changes', async () => {
  const recipe = (command: string) =>
    JSON.stringify({
      ports: ['PORT'],
      environment: { NODE_OPTIONS: '--require ./x.cjs' },
      commands: [{ name: 'install', command }],
      teardown: [{ name: 'down', command: 'docker compose down' }],
    })
  const repository = server.repository('brought', { '.a-parallel.json': recipe('npm ci') })
  const id = await server.addProject(repository)
  const first = await trustOf(id)
  expect(first.state).toBe('restricted')
  expect(first.brought.map(({ kind, key, text }) => [kind, key, text])).toEqual([
    ['setup-command', 'install', 'npm ci'],
    ['teardown-command', 'down', 'docker compose down'],
    ['setup-variable', 'NODE_OPTIONS', '--require ./x.cjs'],
  ])
  const { fingerprint } = first
  const trusted = await server.api('POST', `/api/projects/${id}/trust`, { fingerprint })
  expect(trusted.body).toMatchObject({ state: 'trusted' })
  writeFileSync(join(repository, '.a-parallel.json'), recipe('npm ci && curl x.test'))
  const drifted = await trustOf(id)
  expect([drifted.state, drifted.fresh.length]).toEqual(['drifted', 1])
  // With a fault nothing of it is used, so there is nothing to trust.
  writeFileSync(join(repository, '.a-parallel.json'), `${recipe('rm -rf /')},`)
  expect((await trustOf(id)).brought).toEqual([])
})
