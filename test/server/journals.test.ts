// What agents said stays on the disk, compressed once they are over, until their thread is deleted; and what the
// database lost is read out of it again.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { lastTurn, rest, said, talk } from '../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

const folderOf = (runId: string) => join(server.home, 'runs', runId)
const journalsOf = (runId: string) =>
  readdirSync(folderOf(runId)).filter((name) => name.startsWith('out'))
const isOver = (id: string) => server.until(id, ({ run }) => run?.state === 'exited')

async function begin(text: string): Promise<{ id: string; runId: string }> {
  const id = await server.thread({ projectId, prompt: text })
  const thread = await rest(server, id)
  expect(thread.status).toBe('completed')
  return { id, runId: thread.run!.id }
}

/** The database files, copied while no server has them open. */
async function keepDatabase(folder: string): Promise<void> {
  await server.restart(() => {
    mkdirSync(folder)
    cpSync(join(server.home, 'data.db'), join(folder, 'data.db'))
    return Promise.resolve()
  })
}

it('compresses the journal of an agent that is over, and not of one that lives', async () => {
  const { id, runId } = await begin(prompt('One', 'I am done.'))
  expect(journalsOf(runId)).toEqual(['out.ndjson'])
  await server.api('PATCH', `/api/threads/${id}`, { archived: true })
  await isOver(id)
  await expect.poll(() => journalsOf(runId), { timeout: 10_000 }).toEqual(['out.ndjson.gz'])
  await server.api('PATCH', `/api/threads/${id}`, { archived: false })
  const more = await talk(server, id, prompt('Two', 'Still here.'))
  expect([said(more), journalsOf(more.run!.id)]).toEqual([
    ['I am done.', 'Still here.'],
    ['out.ndjson'],
  ])
})

it('reads an agent that is over once more when the database is an older one', async () => {
  const { id, runId } = await begin(prompt('Before', 'Said before the backup.'))
  const backup = join(server.folder, 'backup')
  await keepDatabase(backup)
  await talk(server, id, prompt('After', 'Said after it.'))
  await server.api('PATCH', `/api/threads/${id}`, { archived: true })
  await isOver(id)
  await expect.poll(() => journalsOf(runId), { timeout: 10_000 }).toEqual(['out.ndjson.gz'])
  await server.restart(() => {
    for (const name of ['data.db', 'data.db-wal', 'data.db-shm'])
      rmSync(join(server.home, name), { force: true })
    cpSync(join(backup, 'data.db'), join(server.home, 'data.db'))
    return Promise.resolve()
  })
  const restored = await isOver(id)
  expect(said(restored)).toEqual(['Said before the backup.', 'Said after it.'])
  expect(lastTurn(restored).state).toBe('completed')
  await expect.poll(() => journalsOf(runId), { timeout: 10_000 }).toEqual(['out.ndjson.gz'])
})

it('removes what a deleted thread left, and no folder that nobody knows', async () => {
  const { id, runId } = await begin(prompt('Doomed', 'Soon gone.'))
  await server.api('POST', `/api/threads/${id}/stop`)
  await isOver(id)
  const second = await talk(server, id, prompt('Again', 'Still here.'))
  expect(second.run!.id).not.toBe(runId)
  const stranger = folderOf('4f6a3b9e-0000-4000-8000-000000000000')
  mkdirSync(stranger)
  writeFileSync(join(stranger, 'out.ndjson'), '{}\n')
  expect((await server.api('DELETE', `/api/threads/${id}`)).status).toBeLessThan(300)
  for (const run of [runId, second.run!.id]) {
    await expect.poll(() => existsSync(folderOf(run)), { timeout: 30_000 }).toBe(false)
  }
  await server.restart()
  expect(readdirSync(stranger)).toEqual(['out.ndjson'])
})

it('removes the worktree of a deleted thread later, where git would not at first', async () => {
  const { id } = await begin(prompt('Locked', 'Done.'))
  await server.api('POST', `/api/threads/${id}/stop`)
  const { worktreePath: path, projectPath: cwd } = await isOver(id)
  execFileSync('git', ['worktree', 'lock', path!], { cwd })
  expect((await server.api('DELETE', `/api/threads/${id}`)).status).toBeLessThan(300)
  await server.restart()
  expect(existsSync(path!)).toBe(true)
  await server.restart(async () => void execFileSync('git', ['worktree', 'unlock', path!], { cwd }))
  await expect.poll(() => existsSync(path!), { timeout: 30_000 }).toBe(false)
})
