// Dev servers from the thread: what the recipe offers is started, found by its link, read, restarted and stopped by keys; the
// lists tell where one runs; one that fails says how, and a port that is taken whose it is. Another program’s setup files
// become a proposal.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

const web = `
const port = Number(process.env.PORT)
require('node:http').createServer((_, answer) => answer.end('the shop')).listen(port, '127.0.0.1', () => console.log('ready on ' + port))
`
const recipe = {
  ports: ['PORT', 'API_PORT'],
  servers: [
    { name: 'web', command: 'node web.cjs', port: 'PORT' },
    { name: 'api', command: 'echo no database; exit 3', port: 'API_PORT' },
  ],
}

browserRig({
  tab: { colorScheme: 'light' },
  files: { 'web.cjs': web, '.a-parallel.json': JSON.stringify(recipe) },
})

let id: string

beforeAll(async () => {
  id = await server.thread({ projectId, title: 'Shop', prompt: prompt('Say it', 'Said.') })
  await rest(server, id)
})
afterAll(() => server.api('POST', `/api/threads/${id}/servers`, { name: 'web', action: 'stop' }))

const panel = () => page.getByRole('dialog', { name: /^Dev servers/ })
const item = (name: string) => panel().getByRole('listitem').filter({ hasText: name })
/** One that is still at what was wished before takes no press. */
const press = (name: string) =>
  panel().getByRole('button', { name }).and(page.locator(':not([aria-busy])')).press('Enter')

it('starts nothing before the project is trusted, and leads to where that is decided', async () => {
  await openThread(page, server, id)
  await page.getByRole('button', { name: 'Dev servers: 0 running' }).waitFor()
  await page.keyboard.press('Alt+S')
  await press('Start web')
  await panel().getByRole('link', { name: 'See what it brings' }).press('Enter')
  await page.getByRole('region', { name: 'Dev servers' }).getByText('node web.cjs').waitFor()
  await page.getByRole('button', { name: 'Trust this project' }).press('Enter')
  await page.getByRole('status').filter({ hasText: 'You trusted this on' }).waitFor()
})

it('starts, shows its link and its log, and tells the lists', async () => {
  await openThread(page, server, id)
  await page.getByRole('button', { name: 'Dev servers: 0 running' }).waitFor()
  await page.keyboard.press('Alt+S')
  await press('Start web')
  const link = panel().getByRole('link', { name: /^localhost:/ })
  await link.waitFor()
  const address = (await link.getAttribute('href')) ?? ''
  expect(await (await fetch(address)).text()).toBe('the shop')
  expect([await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual([
    '_blank',
    'noopener noreferrer',
  ])
  const { port } = new URL(address)
  await press('Show what web printed')
  await panel().getByText(`ready on ${port}`).waitFor()
  await press('Start api')
  await item('api').getByText('ended with code 3').waitFor()
  await item('api').getByText('no database', { exact: true }).waitFor()
  await judge(page, () => panel().getByText(`ready on ${port}`).waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByRole('dialog').getByText('node web.cjs'),
  })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Dev servers: 1 running' }).waitFor()
  await page.goto(server.origin)
  const mark = page.getByRole('img', { name: `Running here: web on port ${port}` })
  await mark.first().waitFor()
  await judge(page, () => mark.first().waitFor())
})

it('shows beside the conversation what is served, and nothing that no server of the thread serves', async () => {
  await openThread(page, server, id)
  await page.getByRole('button', { name: 'Dev servers: 1 running' }).press('Enter')
  await press('Preview localhost:')
  const pane = page.getByRole('region', { name: 'Preview' })
  const frame = page.locator('#review iframe')
  await pane.frameLocator('iframe').getByText('the shop').waitFor()
  expect(await frame.getAttribute('sandbox')).not.toContain('top-navigation')
  await judge(page, () => frame.waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: frame,
  })
  await page.setViewportSize({ width: 1440, height: 900 })
  await pane.getByRole('button', { name: 'As wide as a phone' }).press('Enter')
  await expect.poll(async () => (await frame.boundingBox())?.width).toBe(390)
  await pane.getByRole('button', { name: 'Load it again' }).press('Enter')
  await pane.frameLocator('iframe').getByText('the shop').waitFor()
  // What an address says is not framed for that.
  const elsewhere = new URL(page.url())
  elsewhere.searchParams.set('port', new URL(server.origin).port)
  await page.goto(elsewhere.href)
  await pane.getByText(/^Nothing listens on localhost:\d+ now$/).waitFor()
  expect(await frame.count()).toBe(0)
  await pane.getByRole('button', { name: 'Close the preview' }).press('Enter')
  await pane.waitFor({ state: 'hidden' })
})

it('is restarted and stopped, and a port that somebody else holds is left to them', async () => {
  await openThread(page, server, id)
  await page.getByRole('button', { name: 'Dev servers: 1 running' }).press('Enter')
  await press('Restart web')
  await panel()
    .getByRole('link', { name: /^localhost:/ })
    .waitFor()
  await press('Stop web')
  await item('web').getByText('stopped').waitFor()
  const { preparation } = await server.snapshot(id)
  const port = preparation?.ports['PORT'] ?? 0
  const foreign = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => foreign.once('listening', resolve))
  await press('Start web')
  await item('web')
    .getByRole('alert')
    .filter({ hasText: `listens on port ${port}` })
    .waitFor()
  expect(foreign.listening).toBe(true)
  await new Promise((resolve) => foreign.close(resolve))
  await press('Start web')
  await panel()
    .getByRole('link', { name: `localhost:${port}` })
    .waitFor()
  // What was refused, as it should be, the browser tells as well.
  expect(tab.complaints.filter((words) => !words.includes('409 (Conflict)'))).toEqual([])
})

it('proposes a setup from another program’s files, which is looked at before it is saved', async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  const repository: string = projects[0].path
  const theirs = {
    scripts: { setup: 'touch ran', run: 'npm run dev -- --port $CONDUCTOR_PORT', lint: 'x' },
  }
  writeFileSync(join(repository, 'conductor.json'), JSON.stringify(theirs))
  await page.goto(`${server.origin}/projects/${projectId}/setup`)
  await page.getByRole('button', { name: 'Look for such files' }).press('Enter')
  const preview = page.getByRole('group', { name: 'Proposed setup' })
  await preview.getByText('touch ran').waitFor()
  await page.getByRole('list', { name: 'What is not in it' }).getByText('scripts.lint').waitFor()
  await judge(page, () => preview.waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText('scripts.lint'),
  })
  await page.getByRole('button', { name: 'Work on it in the repository’s field' }).press('Enter')
  const box = page.getByRole('textbox', { name: 'Of the repository (.a-parallel.json)' })
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  await box.press('Control+Enter')
  await page.getByText('Not committed on the default branch like this').waitFor()
  const saved = JSON.parse(readFileSync(join(repository, '.a-parallel.json'), 'utf8'))
  expect(saved.servers[0]).toMatchObject({ name: 'dev', port: 'PORT' })
  expect(existsSync(join(repository, 'ran'))).toBe(false)
  // What was refused, as it should be, the browser tells as well.
  expect(tab.complaints.filter((words) => !words.includes('409 (Conflict)'))).toEqual([])
})
