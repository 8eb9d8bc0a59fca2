// Forking, as a person does it: from a message's menu, into a thread that runs beside the one it came from.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composer, conversation, openThread, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, talk } from '../../support/threads.ts'

const write = (name: string) => [
  { tool: 'Write', input: { file_path: `{{cwd}}/${name}`, content: 'x\n' } },
]
const scenarios = [
  { name: 'first', steps: [write('one.txt'), 'The first answer.'] },
  { name: 'second', steps: [write('two.txt'), 'The second answer.'] },
  { name: 'hold', steps: [['Working on it.', { hold: 'origin' }]] },
  { name: 'fork', steps: ['The fork answers.'] },
]

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp }, scenarios })
  browser = await startBrowser()
  tab = await signedIn(browser, server)
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it('forks from a message, and both run beside each other and name each other', async () => {
  const projectId = await server.addProject(server.repository('shop'))
  const id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    title: 'The origin',
    prompt: 'Begin @first',
  })
  await rest(server, id)
  await talk(server, id, 'Go on @second')
  await server.api('POST', `/api/threads/${id}/messages`, { text: 'Go on @hold' })
  await openThread(page, server, id)
  await conversation(page).getByText('Working on it.').waitFor()
  await page.getByRole('button', { name: 'More for this message' }).first().click()
  await page.getByRole('menuitem', { name: 'Fork from here' }).click()

  await page.getByRole('navigation', { name: 'Forks' }).getByText('Forked from').waitFor()
  await conversation(page).getByText('The first answer.').waitFor()
  expect(await conversation(page).getByText('The second answer.').count()).toBe(0)
  await composer(page).fill('Your turn @fork')
  await composer(page).press('Enter')
  await conversation(page).getByText('The fork answers.').waitFor()
  expect((await server.snapshot(id)).status).toBe('running')
  const forkId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const fork = await server.snapshot(forkId)
  expect(fork.origin?.threadId).toBe(id)
  expect(existsSync(join(String(fork.worktreePath), 'one.txt'))).toBe(true)
  expect(existsSync(join(String(fork.worktreePath), 'two.txt'))).toBe(false)

  await page.getByRole('navigation', { name: 'Forks' }).getByRole('link').click()
  await page.waitForURL(`**/t/${id}`)
  await page
    .getByRole('navigation', { name: 'Forks' })
    .getByRole('link', { name: 'The origin (fork)' })
    .waitFor()
  server.model.release('origin')
  await rest(server, id)
})
