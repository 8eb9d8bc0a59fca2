// Reviewing what an agent did, with the real agent: its changes are read beside the conversation by mouse and keyboard, a
// change is staged, another reverted and had back, a comment is
// sent and answered by a new edit, and what it writes meanwhile is shown only when asked for.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, openThread, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { judge } from '../../support/pages/judge.ts'
import { picture } from '../../support/pictures.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

const lines = Array.from({ length: 60 }, (_, line) => `export const value${line} = ${line}`)
const path = '{{cwd}}/src/values.ts'
const edit = (from: string, to: string) => [
  [{ tool: 'Read', input: { file_path: path } }],
  [{ tool: 'Edit', input: { file_path: path, old_string: from, new_string: to } }],
]
const scenarios = [
  {
    name: 'begin',
    steps: [
      ...edit('value5 = 5\n', 'value5 = 500\n'),
      ...edit('value50 = 50\n', 'value50 = 5000\n'),
      'Two values are larger now.',
    ],
  },
  { name: 'answer', steps: [...edit('value5 = 500\n', 'value5 = 555\n'), 'Changed as you said.'] },
]

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let id: string
let worktree: string
/** What this page has sent over its connection, and a way to cut that. */
const live = { sent: [] as string[], cut: () => {} }

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp }, scenarios })
  const files = { 'src/values.ts': `${lines.join('\n')}\n`, 'README.md': '# Shop\n' }
  const projectId = await server.addProject(server.repository('shop', files))
  id = await server.thread({
    projectId,
    title: 'Larger values',
    permissionMode: 'autoEdit',
    prompt: 'Make them larger @begin',
  })
  worktree = String((await rest(server, id)).worktreePath)
  const put = (name: string, what: string | Buffer) => writeFileSync(join(worktree, name), what)
  put('logo.png', picture(24, 16).bytes)
  put('access.ts', "if (user !== 'admin\u202E') {\n}\n")
  browser = await startBrowser()
  tab = await signedIn(browser, server)
  page = tab.page
  await page.routeWebSocket(/\/api\/live/, (socket) => {
    const toServer = socket.connectToServer()
    socket.onMessage((message) => {
      live.sent.push(String(message))
      toServer.send(message)
    })
    live.cut = () => void Promise.all([socket.close(), toServer.close()])
  })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A busy machine takes its time. */
const soon = { timeout: 15_000 }
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const file = (name: string) => pane().getByRole('group', { name, exact: true })
const line = (name: string, text: string) =>
  file(name).locator('[data-line]').filter({ hasText: text })
/** What one stands at: a file's name, a hunk's head, a line. */
const focused = () =>
  page.evaluate(() => document.querySelector('[data-stop]:focus')?.textContent ?? '')

it('opens beside the conversation and says what changed, also where no line says it', async () => {
  await openThread(page, server, id)
  await page.getByRole('button', { name: 'Changes: 3 files' }).click()
  await pane().getByRole('heading', { name: '3 files changed' }).waitFor()
  await conversation(page).getByText('Two values are larger now.').waitFor()
  expect(new URL(page.url()).searchParams.get('panel')).toBe('review')
  await line('src/values.ts', 'added line 6:export const value5 = 500').waitFor()
  await line('src/values.ts', 'removed line 6:export const value5 = 5').waitFor()
  await file('access.ts').getByText('Hidden character U+202E').waitFor()
  await file('access.ts').getByText('Reading direction').waitFor()
  await file('logo.png').getByRole('img', { name: 'After: logo.png' }).waitFor()
  await file('logo.png').getByText('24 × 16').waitFor()
})

it('is walked by keyboard, and shows more lines and the whole screen', async () => {
  await pane().getByRole('group', { name: 'Lines that changed' }).focus()
  await page.keyboard.press('j')
  for (let step = 0; step < 4 && !(await focused()).includes('values.ts'); step += 1)
    await page.keyboard.press('j')
  await expect.poll(focused, soon).toContain('values.ts')
  await page.keyboard.press(']')
  await expect.poll(focused, soon).toContain('@@')
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused, soon).toContain('value2')
  await file('src/values.ts')
    .getByRole('button', { name: 'Show more lines around' })
    .first()
    .click()
  await line('src/values.ts', 'export const value20 = 20').waitFor()
  await page.keyboard.press('f')
  await conversation(page).waitFor({ state: 'detached' })
  // There is room for both sides now.
  await expect.poll(() => file('src/values.ts').locator('[data-line=n20]').count(), soon).toBe(2)
  await pane().getByRole('searchbox', { name: 'Filter files' }).fill('logo')
  await pane().getByRole('list', { name: 'Changed files' }).getByText('logo.png').waitFor()
  expect(await pane().getByRole('listitem').count()).toBe(1)
  await pane().getByRole('searchbox', { name: 'Filter files' }).fill('')
  await file('src/values.ts').getByRole('button', { name: 'More for this file' }).click()
  await page.getByRole('menuitem', { name: 'Show only the changes' }).click()
  await line('src/values.ts', 'value20').first().waitFor({ state: 'detached' })
  await pane().getByRole('button', { name: 'Show beside the conversation' }).click()
  await conversation(page).waitFor()
})

it('stages one change by a key, reverts another and has it back', async () => {
  const at = join(worktree, 'src/values.ts')
  const text = () => readFileSync(at, 'utf8')
  const second = file('src/values.ts').getByRole('group', { name: 'Change 2 of 2' })
  await pane().getByRole('group', { name: 'Lines that changed' }).focus()
  for (let step = 0; step < 9 && !(await focused()).includes('@@ −48'); step += 1) {
    await page.keyboard.press(']')
    await expect.poll(focused, soon).toContain('@@')
  }
  await page.keyboard.press('s')
  await second.waitFor({ state: 'detached' })
  await pane().getByText('1 file is approved (staged). Below is what is new since.').waitFor()
  await file('src/values.ts').getByText('partly approved').waitFor()
  expect(text()).toContain('value50 = 5000')

  await file('src/values.ts').getByRole('button', { name: 'Revert', exact: true }).click()
  // A toast stays as long as one points at it.
  await page.getByRole('button', { name: 'Undo' }).hover()
  await file('src/values.ts').waitFor({ state: 'detached' })
  expect(text()).toContain('value5 = 5\n')
  await page.getByRole('button', { name: 'Undo' }).click()
  await line('src/values.ts', 'added line 6:export const value5 = 500').waitFor()
  expect(text()).toContain('value5 = 500\n')

  await pane().getByRole('radio', { name: 'Approved (staged) 1' }).check()
  await line('src/values.ts', 'value50 = 5000').waitFor()
  expect(await line('src/values.ts', 'value5 = 500\n').count()).toBe(0)
  await pane().getByRole('radio', { name: 'To review 3' }).check()
})

it('keeps a comment, sends it with path, line and code, and calls it answered after the edit', async () => {
  await line('src/values.ts', 'added line 6:').locator('[data-gutter]').last().click()
  await pane().getByRole('group', { name: 'Chosen lines' }).getByText('1 line').waitFor()
  await pane().getByRole('button', { name: 'Comment', exact: true }).click()
  const box = pane().getByRole('textbox', { name: 'Comment on src/values.ts, line 6' })
  await box.waitFor()
  expect(await box.evaluate((own) => own === document.activeElement)).toBe(true)
  await box.fill('Why not 555? @answer')
  await page.reload()
  await pane().getByText('1 comment to send').waitFor()
  await file('src/values.ts').getByText('Why not 555? @answer').waitFor()

  await pane().getByRole('button', { name: 'Send to the agent' }).click()
  await conversation(page).getByText('Changed as you said.').waitFor()
  const said = (await rest(server, id)).turns.at(-1)?.text
  expect(said).toBe(
    'I have a comment on the changes:\n\nsrc/values.ts, line 6\n' +
      '```diff\n+export const value5 = 500\n```\nWhy not 555? @answer',
  )
  await pane().getByRole('button', { name: '1 comment' }).click()
  await pane().getByRole('listitem').getByText('answered').waitFor()
  // What was read stays until the reader asks for what is new.
  await pane().getByText('1 file changed meanwhile').waitFor()
  expect(await line('src/values.ts', 'value5 = 500').count()).toBe(1)
  await pane().getByRole('button', { name: 'Refresh' }).click()
  await line('src/values.ts', 'value5 = 555').waitFor()
  // What was approved is not asked about again, though the agent wrote in the same file since.
  await file('src/values.ts').getByRole('group', { name: 'Change 1 of 1' }).waitFor()
  expect(await line('src/values.ts', 'value50 = 5000').count()).toBe(0)
  await pane().getByText('1 file is approved (staged). Below is what is new since.').waitFor()
})

it('hears of what somebody else writes as long as it is in sight, also after the connection was lost', async () => {
  const readme = (text: string) => writeFileSync(join(worktree, 'README.md'), text)
  const asked = (type: string) =>
    live.sent.filter((frame) => frame.includes(`"${type}"`) && frame.includes(`"changes:${id}"`))
      .length
  const show = (state: 'visible' | 'hidden') =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  const behind = pane().getByText('1 file changed meanwhile')

  readme('# Shop\n\nFrom an editor.\n')
  await behind.waitFor()
  const before = asked('subscribe')
  live.cut()
  readme('# Shop\n')
  await expect.poll(() => asked('subscribe'), soon).toBe(before + 1)
  await behind.waitFor({ state: 'detached' })

  const left = asked('unsubscribe')
  await show('hidden')
  await expect.poll(() => asked('unsubscribe'), soon).toBe(left + 1)
  readme('# Shop\n\nBehind its back.\n')
  await show('visible')
  await behind.waitFor()
  await pane().getByRole('button', { name: 'Refresh' }).click()
  await line('README.md', 'Behind its back.').waitFor()
  readme('# Shop\n')
  await behind.waitFor()
  await pane().focus()
  await page.keyboard.press('r')
  await file('README.md').waitFor({ state: 'detached' })
  await pane().getByRole('button', { name: 'Close the changes' }).click()
  await expect.poll(() => asked('unsubscribe'), soon).toBe(left + 2)
  await page.getByRole('button', { name: 'Changes: 3 files' }).click()
  await line('src/values.ts', 'value5 = 555').waitFor()
})

it('remembers what was viewed until it changes', async () => {
  const box = pane().getByRole('checkbox', { name: 'Viewed: src/values.ts' })
  await box.check()
  await line('src/values.ts', 'value5 = 555').waitFor({ state: 'detached' })
  await page.reload()
  await box.waitFor()
  expect(await box.isChecked()).toBe(true)
  const other = pane().getByRole('checkbox', { name: 'Viewed: logo.png' })
  // What another tab marks is told here, and neither forgets what the other did.
  const second = await page.context().newPage()
  await second.goto(page.url())
  await second.getByRole('checkbox', { name: 'Viewed: logo.png' }).check()
  await expect.poll(() => other.isChecked(), { timeout: 15_000 }).toBe(true)
  await second.close()
  // The picture is approved, and then another one: both stand side by side, to be looked at again.
  execFileSync('git', ['add', 'logo.png'], { cwd: worktree })
  writeFileSync(join(worktree, 'logo.png'), picture(48, 32).bytes)
  await pane().getByText('1 file changed meanwhile').waitFor()
  await pane().getByRole('button', { name: 'Refresh' }).click()
  await file('logo.png').getByRole('img', { name: 'Before: logo.png' }).waitFor()
  await file('logo.png').getByText('24 × 16').waitFor()
  await file('logo.png').getByText('48 × 32').waitFor()
  expect([await other.isChecked(), await box.isChecked()]).toEqual([false, true])
  await box.uncheck()
  await line('src/values.ts', 'value5 = 555').waitFor()
})

it('is found faultless in every look, a page of its own on a phone', async () => {
  await judge(page, () => line('src/values.ts', 'value5 = 555').waitFor())
  await page.setViewportSize({ width: 390, height: 844 })
  await pane().getByRole('heading', { level: 1, name: '3 files changed' }).waitFor()
  await page.getByRole('button', { name: 'Back to the conversation' }).click()
  await conversation(page).waitFor()
  await pane().waitFor({ state: 'detached' })
  await judge(page, () => conversation(page).waitFor())
  expect(tab.complaints).toEqual([])
})

it('lists in the settings what was reverted', async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${server.origin}/settings/data`)
  const kept = page.getByRole('list', { name: 'Trash' })
  await kept.getByText('Reverted · Larger values').waitFor()
  await kept.getByText('src/values.ts').first().waitFor()
  await kept.getByRole('button', { name: 'Bring back' }).first().waitFor()
})
