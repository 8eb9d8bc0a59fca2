// What an agent asks, answered from a phone: in tabs, with the server killed meanwhile; and by keyboard at a desk.
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, insist } from '../../support/app-page.ts'
import { builtApp, startBrowser, visit } from '../../support/browser.ts'
import { startCrashRig, type CrashRig } from '../../support/crash-rig.ts'
import { judge } from '../../support/pages/judge.ts'
import { prompt } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'

const questions = [
  {
    question: 'Where shall the total stand?',
    header: 'Place',
    multiSelect: false,
    options: [
      { label: 'Above', description: 'Seen at once', preview: '+-------+\n| total |\n+-------+' },
      { label: 'Below', description: 'As on paper', preview: '+-------+\n| items |\n+-------+' },
    ],
  },
  {
    question: 'Which currencies does it know?',
    header: 'Currencies',
    multiSelect: true,
    options: ['EUR', 'USD', 'BRL'].map((label) => ({ label, description: '' })),
  },
  {
    question: 'What is it called?',
    header: 'Name',
    multiSelect: false,
    options: ['Total', 'Sum'].map((label) => ({ label, description: '' })),
  },
]

let rig: CrashRig
let browser: Browser
let page: Page
let projectId: string
const failures: string[] = []

beforeAll(async () => {
  rig = await startCrashRig()
  // The page comes back to the address it knows, so the port has to stay.
  rig.env['PORT'] = new URL(rig.server().origin).port
  rig.env['A_PARALLEL_WEB'] = builtApp
  await rig.end('SIGTERM')
  await rig.start()
  const path = makeRepository(join(rig.folder, 'shop'))
  projectId = (await rig.api('POST', '/api/projects', { path })).body['id']
  browser = await startBrowser()
  page = (await visit(browser)).page
  page.on('pageerror', (error) => failures.push(error.message))
  await page.goto(rig.server().signInLink)
  await page.getByText('Connected', { exact: true }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await rig?.close()
})

const card = () => page.getByRole('region', { name: /^The agent asks/ })
const tab = (name: RegExp) => card().getByRole('tab', { name })
const send = () => card().getByRole('button', { name: 'Send 3 answers' })
const answered = async () => !(await card().isVisible())
const next = () => card().getByRole('button', { name: 'Next question' })

/** Starts a thread that asks, and opens it. */
async function ask(asked: object[]): Promise<string> {
  const input = { questions: asked }
  const id = await rig.thread({
    projectId,
    prompt: prompt('Ask me', { tool: 'AskUserQuestion', input }, 'I heard you.'),
  })
  await rig.until(id, ({ status }) => status === 'waiting')
  await page.goto(`${rig.server().origin}/t/${id}`)
  await card().waitFor()
  return id
}

/** What the agent was told for an answer. */
const heard = () =>
  rig.model
    .requests()
    .flatMap(({ toolResults }) => toolResults)
    .map(({ text }) => text)
    .join('\n')

const answersOf = async (id: string) => (await rig.snapshot(id)).approvals.at(-1)?.answer?.answers

it('three questions are answered on a phone, across a reload and a server that was killed', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  const id = await ask(questions)
  const dark = async () => {
    await card().waitFor()
    await tab(/^Place/).click()
    await card()
      .getByRole('radio', { name: /^Below/ })
      .check()
  }
  await judge(page, dark)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 844 })
  for (const name of [/^Place answered/, /^Currencies not answered/, /^Name not answered/])
    expect((await tab(name).boundingBox())!.height).toBeGreaterThanOrEqual(44)
  await card().getByText('| items |').waitFor()
  expect(await send().count()).toBe(0)
  await next().click()
  await card().getByRole('checkbox', { name: 'BRL' }).check()
  await card().getByRole('checkbox', { name: 'EUR' }).check()
  await page.reload()
  await tab(/^Currencies answered/).waitFor()
  await tab(/^Place answered/).waitFor()
  expect(await tab(/^Name/).getAttribute('aria-selected')).toBe('true')

  const reconnecting = page.getByRole('button', { name: /^Reconnecting…/ })
  await rig.end('SIGKILL')
  await reconnecting.waitFor()
  const own = card().getByRole('textbox', { name: 'Your own answer: What is it called?' })
  await own.fill('Grand total')
  const refused = card().getByRole('alert')
  await insist(
    () => send().click({ timeout: 1_000 }),
    () => refused.isVisible(),
  )
  await rig.start()
  await reconnecting.waitFor({ state: 'detached' })
  expect(await own.inputValue()).toBe('Grand total')
  await insist(() => send().click({ timeout: 1_000 }), answered)
  await conversation(page).getByText('I heard you.', { exact: true }).waitFor()
  expect(await answersOf(id)).toEqual({
    'Where shall the total stand?': 'Below',
    'Which currencies does it know?': 'EUR, BRL',
    'What is it called?': 'Grand total',
  })
  for (const words of ['Below', 'EUR, BRL', 'Grand total', '| items |'])
    expect(heard()).toContain(words)
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((k) => k.includes('answer.')))
  await expect.poll(kept).toEqual([])
  expect(failures).toEqual([])
})

it('at a desk digits choose, arrows move and Enter leads on and sends', async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  const id = await ask(questions)
  await page.keyboard.press('Alt+P')
  await page.keyboard.press('ArrowDown')
  expect(
    await card()
      .getByRole('radio', { name: /^Above/ })
      .evaluate(isFocused),
  ).toBe(true)
  await card().getByText('| total |').waitFor()
  await page.keyboard.press('2')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => card().getByRole('checkbox', { name: 'EUR' }).evaluate(isFocused))
    .toBe(true)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('3')
  await page.keyboard.press('ArrowRight')
  await tab(/^Name not answered/).waitFor()
  await page.keyboard.press('3')
  await page.keyboard.type('7 totals')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+P')
  await page.keyboard.press('ArrowLeft')
  expect(await card().getByRole('checkbox', { name: 'USD' }).isChecked()).toBe(true)
  await insist(() => page.keyboard.press('Enter'), answered)
  await conversation(page).getByText('I heard you.', { exact: true }).waitFor()
  expect(await answersOf(id)).toEqual({
    'Where shall the total stand?': 'Below',
    'Which currencies does it know?': 'USD, BRL',
    'What is it called?': '7 totals',
  })
  expect(failures).toEqual([])
})

const isFocused = (element: Element) => document.activeElement === element
