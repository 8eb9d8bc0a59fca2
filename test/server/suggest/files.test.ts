// Files by what was typed of them: of a thread's own worktree, of a project's checkout, and of nobody else's. What is
// mentioned is what the real agent reads.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let projectId: string

const files = async (path: string, query: string) =>
  (await server.api('GET', `${path}/files?query=${encodeURIComponent(query)}`)).body.files

beforeAll(async () => {
  server = await startTestServer()
  const content = { 'README.md': '# Shop\n', 'my dir/a b.txt': 'SPACED\n', 'src/cart.ts': '\n' }
  projectId = await server.addProject(server.repository('shop', content))
})
afterAll(() => server.close())

it('finds what lies in the thread’s worktree, and what lies in the project’s checkout', async () => {
  const text = 'Look at @"my dir/a b.txt" and @src/ please'
  const id = await server.thread({ projectId, prompt: text })
  const thread = await rest(server, id)
  writeFileSync(join(thread.worktreePath ?? '', 'only here.ts'), '\n')
  expect(await files(`/api/threads/${id}`, 'here')).toEqual(['only here.ts'])
  expect(await files(`/api/projects/${projectId}`, 'here')).toEqual([])
  expect(await files(`/api/projects/${projectId}`, 'cart')).toEqual(['src/cart.ts'])
  expect(await files(`/api/projects/${projectId}`, '')).toHaveLength(5)
  const told = server.model.requests().flatMap((request) => request.told)
  expect(told.join('\n')).toContain('SPACED')
  expect(told.join('\n')).toContain('cart.ts')
})

it('finds nothing for those whose it is not, and refuses what is no query', async () => {
  const unknown = crypto.randomUUID()
  expect((await server.api('GET', `/api/threads/${unknown}/files`)).status).toBe(404)
  expect((await server.api('GET', `/api/projects/${unknown}/files`)).status).toBe(404)
  const long = await server.api('GET', `/api/projects/${projectId}/files?query=${'x'.repeat(501)}`)
  expect(long.status).toBe(400)
})
