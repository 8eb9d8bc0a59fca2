// A Node project that is ready to work in: its recipe is written in the app with its faults told by place, and two threads at
// a time get their `.env`, `node_modules` and a port of their own, in which the real agent runs the tests. A command that
// fails is run again from the conversation.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { rest, toolCalls } from '../../support/threads.ts'

/** Fails without its dependency, without its secret, and where the port is taken. */
const test = `
const { createServer } = require('node:http')
const { test } = require('node:test')
const { readFileSync } = require('node:fs')
const greet = require('greet')
test('serves on its own port', (_, done) => {
  const key = readFileSync('.env', 'utf8').trim()
  const server = createServer().listen(Number(process.env.PORT), '127.0.0.1', () => {
    console.log(greet(key), 'on', server.address().port)
    setTimeout(() => server.close(done), 1500)
  })
  server.on('error', done)
})
`
const recipe = {
  files: { copy: ['.env'] },
  folders: { copy: ['node_modules'] },
  ports: ['PORT'],
  commands: [{ name: 'check', command: 'echo checking; test -e .ready' }],
}

let repository: string

browserRig({
  tab: { colorScheme: 'light' },
  files: {
    '.gitignore': '.env\nnode_modules/\n.ready\n',
    'package.json': JSON.stringify({ name: 'shop', scripts: { test: 'node --test' } }),
    'shop.test.js': test,
  },
})

beforeAll(async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  repository = projects[0].path
  writeFileSync(join(repository, '.env'), 'secret-key\n')
  const dependency = join(repository, 'node_modules', 'greet')
  mkdirSync(dependency, { recursive: true })
  writeFileSync(join(dependency, 'index.js'), 'module.exports = (who) => `hello ${who}`\n')
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
})

const field = (name: string) => page.getByRole('textbox', { name })
const section = (name: string) => page.getByRole('region', { name })

it('is written with its faults told by line and column, and is committed by the person', async () => {
  await page.goto(`${server.origin}/projects/${projectId}/setup`)
  const own = section('Of the repository (.a-parallel.json)')
  await own.getByRole('button', { name: 'Begin with an example' }).press('Enter')
  const box = field('Of the repository (.a-parallel.json)')
  await box.fill('{\n  "files": { "copy": ["../.env"] },\n  "port": ["PORT"]\n}')
  await own.getByText('must be a path inside the repository: ../.env').waitFor()
  expect(await own.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  const tongues = {
    speak: (to: string) => speak(page, server, to),
    stays: page.locator('main textarea').first(),
  }
  await judge(page, () => page.locator('main textarea').first().waitFor(), tongues)
  await own.getByRole('button', { name: 'Line 3, column 3' }).press('Enter')
  expect(await box.evaluate((one: HTMLTextAreaElement) => one.selectionStart)).toBe(40)
  await box.fill(`${JSON.stringify(recipe, null, 2)}\n`)
  await box.press('Control+Enter')
  await own.getByText('Not committed on the default branch like this').waitFor()
  expect(JSON.parse(readFileSync(join(repository, '.a-parallel.json'), 'utf8'))).toEqual(recipe)
  execFileSync('git', ['add', '.a-parallel.json'], { cwd: repository })
  execFileSync('git', ['commit', '-qm', 'recipe'], { cwd: repository })
})

it('runs nothing before the project is trusted, and says so where it is looked for', async () => {
  await page.goto(`${server.origin}/projects/${projectId}/trust`)
  await page.getByRole('region', { name: 'Setup commands' }).getByText('test -e .ready').waitFor()
  const id = await server.thread({ projectId, prompt: prompt('Say it', 'Said.') })
  await rest(server, id)
  await openThread(page, server, id)
  await page.getByText('It runs once this project is trusted').waitFor()
  await page.goto(`${server.origin}/projects/${projectId}/trust`)
  await page.getByRole('button', { name: 'Trust this project' }).press('Enter')
  await page.getByRole('status').filter({ hasText: 'You trusted this on' }).waitFor()
})

it('asks when a command fails, shows what it printed, and goes on once it is run again', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Say it', 'Went on.') })
  const thread = await server.untilStatus(id, 'waiting')
  await openThread(page, server, id)
  const again = page.getByRole('button', { name: 'Run check again' })
  await again.waitFor()
  await page.getByText('checking', { exact: true }).waitFor()
  await judge(page, () => page.getByText('test -e .ready').waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText('test -e .ready'),
  })
  writeFileSync(join(thread.worktreePath ?? '', '.ready'), '')
  await again.press('Enter')
  await page.getByText('Went on.', { exact: true }).waitFor()
  await page.getByRole('button', { name: /Setup.*Ready/ }).waitFor()
})

it('lets two threads run the project’s tests at once, each with what it needs', async () => {
  const own = JSON.stringify({
    commands: [{ name: 'check', command: 'node -e "require(\'greet\')"' }],
  })
  await server.api('POST', `/api/projects/${projectId}/recipe/own`, { text: own })
  const words = prompt('Run the tests', bash('npm test 2>&1'), 'They pass.')
  const body = { projectId, permissionMode: 'bypass', prompt: words }
  const [one, other] = await Promise.all([server.thread(body), server.thread(body)])
  const threads = await Promise.all([rest(server, one), rest(server, other)])
  const ports = threads.map(({ preparation }) => preparation?.ports['PORT'])
  expect(new Set(ports).size).toBe(2)
  for (const [index, thread] of threads.entries())
    expect(JSON.stringify(toolCalls(thread)[0])).toContain(`hello secret-key on ${ports[index]}`)
  await openThread(page, server, one)
  await page.getByRole('button', { name: /Setup.*Ready/ }).press('Enter')
  const given = page.getByRole('list', { name: 'What the worktree was given' })
  await given.getByText('node_modules').waitFor()
  await page.getByText(`PORT=${ports[0]}`).first().waitFor()
  await judge(page, () => given.waitFor())
  expect(tab.complaints).toEqual([])
})
