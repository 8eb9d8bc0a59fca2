// A Node project from its clone to its last thread: cloned from an address in the app and installed by npm, it gives two
// threads at a time its `.env`, its `node_modules` and a port of their own, with which their tests speak to each other and
// their dev servers run side by side; one thread is deleted, torn down first.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, inPalette, insist, openPalette, openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, server, tab } from '../../support/pages/rig.ts'
import { madeCertificate, startHttpsGit, type HttpsGit } from '../../support/skills/https-git.ts'
import { bash } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'
import { asked, rest, toolCalls } from '../../support/threads.ts'

/** Ends once it has asked the tests of another worktree, by their port, and was asked by them. */
const test = `
const { createServer } = require('node:http')
const { test } = require('node:test')
const { readdirSync, writeFileSync } = require('node:fs')
const greet = require('greet')
process.loadEnvFile('.env')
test('meets the tests of another thread', { timeout: 100_000 }, async () => {
  const { MEET: place, SECRET: secret, PORT: own } = process.env
  let asked
  const wasAsked = new Promise((resolve) => (asked = resolve))
  const server = createServer((_, answer) => answer.end(greet(own, secret), asked))
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
/** A package with a program of its own, which npm links into `node_modules/.bin`. */
const greet = {
  'package.json': JSON.stringify({ name: 'greet', version: '1.0.0', bin: 'program.js' }),
  'index.js': 'module.exports = (who, secret) => `hello from ${who}, who knows ${secret}`\n',
  'program.js': "#!/usr/bin/env node\nconsole.log('greet greets the tests')\n",
}
const scenarios = [{ name: 'tests', steps: [[bash('npm test 2>&1')], 'I saw: {{toolResult}}'] }]

let place: string
let down: string
let remote: HttpsGit
let projectId: string
let ids: string[]
let ports: number[]

browserRig({ server: { scenarios }, tab: { colorScheme: 'light' } })

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
  const dependencies = { greet: 'file:vendor/greet-1.0.0.tgz' }
  const scripts = { test: 'greet && node --test --test-reporter=tap' }
  const origin = server.repository('origin', {
    '.gitignore': '.env\nnode_modules/\n',
    '.a-parallel.json': JSON.stringify(recipe),
    'package.json': JSON.stringify({ name: 'shop', private: true, scripts, dependencies }),
    'shop.test.js': test,
    'web.cjs': web,
  })
  mkdirSync(join(origin, 'vendor'))
  npm(
    makeRepository(join(server.folder, 'greet'), greet),
    'pack',
    `--pack-destination=${origin}/vendor`,
  )
  const git = (...args: string[]) => execFileSync('git', args, { cwd: origin, stdio: 'pipe' })
  git('add', '-A')
  git('commit', '-q', '-m', 'The package')
  const served = join(server.folder, 'served')
  git('clone', '-q', '--bare', origin, join(served, 'clone.git'))
  const certificate = madeCertificate(server.folder)
  writeFileSync(join(home(), '.gitconfig'), `[http]\nsslCAInfo = ${certificate}\n`)
  remote = await startHttpsGit(served, certificate)
})
afterAll(() => remote?.close())

const home = () => server.environment.HOME ?? ''

/** What there is needs no network; what a person has set up for npm here counts for nothing. */
function npm(cwd: string, ...args: string[]): void {
  const env = { PATH: process.env.PATH, HOME: home() }
  execFileSync('npm', [...args, '--offline', '--no-audit'], { cwd, env, stdio: 'pipe' })
}

it('is cloned from its address in the app, and trusted', async () => {
  await page.goto(server.origin)
  await page.getByRole('button', { name: 'Add project', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a project' })
  await dialog.getByRole('radio', { name: 'Clone' }).check({ force: true })
  const box = (name: string) => dialog.getByRole('textbox', { name, exact: true })
  await box('Address').fill(`${remote.origin}/clone.git`)
  await box('Into the folder').fill(server.folder)
  await dialog.getByRole('button', { name: 'Clone', exact: true }).click()
  await page.waitForURL(/\/new\?project=/)
  projectId = new URL(page.url()).searchParams.get('project') ?? ''
  const clone = join(server.folder, 'clone')
  writeFileSync(join(clone, '.env'), `MEET=${place}\nSECRET=tomatoes\n`)
  npm(clone, 'install')
  await page.goto(`${server.origin}/projects/${projectId}/trust`)
  await page.getByRole('button', { name: 'Trust this project' }).press('Enter')
  await page.getByRole('status').filter({ hasText: 'You trusted this on' }).waitFor()
})

/** Writes a thread in the clone, and begins it, by keys alone. */
async function begin(words: string): Promise<string> {
  const field = await openPalette(page)
  await page.keyboard.type('clone')
  const option = page.getByRole('option', { name: 'New thread in clone' })
  await option.waitFor()
  // Threads of the clone come before it.
  await insist(
    () => page.keyboard.press('ArrowDown'),
    async () =>
      (await field.getAttribute('aria-activedescendant')) === (await option.getAttribute('id')),
  )
  await page.keyboard.press('Enter')
  const box = page.getByRole('textbox', { name: 'What the agent should do' })
  await expect
    .poll(() => box.evaluate((one) => one === document.activeElement), { timeout: 20_000 })
    .toBe(true)
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/t\/[0-9a-f-]{36}$/)
  return page.url().slice(-36)
}

/** Allows what a thread asks, by keys. */
async function allow(id: string): Promise<void> {
  await openThread(page, server, id)
  const card = page.getByRole('region', { name: 'Allow this command?' })
  await card.getByText('npm test').first().waitFor()
  const isFocused = () => card.evaluate((one) => one === document.activeElement)
  await insist(() => page.keyboard.press('Alt+P'), isFocused)
  await insist(
    () => page.keyboard.press('1'),
    async () => (await card.count()) === 0,
  )
}

it('has its tests run in two threads, which speak to each other while they do', async () => {
  ids = [await begin('The @tests run in one'), await begin('The @tests run in another')]
  for (const id of ids) await asked(server, id)
  for (const id of ids) await allow(id)
  const threads = await Promise.all(ids.map((id) => rest(server, id, 120_000)))
  expect(threads.map((thread) => thread.projectId)).toEqual([projectId, projectId])
  ports = threads.map(({ preparation }) => preparation?.ports['PORT'] ?? 0)
  expect(new Set(ports).size).toBe(2)
  for (const [index, thread] of threads.entries()) {
    const printed = JSON.stringify(toolCalls(thread)[0])
    const heard = `${ports[index]} hears: hello from ${ports[1 - index]}, who knows tomatoes`
    for (const words of ['greet greets the tests', heard, '# pass 1', '# fail 0'])
      expect(printed).toContain(words)
    await openThread(page, server, thread.id)
    await conversation(page)
      .getByText(/I saw:/)
      .first()
      .waitFor()
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
  await (await inPalette(page, '> delete', 'Delete “The @tests run in one”…')).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete thread' }).click()
  await page.getByText('Deleted “The @tests run in one”').first().waitFor()
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
