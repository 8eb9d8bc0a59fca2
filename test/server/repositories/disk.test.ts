// What lies on the disk beside the worktrees of threads: told by what it is, measured, and removed only where nothing would be
// lost with it and nobody works in it; and what others made is worked in where it is.
import type { AtStake, DiskPlace, DiskSize } from '@a-parallel/shared'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let repository: string
let worktree: string
let threadId: string

beforeAll(async () => {
  server = await startTestServer()
  repository = server.repository('shop', { '.gitignore': '*.log\n' })
  const projectId = await server.addProject(repository)
  threadId = await server.thread({ projectId, title: 'Mine', prompt: prompt('Go', 'Went.') })
  worktree = (await rest(server, threadId)).worktreePath ?? ''
})
afterAll(() => server.close())

const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, stdio: 'pipe' })
const at = (path: string) => `path=${encodeURIComponent(path)}`
const places = async (): Promise<DiskPlace[]> => (await server.api('GET', '/api/disk')).body.places
const kindOf = async (path: string) => (await places()).find((one) => one.path === path)?.kind
const remove = (path: string) => server.api('DELETE', `/api/disk/place?${at(path)}`)
const stakeOf = async (path: string): Promise<AtStake> =>
  (await server.api('GET', `/api/disk/at-stake?${at(path)}`)).body

it('tells whose each checkout is, and what it takes', async () => {
  const [foreign, gone, detached] = ['foreign', 'gone', 'detached'].map((name) =>
    join(server.folder, name),
  ) as [string, string, string] // As many as there are names.
  const orphan = join(dirname(worktree), 'orphan')
  const plain = join(dirname(worktree), 'plain')
  git('worktree', 'add', '-q', '-b', 'theirs', foreign)
  git('worktree', 'add', '-q', '-b', 'left', gone)
  git('worktree', 'add', '-q', '--detach', detached)
  git('worktree', 'add', '-q', '-b', 'lost', orphan)
  for (const path of [gone, detached]) rmSync(path, { recursive: true })
  mkdirSync(plain)
  writeFileSync(join(plain, 'notes'), 'x'.repeat(100_000))
  const found = new Map((await places()).map((place) => [place.path, place]))
  expect([...found.keys()]).not.toContain(repository)
  expect(found.get(worktree)).toMatchObject({
    kind: 'thread',
    thread: { id: threadId, title: 'Mine' },
  })
  expect(found.get(foreign)).toMatchObject({ kind: 'foreign', branch: 'theirs', thread: null })
  expect(found.get(orphan)).toMatchObject({ kind: 'orphan', branch: 'lost', isListed: true })
  expect(found.get(plain)).toMatchObject({ kind: 'orphan', isListed: false })
  expect([found.get(gone)?.kind, found.get(detached)?.kind]).toEqual(['gone', 'gone'])
  const size: DiskSize = (await server.api('GET', `/api/disk/size?${at(plain)}`)).body
  expect([size.bytes >= 100_000, size.files, size.isWhole]).toEqual([true, 1, true])
  expect((await server.api('GET', `/api/disk/size?${at('/etc')}`)).body.code).toBe('not_found')

  // Of what git has lost, a commit may be on no branch.
  expect((await remove(detached)).body.code).toBe('work_at_stake')
  expect((await remove(gone)).status).toBe(200)
  expect(await kindOf(gone)).toBe(undefined)
  // What is no worktree is never removed by us.
  expect((await remove(plain)).body.code).toBe('work_at_stake')
  expect(existsSync(join(plain, 'notes'))).toBe(true)
  expect((await remove(worktree)).body.code).toBe('not_found')
  expect((await remove('/etc')).body.code).toBe('not_found')
})

it('removes what is no thread’s, unless something would be lost or somebody works in it', async () => {
  const foreign = join(server.folder, 'foreign')
  writeFileSync(join(foreign, 'build.log'), 'ignored, and nowhere else')
  expect((await stakeOf(foreign)).ignored.total).toBe(1)
  expect((await remove(foreign)).body.code).toBe('work_at_stake')
  rmSync(join(foreign, 'build.log'))
  writeFileSync(join(foreign, 'new.txt'), 'not committed')
  expect((await remove(foreign)).body.code).toBe('work_at_stake')
  rmSync(join(foreign, 'new.txt'))
  expect((await stakeOf(foreign)).stake).toBe(null)
  const worker = spawn('sleep', ['300'], { cwd: foreign })
  await once(worker, 'spawn')
  expect((await remove(foreign)).body.code).toBe('checkout_busy')
  worker.kill()
  await once(worker, 'exit')
  git('worktree', 'lock', foreign)
  expect((await remove(foreign)).body.code).toBe('checkout_busy')
  git('worktree', 'unlock', foreign)
  expect((await remove(foreign)).status).toBe(200)
  expect([existsSync(foreign), git('branch', '--list', 'theirs').toString().trim()]).toEqual([
    false,
    'theirs',
  ])
  expect((await remove(foreign)).body.code).toBe('not_found')
  expect(await kindOf(worktree)).toBe('thread')
})

it('leaves a worktree without an index alone: git would look at nothing in it', async () => {
  const bare = join(server.folder, 'bare')
  git('worktree', 'add', '-q', '--no-checkout', '-b', 'bare', bare)
  writeFileSync(join(bare, 'work.txt'), 'written by a person')
  expect(await stakeOf(bare)).toMatchObject({ unknown: ['worktree'], stays: bare })
  expect((await remove(bare)).body.code).toBe('work_at_stake')
  expect(existsSync(join(bare, 'work.txt'))).toBe(true)
})

it('tells of what is of a project that was taken off the list, though its repository is another one’s too', async () => {
  const second = join(server.folder, 'second')
  git('worktree', 'add', '-q', '-b', 'second', second)
  const projectId = await server.addProject(second)
  const other = await server.thread({ projectId, title: 'Kept', prompt: prompt('Go', 'Went.') })
  const path = (await rest(server, other)).worktreePath ?? ''
  expect(await kindOf(path)).toBe('thread')
  expect((await server.api('DELETE', `/api/projects/${projectId}?stop=true`)).status).toBe(200)
  expect(await kindOf(path)).toBe('left')
  expect(existsSync(path)).toBe(true)
})

const adopt = (path: string) =>
  server.api('POST', '/api/disk/adopt', { path, prompt: prompt('Look', 'Looked.') })
const inside = (path: string, ...args: string[]) =>
  execFileSync('git', args, { cwd: path, encoding: 'utf8', stdio: 'pipe' }).trim()

/** A worktree with a commit of its own and a file that is in none. */
function madeByHand(path: string, branch: string): void {
  git('worktree', 'add', '-q', '-b', branch, path)
  writeFileSync(join(path, 'own.txt'), 'own')
  inside(path, 'add', 'own.txt')
  inside(path, 'commit', '-qm', 'own')
  writeFileSync(join(path, 'half.txt'), 'not committed')
}

it('begins a thread in a worktree that somebody else made, where it is, and leaves it to them', async () => {
  const path = join(server.folder, 'by-hand')
  madeByHand(path, 'by-hand')
  git('commit', '-q', '--allow-empty', '-m', 'the base goes on')
  const state = () => [inside(path, 'rev-parse', 'HEAD'), inside(path, 'status', '--porcelain')]
  const before = state()
  const { status, body } = await adopt(path)
  expect(status).toBe(202)
  const thread = await rest(server, body.id)
  expect([thread.worktreePath, thread.branch, thread.worktree?.base]).toEqual([
    path,
    'by-hand',
    'main',
  ])
  expect(state()).toEqual(before)
  const { files } = (await server.api('GET', `/api/threads/${body.id}/changes?scope=branch`)).body
  const paths = (files as { path: string }[]).map((one) => one.path)
  expect(paths.toSorted()).toEqual(['half.txt', 'own.txt'])
  expect(await kindOf(path)).toBe('thread')
  expect((await adopt(path)).body.code).toBe('not_found')

  const stake = (await server.api('GET', `/api/threads/${body.id}/at-stake`)).body
  expect([stake.stake, stake.stays]).toEqual([null, path])
  expect((await server.api('DELETE', `/api/threads/${body.id}`)).status).toBe(202)
  await expect.poll(() => kindOf(path)).toBe('foreign')
  expect(state()).toEqual(before)
  // Its agent works in it until it has ended.
  await expect.poll(async () => (await remove(path)).body.code).toBe('work_at_stake')
  expect((await server.api('POST', `/api/threads/${body.id}/bring-back`)).status).toBe(202)
  await server.until(body.id, ({ worktreePath }) => worktreePath === path)
  expect(state()).toEqual(before)

  const detached = join(server.folder, 'no-branch')
  git('worktree', 'add', '-q', '--detach', detached)
  expect((await adopt(detached)).body.code).toBe('worktree_unfit')

  const twice = join(server.folder, 'twice')
  git('worktree', 'add', '-q', '-b', 'twice', twice)
  const both = await Promise.all([adopt(twice), adopt(twice)])
  expect(both.filter((one) => one.status === 202)).toHaveLength(1)
})

it('takes a disk that is not mounted for no loss: nothing is removed, nothing made in its place', async () => {
  const stick = join(server.folder, 'stick')
  const [mine, theirs] = [join(stick, 'mine'), join(stick, 'theirs')]
  mkdirSync(stick)
  madeByHand(mine, 'on-a-stick')
  git('worktree', 'add', '-q', '-b', 'stick-too', theirs)
  const { id } = (await adopt(mine)).body
  await rest(server, id)
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, ({ run }) => run?.state === 'exited')
  renameSync(stick, `${stick}-out`)
  const place = (await places()).find((one) => one.path === theirs)
  expect([place?.kind, place?.isAway]).toEqual(['gone', true])
  expect((await remove(theirs)).body.code).toBe('worktree_away')
  const say = () =>
    server.api('POST', `/api/threads/${id}/messages`, { text: prompt('On', 'Back.') })
  expect((await say()).body.code).toBe('worktree_away')
  await server.api('POST', `/api/threads/${id}/resume`)
  await server.until(id, ({ status }) => status === 'failed')
  expect(existsSync(stick)).toBe(false)
  // The folder that it is mounted at is there, and empty.
  mkdirSync(stick)
  expect((await remove(theirs)).body.code).toBe('worktree_away')
  rmSync(stick, { recursive: true })
  renameSync(`${stick}-out`, stick)
  expect((await server.api('POST', `/api/threads/${id}/resume`)).status).toBe(202)
  await server.until(id, ({ status }) => status !== 'failed' && status !== 'pending')
  expect((await say()).status).toBe(202)
  await rest(server, id)
  expect(existsSync(join(mine, 'half.txt'))).toBe(true)
})

it('tells of what projects that are off the list have left, also of erased ones, and removes it by the same rule', async () => {
  const path = server.repository('left')
  const projectId = await server.addProject(path)
  const made = async (title: string) => {
    const id = await server.thread({ projectId, title, prompt: prompt('Go', 'Went.') })
    const { worktreePath } = await rest(server, id)
    await server.api('POST', `/api/threads/${id}/stop`)
    await server.until(id, ({ run }) => run?.state === 'exited')
    return worktreePath ?? ''
  }
  const [first, second] = [await made('First'), await made('Second')]
  const find = async (at: string) => (await places()).find((one) => one.path === at)
  expect((await server.api('DELETE', `/api/projects/${projectId}`)).status).toBe(200)
  expect(await find(first)).toMatchObject({
    kind: 'left',
    projectId,
    formerly: { name: 'left', path },
    thread: null,
    isListed: true,
  })
  const size: DiskSize = (await server.api('GET', `/api/disk/size?${at(first)}`)).body
  expect(size.files).toBeGreaterThan(0)
  expect((await adopt(first)).body.code).toBe('worktree_unfit')
  writeFileSync(join(first, 'new.txt'), 'not committed')
  expect((await remove(first)).body.code).toBe('work_at_stake')
  rmSync(join(first, 'new.txt'))
  expect((await remove(first)).status).toBe(200)
  expect([existsSync(first), await find(first)]).toEqual([false, undefined])

  const erase = { name: 'left' }
  expect((await server.api('POST', `/api/removed-projects/${projectId}/erase`, erase)).status).toBe(
    200,
  )
  expect(await find(second)).toMatchObject({
    kind: 'left',
    projectId: null,
    formerly: null,
    isListed: true,
  })
  expect((await remove(second)).status).toBe(200)
  expect(existsSync(second)).toBe(false)
})
