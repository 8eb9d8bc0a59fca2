// A Node project from its clone to its last thread: two threads at a time have its `.env`, its `node_modules` and a port of
// their own, with which their tests speak to each other and their dev servers run side by side; one thread is deleted, torn
// down first.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { inPalette, openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { rest, toolCalls } from '../../support/threads.ts'

/** Ends once it has asked the tests of another worktree, by their port, and was asked by them. */
const test = `
const { createServer } = require('node:http')
const { test } = require('node:test')
const { readFileSync, readdirSync, writeFileSync } = require('node:fs')
const greet = require('greet')
test('meets the tests of another thread', { timeout: 100_000 }, async () => {
  const place = readFileSync('.env', 'utf8').trim()
  const own = process.env.PORT
  let asked
  const wasAsked = new Promise((resolve) => (asked = resolve))
  const server = createServer((_, answer) => answer.end(greet(own), asked))
  await new Promise((resolve) => server.listen(Number(own), '127.0.0.1', resolve))
  writeFileSync(place + '/' + own, '')
  const others = () => readdirSync(place).filter((name) => name !== own)
  while (others().length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  const answer = await fetch('http://127.0.0.1:' + others()[0])
  console.log(own + ' hears: ' + (await answer.text()))
  await wasAsked
  server.closeAllConnections()
  server.close()
})
`
const web = `
const port = Number(process.env.PORT)
require('node:http').createServer((_, answer) => answer.end('shop on ' + port)).listen(port, '127.0.0.1')
`

let place: string
let down: string
let projectId: string
let ids: string[]
let ports: number[]

browserRig({ tab: { colorScheme: 'light' } })

beforeAll(async () => {
  place = join(server.folder, 'meet')
  down = join(server.folder, 'torn-down')
  mkdirSync(place)
  const recipe = {
    files: { copy: ['.env'] },
    folders: { copy: ['node_modules'] },
    ports: ['PORT'],
    commands: [{ name: 'check', command: 'node -e "require(\'greet\')"' }],
    teardown: [{ name: 'down', command: `echo "$PORT in $(basename "$PWD")" >> '${down}'` }],
    servers: [{ name: 'web', command: 'node web.cjs', port: 'PORT' }],
  }
  server.repository('origin', {
    '.gitignore': '.env\nnode_modules/\n',
    '.a-parallel.json': JSON.stringify(recipe),
    'package.json': JSON.stringify({ name: 'shop', scripts: { test: 'node --test' } }),
    'shop.test.js': test,
    'web.cjs': web,
  })
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
})

/** What its person does in a fresh clone: `npm install`, and a secret of their own. */
function install(clone: string): void {
  writeFileSync(join(clone, '.env'), `${place}\n`)
  const dependency = join(clone, 'node_modules', 'greet')
  mkdirSync(dependency, { recursive: true })
  writeFileSync(join(dependency, 'index.js'), 'module.exports = (who) => `hello from ${who}`\n')
}

it('is cloned in the app, and trusted', async () => {
  await page.goto(server.origin)
  await page.getByRole('button', { name: 'Add project', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a project' })
  await dialog.getByRole('radio', { name: 'Clone' }).check({ force: true })
  const box = (name: string) => dialog.getByRole('textbox', { name, exact: true })
  await box('Address').fill(join(server.folder, 'origin'))
  await box('Into the folder').fill(server.folder)
  await box('Under the name').fill('clone')
  await dialog.getByRole('button', { name: 'Clone', exact: true }).click()
  await page.waitForURL(/\/new\?project=/)
  projectId = new URL(page.url()).searchParams.get('project') ?? ''
  install(join(server.folder, 'clone'))
  await page.goto(`${server.origin}/projects/${projectId}/trust`)
  await page.getByRole('button', { name: 'Trust this project' }).press('Enter')
  await page.getByRole('status').filter({ hasText: 'You trusted this on' }).waitFor()
})

it('has its tests run in two threads, which speak to each other while they do', async () => {
  const words = prompt('Run the tests', bash('npm test 2>&1'), 'They pass.')
  const body = { projectId, permissionMode: 'bypass', prompt: words }
  ids = await Promise.all(['One', 'Other'].map((title) => server.thread({ ...body, title })))
  const threads = await Promise.all(ids.map((id) => rest(server, id)))
  ports = threads.map(({ preparation }) => preparation?.ports['PORT'] ?? 0)
  expect(new Set(ports).size).toBe(2)
  for (const [index, thread] of threads.entries()) {
    const printed = JSON.stringify(toolCalls(thread)[0])
    expect(printed).toContain(`${ports[index]} hears: hello from ${ports[1 - index]}`)
    expect(printed).toContain('# pass 1')
  }
  await openThread(page, server, ids[0]!)
  await page.getByRole('button', { name: /Setup.*Ready/ }).press('Enter')
  const given = page.getByRole('list', { name: 'What the worktree was given' })
  await given.getByText('node_modules').waitFor()
  await page.getByText(`PORT=${ports[0]}`).first().waitFor()
  await judge(page, () => given.waitFor())
})

const panel = () => page.getByRole('dialog', { name: /^Dev servers/ })
const said = async (port: number) => (await fetch(`http://localhost:${port}`)).text()

it('has the dev servers of both threads run at once, each on its own port', async () => {
  for (const [index, id] of ids.entries()) {
    await openThread(page, server, id)
    await page.getByRole('button', { name: 'Dev servers: 0 running' }).press('Enter')
    await panel().getByRole('button', { name: 'Start web' }).press('Enter')
    await panel()
      .getByRole('link', { name: `localhost:${ports[index]}` })
      .waitFor()
  }
  expect(await Promise.all(ports.map(said))).toEqual(ports.map((port) => `shop on ${port}`))
})

it('loses a thread that is deleted: its tear-down has run, its dev server ends, and the other goes on', async () => {
  await page.goto(`${server.origin}/t/${ids[0]}`)
  await page.getByRole('button', { name: 'Dev servers: 1 running' }).waitFor()
  await (await inPalette(page, '> delete', 'Delete “One”…')).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete thread' }).click()
  await page.getByText('Deleted “One”').first().waitFor()
  const told = () => readFileSync(down, { encoding: 'utf8', flag: 'a+' })
  await expect.poll(told, { timeout: 20_000 }).toContain(`${ports[0]} in `)
  await expect
    .poll(() => said(ports[0]!).catch(() => 'nothing there'), { timeout: 20_000 })
    .toBe('nothing there')
  expect(await said(ports[1]!)).toBe(`shop on ${ports[1]}`)
  expect(told().trim().split('\n')).toHaveLength(1)
  await server.api('POST', `/api/threads/${ids[1]}/servers`, { name: 'web', action: 'stop' })
  expect(tab.complaints).toEqual([])
})
