// A project whose folder is called by several lines, with quotes and what ends a path elsewhere: threads in worktrees of it and in
// the folder itself do all that they do in any other, also once the server has been started anew.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest } from '../../support/threads.ts'

let server: TestServer
let repository: string
let projectId: string

// The agent's program goes into no folder whose path holds a backslash.
const name = `two\nlines "x" 'y' $HOME 🦊 \n`
const recipe = {
  files: { copy: ['.env'] },
  commands: [{ name: 'tell', command: 'printf %s "$A_PARALLEL_PROJECT_PATH" > told.log' }],
}

beforeAll(async () => {
  server = await startTestServer()
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
  repository = server.repository(name, {
    'a.txt': 'one\n',
    '.gitignore': '.env\n*.log\n',
    '.a-parallel.json': JSON.stringify(recipe),
  })
  writeFileSync(join(repository, '.env'), 'SECRET\n')
})
afterAll(() => server.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()

it('is added under its whole name, and seen from inside and once it is trusted', async () => {
  projectId = await server.addProject(repository)
  const { body } = await server.api('GET', '/api/projects')
  expect(body.projects).toMatchObject([{ id: projectId, path: repository, available: true }])
  const inside = await server.api('POST', '/api/projects', { path: join(repository, '.git') })
  expect(inside.body).toMatchObject({ code: 'repository_inside', values: { root: repository } })
  const cut = await server.api('POST', '/api/projects', { path: repository.trim() })
  expect(cut.body.code).toBe('path_missing')
  const path = `/api/projects/${projectId}/trust`
  const { fingerprint } = (await server.api('GET', path)).body
  expect((await server.api('POST', path, { fingerprint })).status).toBe(200)
})

it('has threads in worktrees, which are made ready, committed and merged', async () => {
  const script = prompt('Change', bash('echo two > a.txt'), 'Done.')
  const id = await server.thread({ projectId, permissionMode: 'bypass', prompt: script })
  const { worktreePath } = await rest(server, id)
  const tree = worktreePath ?? ''
  const read = (file: string) => readFileSync(join(tree, file), 'utf8')
  expect([read('.env'), read('told.log'), read('a.txt')]).toEqual(['SECRET\n', repository, 'two\n'])
  const post = (path: string, body: object) =>
    server.api('POST', `/api/threads/${id}/${path}`, body)
  const head = () => git(tree, 'rev-parse', 'HEAD')
  const committed = await post('commit', { message: 'Two', head: head(), all: true })
  expect(committed.status).toBe(200)
  const merged = await post('merge', { how: 'merge', head: head() })
  expect(merged.body).toMatchObject({ base: 'main', followed: [repository] })
  expect(readFileSync(join(repository, 'a.txt'), 'utf8')).toBe('two\n')
})

it('has threads in the folder itself, which go on after a restart', async () => {
  const script = (word: string) => prompt('Change', bash(`echo ${word} >> b.txt`), 'Done.')
  const mode = { mode: 'local', permissionMode: 'autoEdit' }
  const id = await server.thread({ projectId, ...mode, prompt: script('one') })
  const settle = async () => {
    for (const request of await asked(server, id))
      await decide(server, id, request, { decision: 'allow' })
    await rest(server, id)
  }
  await settle()
  await server.restart()
  expect((await server.api('GET', '/api/projects')).body.projects[0].available).toBe(true)
  await server.api('POST', `/api/threads/${id}/messages`, { text: script('two') })
  await settle()
  expect(readFileSync(join(repository, 'b.txt'), 'utf8')).toBe('one\ntwo\n')
})
