// The files of a thread's worktree over HTTP: found, read as they are by now, and its owner's alone.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rawRequest } from '../../support/raw-http.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let id: string
let worktree: string

const get = (path: string, of = id) => server.api('GET', `/api/threads/${of}/${path}`)
const found = async (query: string) =>
  (await get(`jump/files?query=${encodeURIComponent(query)}`)).body.files

beforeAll(async () => {
  server = await startTestServer()
  const files = { 'README.md': '# Shop\n', 'src/cart.ts': 'export function cartTotal() {}\n' }
  const projectId = await server.addProject(server.repository('shop', files))
  id = await server.thread({ projectId, prompt: 'Hello' })
  worktree = (await rest(server, id)).worktreePath ?? ''
})
afterAll(() => server.close())

it('finds files, what was looked at before the rest, and reads them as they are', async () => {
  expect((await found('')).map(({ path }: { path: string }) => path)).toEqual([
    'README.md',
    'src/cart.ts',
  ])
  const read = await get('file?path=src/cart.ts')
  expect(read.body).toMatchObject({ form: 'text', text: 'export function cartTotal() {}\n' })
  expect(await found('')).toEqual([
    { path: 'src/cart.ts', changed: false, recent: true },
    { path: 'README.md', changed: false, recent: false },
  ])
  writeFileSync(join(worktree, 'src', 'cart.ts'), 'export class Cart {}\n')
  expect((await get('file?path=src/cart.ts')).body.text).toBe('export class Cart {}\n')
  const { body } = await get('jump/symbols?query=cart')
  expect(body).toMatchObject({
    symbols: [{ name: 'Cart', kind: 'class', path: 'src/cart.ts', line: 1 }],
    more: false,
    cut: false,
  })
})

it('gives the bytes of an image as such, and of nothing else', async () => {
  writeFileSync(join(worktree, 'dot.png'), '\x89PNG\r\n\x1a\n', 'latin1')
  writeFileSync(join(worktree, 'page.html'), '<script>alert(1)</script>')
  const type = async (path: string) =>
    (await get(`file-bytes?path=${path}`)).headers.get('content-type')
  expect(await type('dot.png')).toBe('image/png')
  expect(await type('page.html')).toBe('application/octet-stream')
})

it('tells nothing without the token, of no other thread, and of none that has no files', async () => {
  const unknown = crypto.randomUUID()
  const calls = ['jump/files', 'jump/symbols?query=a', 'file?path=README.md', 'file-bytes?path=a']
  const port = Number(new URL(server.origin).port)
  for (const call of calls) {
    expect((await get(call, unknown)).body.code).toBe('thread_not_found')
    const headers = [['Host', `localhost:${port}`]] as const
    const plain = await rawRequest(port, { path: `/api/threads/${id}/${call}`, headers })
    expect(plain.status).toBe(401)
  }
  mkdirSync(join(server.folder, 'away'))
  renameSync(worktree, join(server.folder, 'away', 'one'))
  for (const call of calls) expect((await get(call)).body.code).toBe('worktree_missing')
})
