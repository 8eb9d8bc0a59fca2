// What goes wrong around a real agent, as a person meets it: each is said with the next step, nothing that was typed is
// lost, and the thread goes on. And the warning where two threads would work in one checkout.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composer, conversation, openThread, saidOnce, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { judge } from '../../support/pages/judge.ts'
import { prompt, type Step } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp } })
  // The page comes back to the address it knows, so the port has to stay.
  server.environment['PORT'] = new URL(server.origin).port
  // The person's own settings of the agent: the usual number of tries takes minutes.
  mkdirSync(join(server.folder, 'home/.claude'), { recursive: true })
  const settings = JSON.stringify({ env: { CLAUDE_CODE_MAX_RETRIES: '1' } })
  writeFileSync(join(server.folder, 'home/.claude/settings.json'), settings)
  projectId = await server.addProject(server.repository('shop'))
  browser = await startBrowser()
  tab = await signedIn(browser, server)
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const failed = () => page.getByRole('region', { name: 'The agent could not go on' })
const draft = 'half a thought'

/** A step that the model's service refuses so many times. */
const refused = (status: number, times: number | 'always'): Step => ({
  blocks: ['Never mind, here I am.'],
  error: { status, message: `${status} by script`, times },
})

/** Sends a message; what is typed behind it must outlive whatever comes of it. */
async function say(text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
  await expect.poll(() => composer(page).inputValue()).toBe('')
  await composer(page).fill(draft)
}

/** The failure is told in these words, beside the way to go on; what was typed meanwhile is still there. */
async function told(...words: string[]): Promise<void> {
  await failed().waitFor()
  for (const part of words) await failed().getByText(part, { exact: false }).first().waitFor()
  await failed().getByRole('button', { name: 'Resume' }).waitFor()
  expect(await composer(page).inputValue()).toBe(draft)
}

it('each error of the model’s service is said with the next step, and the thread goes on', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Begin', 'I am here.') })
  await rest(server, id)
  await openThread(page, server, id)

  await say(prompt('First', refused(401, 'always')))
  await told('Claude Code is not signed in.', 'sign in, then go on')
  await judge(page, () => failed().waitFor())

  await say(prompt('Second', refused(529, 'always')))
  const retry = /^The model’s service answered 529\. Attempt 1 of 1, next in \S/
  await conversation(page).getByText(retry).first().waitFor()
  await told('Try again in a moment.', '529')
  await conversation(page).getByText('First', { exact: false }).first().waitFor()

  await say(prompt('Third', refused(529, 1)))
  await conversation(page).getByText('Never mind, here I am.', { exact: true }).waitFor()
  await server.untilStatus(id, 'completed')
  await expect.poll(() => failed().count()).toBe(0)

  // The session's name is in what the agent says and not in what it was told.
  await say(prompt('Fourth', { blocks: ['As {{session}} I was cut and arrive whole.'], cut: 50 }))
  const { run } = await server.untilStatus(id, 'completed')
  await conversation(page).getByText(`As ${run?.sessionId} I was cut and arrive whole.`).waitFor()
  await saidOnce(conversation(page), `As ${run?.sessionId}`)
  expect(await failed().count()).toBe(0)
  expect(await composer(page).inputValue()).toBe(draft)

  // What failed for good is asked again as it was, once that is of any use.
  const gate = 'A hanging service'
  await say(prompt('Fifth', { blocks: [gate], error: { status: 503, times: 3 } }))
  await told('Try again in a moment.', '503')
  await failed().getByRole('button', { name: 'Resume' }).click()
  await conversation(page).getByText(gate, { exact: true }).waitFor()
  await server.untilStatus(id, 'completed')
  expect(await composer(page).inputValue()).toBe(draft)
  expect(tab.complaints).toEqual([])
})

it('an agent that is not there is said, its message kept; found again, the thread goes on', async () => {
  server.environment['CLAUDE_PATH'] = '/nonexistent/claude'
  await server.restart()
  await page.goto(`${server.origin}/new?project=${projectId}`)
  const words = 'Look around'
  const box = page.getByRole('textbox', { name: 'What the agent should do' })
  await box.fill(prompt(words, 'I looked around.'))
  await page.getByRole('button', { name: 'Start' }).click()
  await page.waitForURL(/\/t\/[0-9a-f-]{36}/)
  const id = page.url().slice(-36)
  await composer(page).fill(draft)
  await told('Claude Code was not found on this machine.', 'See Settings')
  await conversation(page).getByText(words, { exact: false }).first().waitFor()
  await judge(page, () => failed().waitFor())

  delete server.environment['CLAUDE_PATH']
  await server.restart()
  await page.getByText('Connected', { exact: true }).waitFor()
  await failed().getByRole('button', { name: 'Resume' }).click()
  await conversation(page).getByText('I looked around.', { exact: true }).waitFor()
  await server.untilStatus(id, 'completed')
  expect(await composer(page).inputValue()).toBe(draft)
})

it('a second thread in the project’s own checkout is warned of the first', async () => {
  const first = { projectId, mode: 'local', prompt: prompt('Stay', ['Here. ', { hold: 'local' }]) }
  const id = await server.thread(first)
  await server.untilStatus(id, 'running')
  await page.goto(`${server.origin}/new?project=${projectId}`)
  const warning = page.getByText('1 other thread works in this checkout right now.', {
    exact: false,
  })
  await page.getByRole('radio', { name: 'Worktree' }).waitFor()
  expect(await warning.count()).toBe(0)
  await page.getByRole('radio', { name: 'Local' }).click()
  await warning.waitFor()
  server.model.release('local')
  await rest(server, id)
  await expect.poll(() => warning.count()).toBe(0)
})
