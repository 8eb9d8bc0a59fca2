// A checkout that stands ready for a project's next thread: it becomes that thread's worktree, is told of on the disk, and goes
// with its project.
import type { DiskPlace } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { untilNoSpare, untilSpare } from '../../support/crash/spares.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said } from '../../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  const env = { A_PARALLEL_READY_FILES: '1', A_PARALLEL_READY_SECONDS: '0.2' }
  server = await startTestServer({ env })
})
afterAll(() => server.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
const places = async (): Promise<DiskPlace[]> => (await server.api('GET', '/api/disk')).body.places
const at = (path: string) => `path=${encodeURIComponent(path)}`

/** Whether its files are there: it is listed from its beginning, and clean only then. */
async function untilReady(projectId: string): Promise<string> {
  let found: DiskPlace | undefined
  await expect
    .poll(
      async () => {
        found = (await places()).find((one) => one.kind === 'ready' && one.projectId === projectId)
        return found !== undefined && !found.isLocked
      },
      { timeout: 30_000 },
    )
    .toBe(true)
  return found?.path ?? ''
}

it('threads are made out of it, with a spare and without, and it is none itself', async () => {
  const repository = server.repository('stocked')
  const projectId = await server.addProject(repository)
  const begin = (id: string) =>
    server.thread({ id, projectId, title: 'Hello', prompt: prompt('Hello', ['Hi.']) })
  await rest(server, await begin(randomUUID()))
  const first = await untilReady(projectId)
  expect((await server.api('GET', '/api/threads')).body.threads).toHaveLength(1)
  const inode = statSync(join(first, 'README.md')).ino
  const second = await rest(server, await begin(randomUUID()))
  expect(said(second)).toEqual(['Hi.'])
  const { path, branch, commit } = second.worktree ?? { path: '', branch: '', commit: '' }
  expect([statSync(join(path, 'README.md')).ino, existsSync(first)]).toEqual([inode, false])
  expect(git(path, 'symbolic-ref', '--short', 'HEAD')).toBe(branch)
  expect(commit).toBe(git(repository, 'rev-parse', 'main'))

  const another = await untilReady(projectId)
  const [given, id] = [randomUUID(), randomUUID()]
  const want = (thread: string) =>
    server.api('POST', `/api/threads/${thread}/spare`, { projectId, prompt: 'Hello' })
  await want(given)
  await untilSpare(server.home, given)
  expect(existsSync(another)).toBe(false)
  // Behind one that nobody begins one stands ready again, be it the same or another.
  await server.api('DELETE', `/api/threads/${given}/spare`)
  await untilNoSpare(server.home, given)
  const again = await untilReady(projectId)
  const own = statSync(join(again, 'README.md')).ino
  await want(id)
  const spare = await untilSpare(server.home, id)
  expect(statSync(join(spare.path, 'README.md')).ino).toBe(own)
  await begin(id)
  const third = await rest(server, id)
  expect([third.run?.id, third.worktree?.path]).toEqual([spare.runId, spare.path])
})

it('it can be removed, survives the server, and goes with its project', async () => {
  const projectId = await server.addProject(server.repository('goes'))
  const begin = () => server.thread({ projectId, prompt: prompt('Hello', ['Hi.']) })
  await rest(server, await begin())
  const first = await untilReady(projectId)
  expect((await server.api('DELETE', `/api/disk/place?${at(first)}`)).status).toBe(200)
  expect([existsSync(first), (await places()).some(({ path }) => path === first)]).toEqual([
    false,
    false,
  ])
  await rest(server, await begin())
  const second = await untilReady(projectId)
  await server.restart()
  expect(await untilReady(projectId)).toBe(second)
  await server.api('POST', `/api/projects/${projectId}/archive`, { archived: true, stop: false })
  await expect.poll(() => existsSync(second)).toBe(false)
})
