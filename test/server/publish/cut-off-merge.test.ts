// A merge into the base that a dying server left half done is finished by the next one as it starts: nobody has to look.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let repository: string

beforeAll(async () => {
  server = await startTestServer()
  repository = server.repository('shop', { 'a.txt': 'one\n', 'b.txt': 'one\n' })
  await server.addProject(repository)
})
afterAll(() => server.close())

const soon = { timeout: 20_000 }
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim()
const marks = () => git('for-each-ref', 'refs/a-parallel/merging')

/** A commit on top of main that changes a file, with main's checkout as it is. */
function nextOf(content: string): string {
  const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], {
    cwd: repository,
    input: content,
    encoding: 'utf8',
  }).trim()
  const tree = execFileSync('git', ['mktree'], {
    cwd: repository,
    input: git('ls-tree', 'main').replace(/blob [0-9a-f]+\ta\.txt/, `blob ${blob}\ta.txt`) + '\n',
    encoding: 'utf8',
  }).trim()
  return git('commit-tree', '-p', 'main', '-m', content.trim(), tree)
}

/** As a server leaves it that died before, or right behind, the step that moves the base. */
async function dies(content: string, moved: boolean): Promise<{ before: string; after: string }> {
  const before = git('rev-parse', 'main')
  const after = nextOf(content)
  const mark = `refs/a-parallel/merging/${crypto.randomUUID()}`
  await server.restart(() => {
    git('update-ref', `${mark}/before`, before)
    git('update-ref', `${mark}/after`, after)
    git('update-ref', `${mark}/into/main`, before)
    if (moved) git('update-ref', 'refs/heads/main', after, before)
    return Promise.resolve()
  })
  return { before, after }
}

it('lets the checkout of the base follow, with a person’s own change in it untouched', async () => {
  writeFileSync(join(repository, 'b.txt'), 'mine\n')
  const { after } = await dies('merged\n', true)
  await expect.poll(marks, soon).toBe('')
  expect(git('rev-parse', 'main')).toBe(after)
  expect(readFileSync(join(repository, 'a.txt'), 'utf8')).toBe('merged\n')
  expect(git('status', '--porcelain')).toBe('M b.txt')
})

it('forgets one that never moved the base', async () => {
  const { before } = await dies('never\n', false)
  await expect.poll(marks, soon).toBe('')
  expect(git('rev-parse', 'main')).toBe(before)
  expect(git('status', '--porcelain')).toBe('M b.txt')
})
