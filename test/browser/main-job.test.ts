// The main job, as a person does it: five real agents on one repository, in the built app.
import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { findTree } from '../../packages/server/src/runner/processes/kill-tree.ts'
import { builtApp, startBrowser, visit, type Visit } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const bash = (command: string) => [{ tool: 'Bash', input: { command } }]

/** What each agent says first. Behind it all five wait for one gate, so that they are at work at the same time. */
const opening = 'I begin. '
const together = { hold: 'together' }

const scenarios = [
  {
    name: 'story',
    steps: [
      [
        opening,
        together,
        'The first half is here. ',
        { hold: 'story' },
        'The second half came later.',
      ],
    ],
  },
  {
    name: 'write',
    steps: [
      [
        { thinking: 'A new file will do.' },
        opening,
        together,
        { tool: 'Write', input: { file_path: '{{cwd}}/written.txt', content: 'by auto edit\n' } },
      ],
      'Now it is written.',
    ],
  },
  { name: 'follow', steps: ['Now it is late.'] },
  {
    name: 'touch',
    steps: [[opening, together, ...bash('touch allowed.txt && echo touched')], 'Now it is there.'],
  },
  {
    name: 'delete',
    steps: [[opening, together, ...bash('rm README.md')], 'Then I leave it: {{toolResult}}'],
  },
  {
    name: 'sleep',
    steps: [
      [opening, together, ...bash('sleep 300 & setsid sleep 300 & touch asleep.txt; sleep 300')],
      'Now I am awake.',
    ],
  },
]

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let repository: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp }, scenarios })
  repository = server.repository('shop', { 'README.md': '# Shop\n', 'src/cart.js': 'export {}\n' })
  browser = await startBrowser()
  tab = await visit(browser)
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const conversation = () => page.getByRole('log')

async function startThread(prompt: string, mode?: 'Auto edit'): Promise<string> {
  await page
    .getByRole('link', { name: /^New thread/ })
    .first()
    .click()
  const box = page.getByRole('textbox', { name: 'What the agent should do' })
  await box.fill(prompt)
  if (mode) {
    await page.getByRole('button', { name: 'Permissions' }).click()
    await page.getByRole('menuitemradio', { name: mode }).click()
  }
  await page.getByRole('button', { name: 'Start', exact: false }).click()
  await page.waitForURL(/\/t\/[0-9a-f-]{36}/)
  return page.url().slice(-36)
}

/** Presses until it took: a card that has just appeared ignores a press that may have been meant for something else. */
async function press(name: string | RegExp, gone = name): Promise<void> {
  const button = page.getByRole('button', { name })
  await button.first().waitFor()
  await vi.waitFor(
    async () => {
      if (await button.first().isVisible()) await button.first().click({ timeout: 1_000 })
      expect(await page.getByRole('button', { name: gone }).count()).toBe(0)
    },
    { timeout: 20_000, interval: 250 },
  )
}

function openThread(id: string) {
  return page.goto(`${server.origin}/t/${id}`)
}

/** Everything in the checkout but what git keeps for worktrees, and the index, HEAD and config of the repository. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const walk = (folder: string) => {
    for (const name of readdirSync(folder).toSorted()) {
      const path = join(folder, name)
      if (name === '.git')
        for (const file of ['index', 'HEAD', 'config']) hash.update(readFileSync(join(path, file)))
      else if (statSync(path).isDirectory()) walk(path)
      else hash.update(path).update(readFileSync(path))
    }
  }
  walk(repository)
  return hash.digest('hex')
}

/**
 * The page lists all five as working, and the model answers all five at this moment: each in a session of its own, the
 * first words sent, the rest not. None of them can have waited for another.
 */
async function expectAllAtWork(ids: string[]): Promise<void> {
  const held = () =>
    server.model
      .requests()
      .filter(({ answer }) => answer.state === 'running' && answer.holding === 'together')
  await expect.poll(() => held().length, { timeout: 60_000 }).toBe(ids.length)
  const threads = await Promise.all(ids.map((id) => server.snapshot(id)))
  const sessions = threads.map((thread) => thread.run?.sessionId)
  expect(
    held()
      .map(({ sessionId }) => sessionId)
      .toSorted(),
  ).toEqual(sessions.toSorted())
  expect(held().map(({ answer }) => answer.text)).toEqual(ids.map(() => opening))
  expect(threads.map(({ status }) => status)).toEqual(ids.map(() => 'running'))
  expect(new Set(threads.map(({ worktreePath }) => worktreePath)).size).toBe(ids.length)
  for (const { title } of threads) {
    const row = page.getByRole('navigation').getByRole('link', { name: title })
    await row.getByText('Working').or(row.getByLabel('Working')).first().waitFor()
  }
  await conversation().getByText(opening.trim()).waitFor()
}

it('five agents think, edit and run commands at once, each in its own worktree', async () => {
  const before = fingerprint()

  await page.goto(server.signInLink())
  await expect.poll(() => page.url()).not.toContain('code=')
  await page.getByRole('button', { name: 'Add project' }).first().click()
  await page.getByRole('textbox', { name: 'Folder' }).fill(repository)
  await page.getByRole('dialog').getByRole('button', { name: 'Add project' }).click()
  await page
    .getByRole('link', { name: /^New thread/ })
    .first()
    .waitFor()

  const streaming = await startThread('Tell me a @story')
  const writing = await startThread('Please @write it down', 'Auto edit')
  const allowed = await startThread('Please @touch it')
  const denied = await startThread('Please @delete it')
  const stopped = await startThread('Please @sleep')
  const five = [streaming, writing, allowed, denied, stopped]
  await expectAllAtWork(five)

  server.model.release('together')
  await openThread(streaming)
  await conversation().getByText('The first half is here.').waitFor()
  expect(
    server.model.requests().find((request) => request.userText.includes('@story'))?.answer.holding,
  ).toBe('story')
  expect(await conversation().getByText('The second half came later.').count()).toBe(0)

  await openThread(writing)
  await conversation().getByText('Now it is written.').waitFor()
  await conversation()
    .getByRole('button', { name: /^Thought/ })
    .click()
  await conversation().getByText('A new file will do.').last().waitFor()

  await openThread(allowed)
  await page.getByRole('button', { name: /^Allow/ }).waitFor()
  // Three ask, each in its own thread.
  await expect
    .poll(() => page.title(), { timeout: 20_000 })
    .toMatch(/^\([34]\) Please @touch it · a-parallel$/)
  await press(/^Allow/)
  await conversation().getByText('Now it is there.').waitFor()

  await openThread(denied)
  await press(/^Deny…/, /^Allow/)
  await page
    .getByRole('textbox', { name: 'Why not? The agent reads this.' })
    .fill('We need that file')
  await page.getByRole('button', { name: 'Deny', exact: true }).last().click()
  await conversation()
    .getByText(/Then I leave it:.*We need that file/s)
    .waitFor()
  await conversation().getByText('Denied by you').first().waitFor()

  await openThread(stopped)
  await press(/^Allow/)
  const asleep = await server.snapshot(stopped)
  await vi.waitFor(
    () => expect(existsSync(join(asleep.worktreePath ?? '', 'asleep.txt'))).toBe(true),
    20_000,
  )
  const marker = `A_PARALLEL_RUN=${asleep.run?.id}`
  expect((await findTree({ marker })).length).toBeGreaterThan(2)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await server.untilStatus(stopped, 'stopped')
  await page.getByText('Its work so far is kept.', { exact: false }).first().waitFor()
  expect(await findTree({ marker, cwdInside: asleep.worktreePath ?? '' })).toEqual([])

  // The first one is still in the middle of its sentence. A reload loses nothing and doubles nothing.
  await openThread(streaming)
  await conversation().getByText('The first half is here.').waitFor()
  await page.reload()
  await conversation().getByText('The first half is here.').waitFor()
  server.model.release('story')
  await conversation().getByText('The second half came later.').waitFor()
  await server.untilStatus(streaming, 'completed')
  const text = (await conversation().textContent()) ?? ''
  expect(text.split('The first half is here.').length - 1).toBe(1)

  // A follow-up goes to the same conversation of the same agent.
  await openThread(writing)
  const box = page.getByRole('textbox', { name: 'Message to the agent' })
  await box.fill('And a @follow up')
  await box.press('Enter')
  await conversation().getByText('Now it is late.').waitFor()
  const followed = await server.untilStatus(writing, 'completed')
  const sessions = new Set(
    server.model
      .requests()
      .filter((request) => /@write|@follow/.test(request.userText))
      .map((request) => request.sessionId),
  )
  expect([...sessions]).toEqual([followed.run?.sessionId])

  const worktrees = await Promise.all(
    [writing, allowed, denied, stopped].map((id) => server.snapshot(id)),
  )
  const has = (name: string) =>
    worktrees.map((thread) => existsSync(join(thread.worktreePath ?? '', name)))
  expect(has('written.txt')).toEqual([true, false, false, false])
  expect(has('allowed.txt')).toEqual([false, true, false, false])
  expect(has('README.md')).toEqual([true, true, true, true])
  expect(has('asleep.txt')).toEqual([false, false, false, true])
  expect(fingerprint()).toBe(before)
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: repository }).toString()).toBe('')
  expect(tab.complaints).toEqual([])
})
