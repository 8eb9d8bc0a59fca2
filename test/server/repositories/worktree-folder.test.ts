// The folder that was chosen for a project's worktrees, with the real agent: new threads work there, what lies there is told
// as ours, and where its disk is not mounted nothing is made in its place.
import type { DiskPlace } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let repository: string
let projectId: string
let disk: string

beforeAll(async () => {
  server = await startTestServer()
  repository = server.repository('shop')
  projectId = await server.addProject(repository)
  disk = join(server.folder, 'disk')
  mkdirSync(disk)
})
afterAll(() => server.close())

const choose = (worktreeFolder: string | null) =>
  server.api('PATCH', `/api/projects/${projectId}`, { worktreeFolder })
const begin = () => server.thread({ projectId, prompt: prompt('Hello', 'Hi.') })
const places = async (): Promise<DiskPlace[]> => (await server.api('GET', '/api/disk')).body.places

it('is where worktrees of new threads lie, and those of earlier ones stay where they are', async () => {
  const before = (await rest(server, await begin())).worktreePath ?? ''
  expect(before.startsWith(join(server.home, 'worktrees'))).toBe(true)
  symlinkSync(disk, join(server.folder, 'link'))
  const { status, body } = await choose(join(server.folder, 'link'))
  expect([status, body.worktreeFolder]).toEqual([200, disk])
  const id = await begin()
  const { worktreePath, branch } = await rest(server, id)
  expect(worktreePath?.startsWith(join(disk, projectId.slice(0, 8)))).toBe(true)
  const listed = execFileSync('git', ['branch', '--show-current'], {
    cwd: worktreePath ?? '',
    encoding: 'utf8',
  })
  expect(listed.trim()).toBe(branch)
  const kinds = new Map((await places()).map(({ path, kind }) => [path, kind]))
  expect([kinds.get(before), kinds.get(worktreePath ?? '')]).toEqual(['thread', 'thread'])
  const left = join(disk, projectId.slice(0, 8), 'left-over')
  mkdirSync(left)
  expect((await places()).find(({ path }) => path === left)?.kind).toBe('orphan')
  // A fork lies where new threads do.
  const fork = (await server.api('POST', `/api/threads/${id}/fork`, {})).body.id
  const { worktree } = await server.until(fork, (found) => found.worktree?.state === 'ready')
  expect(worktree?.path.startsWith(join(disk, projectId.slice(0, 8)))).toBe(true)
})

it('what a worktree there brings is told to whoever is asked to trust it', async () => {
  const { worktreePath } = await rest(server, await begin())
  writeFileSync(join(worktreePath ?? '', '.mcp.json'), '{"mcpServers":{"x":{"command":"x"}}}')
  const { body } = await server.api('GET', `/api/projects/${projectId}/trust`)
  expect(JSON.stringify(body)).toContain('.mcp.json')
})

it('nothing is made where its disk is not mounted, and the thread goes on once it is', async () => {
  renameSync(disk, `${disk}-out`)
  const id = await begin()
  const { status } = await server.until(id, (found) => found.status === 'failed')
  expect(status).toBe('failed')
  expect(existsSync(disk)).toBe(false)
  renameSync(`${disk}-out`, disk)
  expect((await server.api('POST', `/api/threads/${id}/resume`)).status).toBe(202)
  const { worktreePath } = await rest(server, id)
  expect(existsSync(worktreePath ?? '')).toBe(true)
})

it('is ours again where none is chosen', async () => {
  expect((await choose(null)).body.worktreeFolder).toBe(null)
  const { worktreePath } = await rest(server, await begin())
  expect(worktreePath?.startsWith(join(server.home, 'worktrees'))).toBe(true)
})

it('is refused where worktrees cannot lie, and stays what it was', async () => {
  const code = async (path: string) => (await choose(path)).body.code
  writeFileSync(join(server.folder, 'file'), '')
  expect(await code('disk')).toBe('invalid_path')
  expect(await code(join(server.folder, 'nothing'))).toBe('path_missing')
  expect(await code(join(server.folder, 'file'))).toBe('path_not_directory')
  expect(await code(join(server.folder, 'file', 'x'))).toBe('path_missing')
  mkdirSync(join(repository, 'inside'))
  for (const path of [
    repository,
    join(repository, 'inside'),
    server.home,
    join(server.home, 'runs'),
  ])
    expect(await code(path), path).toBe('worktree_folder_unfit')
  expect((await choose('')).status).toBe(400)
  const { projects } = (await server.api('GET', '/api/projects')).body
  expect(projects[0].worktreeFolder).toBe(null)
})
