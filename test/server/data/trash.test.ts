// What was thrown away stands in one list with what it takes, comes back or is destroyed, and goes by itself when its time is
// over; and the data of a project that was taken off the list is erased on its owner's word.
import type { Backup, Kept, RemovedProject, TrashItem } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  leavingNothing,
  readAside,
} from '../../../packages/server/src/store/sqlite/schema-version.ts'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let repository: string
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  repository = server.repository('shop')
  projectId = await server.addProject(repository)
})
afterAll(() => server.close())

const trash = async (): Promise<TrashItem[]> => (await server.api('GET', '/api/trash')).body.items
const empty = (picks: { kind: string; id: string }[]) =>
  server.api('POST', '/api/trash/empty', { picks })
const refs = (cwd = repository) =>
  execFileSync('git', ['for-each-ref', '--format=%(refname)', 'refs/a-parallel/'], {
    cwd,
    encoding: 'utf8',
  })
const branches = () =>
  execFileSync('git', ['branch', '--format=%(refname:short)'], {
    cwd: repository,
    encoding: 'utf8',
  })
const gone = (id: string, after: string) =>
  expect.poll(() => existsSync(join(after, id)), { timeout: 20_000 }).toBe(false)

/** A thread that wrote a file, and is deleted with it. */
async function deleted(
  title: string,
  project = projectId,
): Promise<{ id: string; branch: string }> {
  const id = await server.thread({
    projectId: project,
    title,
    permissionMode: 'autoEdit',
    prompt: prompt(title, [write(`${title}.txt`, 'x'.repeat(5000))], `${title} was said.`),
  })
  const { worktreePath, branch } = await rest(server, id)
  const { stake } = (await server.api('GET', `/api/threads/${id}/at-stake`)).body
  await server.api('DELETE', `/api/threads/${id}?stake=${stake}`)
  await gone('', worktreePath ?? '')
  await expect
    .poll(async () =>
      (await trash()).some((one) => one.kind === 'kept' && one.kept.threadId === id),
    )
    .toBe(true)
  return { id, branch: branch ?? '' }
}

const keptOf = (items: TrashItem[], threadId: string): Kept | undefined =>
  items.flatMap((one) =>
    one.kind === 'kept' && one.kept.threadId === threadId ? [one.kept] : [],
  )[0]

it('lists what was thrown away with what it takes, and destroys what was picked and nothing else', async () => {
  const first = await deleted('First')
  const second = await deleted('Second')
  const items = await trash()
  expect(items.map(({ kind }) => kind)).toEqual(['kept', 'kept'])
  for (const { bytes } of items) expect(bytes).toBeGreaterThan(5000)
  const going = keptOf(items, first.id)
  const answer = await empty([
    { kind: 'kept', id: going?.id ?? '' },
    { kind: 'backup', id: 'rolling-none.db' },
  ])
  expect([answer.status, answer.body]).toEqual([200, { destroyed: 1 }])
  expect((await trash()).map((one) => (one.kind === 'kept' ? one.kept.threadId : null))).toEqual([
    second.id,
  ])
  expect(branches()).toContain(first.branch)
  expect(refs()).not.toContain(first.id)
  expect(refs()).toContain(second.id)
  expect((await server.api('POST', `/api/threads/${first.id}/bring-back`)).status).toBe(404)
  const left = readAside(join(server.home, 'data.db'), (database) =>
    leavingNothing(database)(`select count(*) from events where thread_id = '${first.id}'`),
  )
  expect(left).toBe(0)
  await server.api('POST', `/api/kept/${keptOf(await trash(), second.id)?.id}/restore`)
  expect((await server.snapshot(second.id)).title).toBe('Second')
  // What was kept is put into its worktree first.
  await expect.poll(trash, { timeout: 20_000 }).toEqual([])
})

it('destroys a thread whose folder holds what cannot be kept, and leaves that where it is', async () => {
  const id = await server.thread({ projectId, title: 'Stays', prompt: prompt('Stays', 'Done.') })
  const { worktreePath } = await rest(server, id)
  const clone = join(worktreePath ?? '', 'clone')
  execFileSync('git', ['clone', '-q', repository, clone])
  const { stake } = (await server.api('GET', `/api/threads/${id}/at-stake`)).body
  await server.api('DELETE', `/api/threads/${id}?stake=${stake}`)
  const inTrash = async () => keptOf(await trash(), id)?.id
  await expect.poll(inTrash, { timeout: 20_000 }).toBe(id)
  const answer = await empty([{ kind: 'kept', id }])
  expect([answer.status, answer.body]).toEqual([200, { destroyed: 1 }])
  expect([await trash(), existsSync(join(clone, '.git'))]).toEqual([[], true])
})

it('destroys what was kept of a thread that a restored backup knows nothing of', async () => {
  const { body: backup } = await server.api('POST', '/api/backups')
  const { id } = await deleted('Unknown')
  const { at } = (await server.api('POST', '/api/backups/restore', { from: backup.name })).body
  const restored = async () => (await server.api('GET', '/api/backups').catch(() => null))?.body
  await expect
    .poll(async () => (await restored())?.restored?.at ?? null, { timeout: 30_000 })
    .toBe(at)
  const kept = keptOf(await trash(), id)
  const answer = await empty([{ kind: 'kept', id: kept?.id ?? '' }])
  expect([answer.status, answer.body]).toEqual([200, { destroyed: 1 }])
  expect(refs()).not.toContain(`trash/${id}`)
})

it('lets go of what is past its time though nobody looks', async () => {
  const old = join(server.home, 'skills', 'kept', '11111111-1111-4111-8111-111111111111')
  mkdirSync(join(old, 'skill'), { recursive: true })
  writeFileSync(join(old, 'skill', 'SKILL.md'), '# Old')
  const at = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString()
  const record = { id: '11111111-1111-4111-8111-111111111111', owner: 'local', projectId: null }
  const more = { name: 'old', why: 'removed', at, files: 1, origin: null }
  writeFileSync(join(old, 'kept.json'), JSON.stringify({ ...record, ...more }))
  const backups = join(server.home, 'backups')
  const replaced = join(backups, `replaced-${at.replaceAll(':', '-')}.db`)
  writeFileSync(replaced, 'old')
  utimesSync(replaced, new Date(at), new Date(at))
  await server.restart()
  await expect.poll(() => existsSync(old), { timeout: 20_000 }).toBe(false)
  await expect.poll(() => existsSync(replaced), { timeout: 20_000 }).toBe(false)
})

it('erases what there is of a project that was taken off the list, after a backup, on its name alone', async () => {
  const path = server.repository('secret')
  const { id } = (await server.api('POST', '/api/projects', { path })).body
  const thread = await server.thread({ projectId: id, prompt: prompt('Hush', 'Xylophone.') })
  const { worktreePath, branch } = await rest(server, thread)
  await deleted('Thrown', id)
  expect(refs(path)).toContain('refs/a-parallel/trash/')
  const erase = (name: string) => server.api('POST', `/api/removed-projects/${id}/erase`, { name })
  expect((await erase('secret')).body.code).toBe('project_not_found')
  await server.api('POST', `/api/threads/${thread}/stop`)
  const { run } = await server.until(thread, (found) => found.run?.state === 'exited')
  await expect
    .poll(async () => (await server.api('GET', '/api/search?q=Xylophone')).body.hits.length)
    .toBeGreaterThan(0)
  await server.api('DELETE', `/api/projects/${id}`)
  const { projects } = (await server.api('GET', '/api/removed-projects')).body
  expect(projects).toEqual([{ id, name: 'secret', path, threads: 2 } satisfies RemovedProject])
  const remains = (await server.api('GET', `/api/removed-projects/${id}/remains`)).body
  expect(remains).toEqual({ path, branches: [branch], worktrees: [worktreePath] })
  expect((await erase('Secret')).body.code).toBe('invalid_input')
  const { backup } = (await erase('secret')).body as { backup: Backup }
  expect(existsSync(backup.path)).toBe(true)
  expect((await server.api('GET', '/api/removed-projects')).body.projects).toEqual([])
  expect((await server.api('GET', `/api/threads/${thread}`)).status).toBe(404)
  await expect
    .poll(async () => (await server.api('GET', '/api/search?q=Xylophone')).body.hits.length)
    .toBe(0)
  expect(existsSync(join(server.home, 'runs', run?.id ?? 'none'))).toBe(false)
  expect(refs(path)).not.toContain('refs/a-parallel/trash/')
  expect(existsSync(worktreePath ?? '')).toBe(true)
  expect(readdirSync(path)).toContain('.git')
  // Whoever adds the folder again begins anew.
  const again = (await server.api('POST', '/api/projects', { path })).body
  expect(again.id).not.toBe(id)
})

it('lists and gives back what one repository keeps while another one is broken', async () => {
  const broken = server.repository('broken')
  await server.addProject(broken)
  writeFileSync(join(broken, '.git/config'), '[broken')
  const { id } = await deleted('Held')
  const { items, unread } = (await server.api('GET', '/api/trash')).body
  expect(unread).toEqual(['broken'])
  expect((await server.api('GET', '/api/kept')).body.unread).toEqual(['broken'])
  const restored = await server.api('POST', `/api/kept/${keptOf(items, id)?.id}/restore`)
  expect(restored.status).toBe(200)
  expect((await server.snapshot(id)).title).toBe('Held')
  // The one that did not answer may keep it.
  const unknown = await server.api('POST', `/api/kept/${crypto.randomUUID()}/restore`)
  expect(unknown.body.code).toBe('git_failed')
})
