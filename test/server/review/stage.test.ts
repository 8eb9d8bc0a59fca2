// Staging, reverting and having back over HTTP, of what a real agent wrote; its owner's alone.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let id: string
let worktree: string

const get = async (path: string) => (await server.api('GET', path)).body
const post = (path: string, body?: unknown) => server.api('POST', path, body)
const changes = (scope: string) => get(`/api/threads/${id}/changes?scope=${scope}`)
const pick = async (scope: string, path: string) => {
  const { files } = await changes(scope)
  return { path, version: files.find((file: { path: string }) => file.path === path)?.version }
}

beforeAll(async () => {
  server = await startTestServer()
  const shop = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join('')
  const projectId = await server.addProject(server.repository('shop', { 'shop.txt': shop }))
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
  const work = bash(
    'sed -i.bak -e s/^line.2$/TWO/ -e s/^line.25$/MORE/ shop.txt; rm shop.txt.bak; echo x > new.txt',
  )
  const ask = { projectId, prompt: prompt('Go', [work], 'Done.'), permissionMode: 'bypass' }
  id = await server.thread(ask)
  worktree = (await rest(server, id)).worktreePath ?? ''
})
afterAll(() => server.close())

it('stages a hunk, reverts the other and has it back', async () => {
  const first = await pick('unstaged', 'shop.txt')
  const staged = await post(`/api/threads/${id}/stage`, {
    action: 'stage',
    files: [{ ...first, hunks: [{ hunk: 0 }] }],
  })
  const partly = { path: 'shop.txt', kind: 'modified', staged: 'partly', added: 1, removed: 1 }
  expect(staged).toMatchObject({ status: 200, body: { left: [partly] } })
  expect(await changes('unstaged')).toMatchObject({
    state: { staged: 1, unstaged: 2 },
    files: [{ path: 'new.txt' }, staged.body.left[0]],
  })
  const stale = await post(`/api/threads/${id}/stage`, { action: 'stage', files: [first] })
  expect(stale).toMatchObject({ status: 409, body: { code: 'changed_meanwhile' } })
  const before = readFileSync(join(worktree, 'shop.txt'), 'utf8')
  const reverted = await post(`/api/threads/${id}/revert`, {
    files: [await pick('unstaged', 'shop.txt')],
  })
  expect(reverted).toMatchObject({
    status: 200,
    body: { kept: { why: 'revert', threadId: id }, left: [] },
  })
  expect(readFileSync(join(worktree, 'shop.txt'), 'utf8')).toContain('line 25')
  const { kept } = await get('/api/kept')
  expect(kept).toEqual([reverted.body.kept])
  await server.restart()
  const back = await post(`/api/kept/${kept[0].id}/restore`)
  expect(back).toMatchObject({ status: 200, body: { kept: { why: 'undo', paths: ['shop.txt'] } } })
  expect(readFileSync(join(worktree, 'shop.txt'), 'utf8')).toBe(before)
  expect((await get(`/api/kept?threadId=${id}`)).kept).toHaveLength(2)
  expect((await get(`/api/kept?threadId=${crypto.randomUUID()}`)).kept).toEqual([])
})

it('unstages, and takes an untracked file away', async () => {
  const files = [await pick('staged', 'shop.txt')]
  const unstaged = await post(`/api/threads/${id}/stage`, { action: 'unstage', files })
  expect(unstaged.body.left).toEqual([])
  expect((await changes('unstaged')).state).toMatchObject({ staged: 0, unstaged: 2 })
  const gone = await post(`/api/threads/${id}/revert`, {
    files: [await pick('unstaged', 'new.txt')],
  })
  expect(gone.body.left).toEqual([])
  expect((await changes('unstaged')).state).toMatchObject({ unstaged: 1 })
})

it('refuses what is not whole, and knows nothing of others', async () => {
  const unknown = crypto.randomUUID()
  writeFileSync(join(worktree, 'x'), 'x')
  for (const [path, body, code] of [
    [`threads/${id}/stage`, { action: 'stage', files: [] }, 'invalid_input'],
    [
      `threads/${id}/stage`,
      { action: 'stage', files: [{ path: '../x', version: 'x' }] },
      'invalid_input',
    ],
    [
      `threads/${id}/stage`,
      { action: 'stage', files: [{ path: 'x', version: 'x' }] },
      'changed_meanwhile',
    ],
    [
      `threads/${unknown}/stage`,
      { action: 'stage', files: [{ path: 'x', version: 'x' }] },
      'thread_not_found',
    ],
    [`threads/${unknown}/revert`, { files: [{ path: 'x', version: 'x' }] }, 'thread_not_found'],
    [`kept/${unknown}/restore`, undefined, 'kept_not_found'],
  ] as const)
    expect((await post(`/api/${path}`, body)).body.code, path).toBe(code)
  expect(readFileSync(join(worktree, 'x'), 'utf8')).toBe('x')
})
