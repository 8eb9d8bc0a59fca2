// Going back, as a person does it: a file that a command had deleted comes back, the way back is undone, and an edited
// message takes the place of the old one.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, openThread, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest } from '../../support/threads.ts'

const scenarios = [
  {
    name: 'delete',
    steps: [
      [{ tool: 'Bash', input: { command: 'rm README.md && echo made > made.txt' } }],
      'The readme is gone.',
    ],
  },
  { name: 'instead', steps: ['I left the readme alone.'] },
]

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp }, scenarios })
  projectId = await server.addProject(server.repository('shop', { 'README.md': '# Shop\n' }))
  browser = await startBrowser()
  tab = await signedIn(browser, server)
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A thread whose second message made the agent delete a file by a command. */
async function deleted() {
  const id = await server.thread({ projectId, prompt: 'Hello' })
  await rest(server, id)
  await server.api('POST', `/api/threads/${id}/messages`, { text: 'Tidy up @delete' })
  const [approval] = await asked(server, id)
  if (approval) await decide(server, id, approval, { decision: 'allow' })
  await rest(server, id)
  const thread = await server.until(
    id,
    ({ checkpoints, turns }) =>
      checkpoints.filter(({ place }) => place === 'after').length === turns.length,
  )
  return { id, at: (name: string) => join(String(thread.worktreePath), name) }
}

const menu = (message: string) =>
  conversation(page)
    .locator('div', { has: page.getByText(message, { exact: true }) })
    .getByRole('button', { name: 'More for this message' })
    .last()
const dialog = () => page.getByRole('dialog')
const choose = async (message: string, entry: string) => {
  await menu(message).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

it('brings back a file that a command deleted, and undoes that', async () => {
  const { id, at } = await deleted()
  await openThread(page, server, id)
  expect(existsSync(at('README.md'))).toBe(false)
  await choose('Tidy up @delete', 'Rewind…')
  await dialog().getByText('2 files are set to what they were:').waitFor()
  await dialog().getByText('1 message of yours').waitFor()
  expect(await dialog().getByRole('listitem').allTextContents()).toEqual([
    'README.mdmade again',
    'made.txttaken away',
  ])
  await dialog().getByRole('button', { name: 'Rewind' }).click()
  await conversation(page).getByText('2 files were set back').waitFor()
  expect(readFileSync(at('README.md'), 'utf8')).toBe('# Shop\n')
  expect(existsSync(at('made.txt'))).toBe(false)
  expect(await conversation(page).getByText('The readme is gone.').count()).toBe(0)

  await page.reload()
  await conversation(page).getByRole('button', { name: 'Undo' }).click()
  await conversation(page).getByText('The rewind was undone.').waitFor()
  await conversation(page).getByText('The readme is gone.').waitFor()
  expect(existsSync(at('README.md'))).toBe(false)
  expect(readFileSync(at('made.txt'), 'utf8')).toBe('made\n')
})

it('sends an edited message in place of the old one, by keyboard', async () => {
  const { id, at } = await deleted()
  await openThread(page, server, id)
  await menu('Tidy up @delete').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Rewind…' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const field = dialog().getByRole('textbox', { name: 'Message' })
  expect(await field.inputValue()).toBe('Tidy up @delete')
  await field.fill('Keep it @instead')
  await field.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await choose('Tidy up @delete', 'Edit and resend…')
  expect(await field.inputValue()).toBe('Keep it @instead')
  await field.press('Control+Enter')
  await conversation(page).getByText('I left the readme alone.').waitFor()
  expect(await conversation(page).getByText('The readme is gone.').count()).toBe(0)
  expect(readFileSync(at('README.md'), 'utf8')).toBe('# Shop\n')

  // The answer to the edited message would be lost for good.
  await rest(server, id)
  const undo = conversation(page).getByRole('button', { name: 'Undo' })
  const question = page.getByRole('alertdialog')
  await undo.click()
  await question.getByText('1 message that you have sent since').waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await question.waitFor({ state: 'detached' })
  expect(await conversation(page).getByText('I left the readme alone.').count()).toBe(1)
  await undo.click()
  await question.getByRole('button', { name: 'Undo the rewind' }).click()
  await conversation(page).getByText('The readme is gone.').waitFor()
  expect(await conversation(page).getByText('I left the readme alone.').count()).toBe(0)
})

it('says why it waits while the agent works, and stops it', async () => {
  const { id } = await deleted()
  await server.api('POST', `/api/threads/${id}/messages`, {
    text: 'Wait [[script:[["x",{"hold":"wait"}]]]]',
  })
  await openThread(page, server, id)
  await server.untilStatus(id, 'running')
  await choose('Tidy up @delete', 'Rewind…')
  const go = dialog().getByRole('button', { name: 'Rewind' })
  expect(await go.isDisabled()).toBe(true)
  await dialog().getByRole('button', { name: 'Stop' }).click()
  await expect.poll(() => go.isDisabled(), { timeout: 30_000 }).toBe(false)
  server.model.release('wait')
})
