// What an agent changed, over HTTP: its files, its lines, its turn, and where its branch stands; its owner's alone.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let id: string
let worktree: string

const get = (path: string) => server.api('GET', `/api/threads/${id}/${path}`)
const paths = ({ body }: { body: { files: { path: string; kind: string }[] } }) =>
  body.files.map(({ path, kind }) => `${kind} ${path}`)

beforeAll(async () => {
  server = await startTestServer()
  const projectId = await server.addProject(server.repository('shop'))
  const work = bash(
    "printf '# Shop\\nmore\\n' > README.md; printf '\\211PNG\\r\\n\\032\\n' > dot.png",
  )
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
  id = await server.thread({
    projectId,
    prompt: prompt('Go', [work], 'Done.'),
    permissionMode: 'bypass',
  })
  worktree = (await rest(server, id)).worktreePath ?? ''
})
afterAll(() => server.close())

it('lists files and lines, and where the branch stands', async () => {
  const all = await get('changes?scope=branch')
  expect(paths(all)).toEqual(['modified README.md', 'untracked dot.png'])
  expect(all.body).toMatchObject({
    total: 2,
    state: { base: { name: 'main', ahead: 0 }, unstaged: 2, staged: 0, operation: null },
  })
  const diff = await get('diff?scope=unstaged&path=README.md')
  expect(diff.body.hunks).toMatchObject([{ lines: ['-# Sample', '+# Shop', '+more'] }])
  expect(diff.body.file).toEqual(all.body.files[0])
  const image = await get('file-side?scope=unstaged&path=dot.png&side=after')
  expect(image.headers.get('content-type')).toBe('image/png')
  expect(image.headers.get('cache-control')).toBe('private, no-store')
  expect((await get('commits')).body).toEqual({ commits: [], more: false })
})

it('tells what one turn changed', async () => {
  const { turns } = await server.until(id, ({ checkpoints }) => checkpoints.length === 2)
  const turn = await get(`changes?scope=turn&turnId=${turns[0]?.id}`)
  expect(paths(turn)).toEqual(['modified README.md', 'added dot.png'])
  writeFileSync(join(worktree, 'later.txt'), 'x\n')
  expect((await get(`changes?scope=turn&turnId=${turns[0]?.id}`)).body.total).toBe(2)
  rmSync(join(worktree, 'later.txt'))
})

it('refuses what is not there, not whole, or not one’s own', async () => {
  const unknown = crypto.randomUUID()
  for (const [path, status, code] of [
    ['changes?scope=turn', 400, 'invalid_input'],
    ['changes?scope=commit', 400, 'invalid_input'],
    [`changes?scope=commit&commit=${'1'.repeat(40)}`, 404, 'not_found'],
    ['changes?scope=commit&commit=--output=x', 400, 'invalid_input'],
    [`changes?scope=turn&turnId=${unknown}`, 404, 'turn_not_found'],
    ['diff?scope=unstaged&path=nothing', 404, 'change_not_found'],
    ['diff?scope=unstaged&path=../../etc/passwd', 400, 'invalid_input'],
    ['diff?scope=unstaged&path=/etc/passwd', 400, 'invalid_input'],
    ['file-side?scope=unstaged&path=dot.png&side=before', 404, 'change_not_found'],
  ] as const) {
    const { status: said, body } = await get(path)
    expect([said, body.code], path).toEqual([status, code])
  }
  for (const path of ['changes?scope=branch', 'diff?scope=branch&path=x', 'commits'])
    expect((await server.api('GET', `/api/threads/${unknown}/${path}`)).status).toBe(404)
})
