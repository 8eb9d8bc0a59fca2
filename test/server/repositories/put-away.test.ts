// Deleting and archiving a thread with the real agent's work in it: what would go is told, has to be looked at, and all of
// it comes back with the thread, across a restart.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string
let repository: string

const soon = { timeout: 20_000 }
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' })
const remove = (id: string, stake?: string) =>
  server.api('DELETE', `/api/threads/${id}${stake === undefined ? '' : `?stake=${stake}`}`)
const atStake = async (id: string) => (await server.api('GET', `/api/threads/${id}/at-stake`)).body
const isBack = (id: string) =>
  server.until(id, ({ worktree }) => worktree?.state === 'ready' || worktree?.state === 'failed')

beforeAll(async () => {
  server = await startTestServer()
  repository = server.repository('shop', { 'shop.txt': 'one\n', '.gitignore': '.env\nbig/\n' })
  projectId = await server.addProject(repository)
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
})
afterAll(() => server.close())

async function worked(command: string): Promise<{ id: string; path: string }> {
  const ask = { projectId, title: 'Go', prompt: prompt('Go', [bash(command)], 'Done.') }
  const id = await server.thread({ ...ask, permissionMode: 'bypass' })
  return { id, path: (await rest(server, id)).worktreePath ?? '' }
}

it('deletes nothing that was not looked at, and brings all of it back', async () => {
  const { id, path } = await worked(
    'echo two > shop.txt; git add shop.txt; echo three > shop.txt; echo new > new.txt; echo S=1 > .env',
  )
  const status = git(path, 'status', '--porcelain=v2', '-z', '--ignored')
  const checkpoints = () => git(repository, 'for-each-ref', `refs/a-parallel/checkpoints/${id}`)
  await expect.poll(checkpoints, soon).toContain('/after')
  const taken = checkpoints()
  expect(await remove(id)).toMatchObject({ status: 409, body: { code: 'work_at_stake' } })
  const seen = await atStake(id)
  expect(seen).toMatchObject({
    staged: { paths: ['shop.txt'] },
    unstaged: { paths: ['shop.txt'] },
    untracked: { paths: ['new.txt'] },
    ignored: { entries: [{ path: '.env', bytes: 4, kept: 'all' }] },
    unknown: [],
    stays: null,
  })
  mkdirSync(join(path, 'big'))
  writeFileSync(join(path, 'big', 'dump'), Buffer.alloc(2_000_000))
  expect((await remove(id, seen.stake)).body.code).toBe('work_at_stake')
  expect((await remove(id, (await atStake(id)).stake)).status).toBe(202)
  await expect.poll(() => existsSync(path), soon).toBe(false)
  await server.restart()
  expect((await server.api('GET', `/api/threads/${id}`)).status).toBe(404)
  const { kept } = (await server.api('GET', '/api/kept')).body
  expect(kept).toMatchObject([
    { threadId: id, why: 'delete', thread: { title: 'Go', left: { paths: ['big/'], total: 1 } } },
  ])
  const back = await server.api('POST', `/api/kept/${kept[0].id}/restore`)
  expect(back).toMatchObject({ status: 200, body: { kept: null } })
  expect((await isBack(id)).worktreePath).toBe(path)
  expect(checkpoints()).toBe(taken)
  expect(git(path, 'status', '--porcelain=v2', '-z', '--ignored')).toBe(status)
  expect(readFileSync(join(path, '.env'), 'utf8')).toBe('S=1\n')
  expect((await server.api('GET', '/api/kept')).body.kept).toEqual([])
  const listed = (await server.api('GET', '/api/threads')).body.threads
  expect(listed.map((one: { id: string }) => one.id)).toEqual([id])
  const after = await talk(server, id, prompt('Are you there?', 'I am.'))
  expect(said(after)).toEqual(['Done.', 'I am.'])
})

it.each(['local', 'worktree'] as const)(
  'comes back from the same list where there was nothing to keep: %s',
  async (mode) => {
    const id = await server.thread({
      projectId,
      mode,
      title: 'Say it',
      prompt: prompt('Say it', 'Said.'),
    })
    await rest(server, id)
    expect((await remove(id)).status).toBe(202)
    const kept = async () => {
      const { body } = await server.api('GET', `/api/kept?threadId=${id}`)
      return body.kept as { id: string }[] // As the call declares it.
    }
    await expect.poll(async () => (await kept()).length, soon).toBe(1)
    await server.restart()
    const [one] = await kept()
    expect(one).toMatchObject({
      threadId: id,
      why: 'delete',
      total: 0,
      thread: { title: 'Say it' },
    })
    const restore = () => server.api('POST', `/api/kept/${one?.id}/restore`)
    expect(await restore()).toMatchObject({ status: 200, body: { kept: null } })
    expect(await kept()).toEqual([])
    expect((await restore()).body.code).toBe('kept_not_found')
    await server.until(
      id,
      (thread) => thread.mode === 'local' || thread.worktree?.state === 'ready',
    )
    expect(said(await talk(server, id, prompt('Again', 'Again.')))).toEqual(['Said.', 'Again.'])
    expect((await remove(id)).status).toBe(202)
  },
)

it('is taken back at once, whatever is being cleared away', async () => {
  const { id, path } = await worked('echo x > x.txt')
  for (let times = 0; times < 3; times += 1) {
    expect((await remove(id, (await atStake(id)).stake)).status).toBe(202)
    expect((await server.api('POST', `/api/threads/${id}/bring-back`)).status).toBe(202)
    expect(await isBack(id)).toMatchObject({ worktreePath: path })
    await expect.poll(() => existsSync(join(path, 'x.txt')), soon).toBe(true)
  }
  expect(said(await talk(server, id, prompt('Still?', 'Still.')))).toEqual(['Done.', 'Still.'])
  const unknown = await server.api('POST', `/api/threads/${crypto.randomUUID()}/bring-back`)
  expect(unknown).toMatchObject({ status: 404, body: { code: 'thread_not_found' } })
})

it('leaves what cannot be kept, and says so beforehand', async () => {
  const { id, path } = await worked('true')
  git(path, 'clone', '-q', repository, 'inner')
  writeFileSync(join(path, 'inner', 'y.txt'), 'y\n')
  const seen = await atStake(id)
  expect(seen).toMatchObject({ repositories: { paths: ['inner/'] }, stays: path })
  expect((await remove(id, seen.stake)).status).toBe(202)
  await expect
    .poll(async () => (await server.api('GET', `/api/threads/${id}`)).status, soon)
    .toBe(404)
  await server.restart()
  expect(readFileSync(join(path, 'inner', 'y.txt'), 'utf8')).toBe('y\n')
  expect((await server.api('POST', `/api/threads/${id}/bring-back`)).status).toBe(202)
  expect(await isBack(id)).toMatchObject({ worktreePath: path })
  rmSync(join(path, 'inner'), { recursive: true })
})

it('keeps an archived worktree as it is, and makes it again where somebody removed it', async () => {
  const { id, path } = await worked(
    'echo two > shop.txt; git add shop.txt; echo three > shop.txt; echo new > new.txt; echo S=1 > .env',
  )
  const archive = (archived: boolean) => server.api('PATCH', `/api/threads/${id}`, { archived })
  const all = () => [
    git(path, 'status', '--porcelain=v2', '-z', '--ignored'),
    git(path, 'ls-files', '--stage'),
    ...['shop.txt', 'new.txt', '.env'].map((name) => readFileSync(join(path, name), 'utf8')),
  ]
  const kept = () => git(repository, 'for-each-ref', 'refs/a-parallel/archived')
  const before = all()
  expect((await archive(true)).status).toBe(202)
  await expect.poll(kept, soon).toContain(id)
  await server.restart()
  expect(all()).toEqual(before)
  expect((await archive(false)).status).toBe(202)
  await expect.poll(kept, soon).toBe('')
  expect(all()).toEqual(before)
  await archive(true)
  await expect.poll(kept, soon).toContain(id)
  rmSync(path, { recursive: true })
  await archive(false)
  await expect.poll(() => existsSync(join(path, '.env')), soon).toBe(true)
  await expect.poll(kept, soon).toBe('')
  expect(all()).toEqual(before)
  expect(said(await talk(server, id, prompt('Still?', 'Still.')))).toEqual(['Done.', 'Still.'])
})
