// Tear-downs that take their time: the thread is brought back meanwhile, or the server is another by then. What was in the
// worktree before comes back with its thread.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said, talk } from '../../support/threads.ts'

let server: TestServer
const soon = { timeout: 20_000 }

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/** A thread at rest whose tear-down says that it began, waits for a word, and then cleans the worktree. */
async function worked(name: string) {
  const home = (file: string) => join(server.home, `${name}-${file}`)
  const wait = `echo x > ../../../${name}-began; until test -e ../../../${name}-go; do sleep 0.1; done`
  const recipe = {
    ports: ['PORT'],
    teardown: [
      { name: 'wait', command: wait },
      { name: 'clean', command: 'git clean -fdxq' },
    ],
  }
  const repository = server.repository(name, { '.a-parallel.json': JSON.stringify(recipe) })
  const projectId = await server.addProject(repository)
  await server.trust(projectId)
  const id = await server.thread({ projectId, prompt: prompt('Go', 'Went.') })
  const work = join((await rest(server, id)).worktreePath ?? '', 'work.txt')
  writeFileSync(work, 'work\n')
  return {
    id,
    work,
    began: () => expect.poll(() => existsSync(home('began')), soon).toBe(true),
    goOn: () => writeFileSync(home('go'), ''),
    archive: (archived: boolean) => server.api('PATCH', `/api/threads/${id}`, { archived }),
    async remove() {
      const { stake } = (await server.api('GET', `/api/threads/${id}/at-stake`)).body
      expect((await server.api('DELETE', `/api/threads/${id}?stake=${stake}`)).status).toBe(202)
    },
  }
}

it('goes no further when its thread is used again, and what it takes away comes back with the thread', async () => {
  const { id, work, began, goOn, archive, remove } = await worked('back')
  await archive(true)
  await began()
  await archive(false)
  await server.api('POST', `/api/threads/${id}/messages`, { text: prompt('On', 'Going.') })
  goOn()
  expect(said(await rest(server, id))).toEqual(['Went.', 'Going.'])
  expect(readFileSync(work, 'utf8')).toBe('work\n')
  await archive(true)
  const { preparation } = await server.until(id, (thread) => thread.preparation?.tornDown !== null)
  expect(preparation?.tornDown).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }])
  expect(existsSync(work)).toBe(false)
  await remove()
  await expect.poll(() => existsSync(join(work, '..')), soon).toBe(false)
  expect((await server.api('POST', `/api/threads/${id}/bring-back`)).status).toBe(202)
  await server.until(id, ({ worktree }) => worktree?.state === 'ready')
  expect(readFileSync(work, 'utf8')).toBe('work\n')
  expect(said(await talk(server, id, prompt('There?', 'There.')))).toContain('There.')
})

it('of a deleted thread is gone on with by the next server, which then removes the worktree', async () => {
  const { id, work, began, goOn, remove } = await worked('restart')
  await remove()
  await began()
  await server.restart()
  expect(existsSync(join(work, '..'))).toBe(true)
  goOn()
  await expect.poll(() => existsSync(join(work, '..')), soon).toBe(false)
  await expect.poll(() => existsSync(join(server.home, 'preparations', id)), soon).toBe(false)
  expect((await server.api('POST', `/api/threads/${id}/bring-back`)).status).toBe(202)
  await server.until(id, ({ worktree }) => worktree?.state === 'ready')
  expect(readFileSync(work, 'utf8')).toBe('work\n')
})
