// Writing to the real agent: a command behind a slash, a file behind an @, how hard it thinks; how full its context gets,
// and how it is summed up. By keyboard, as an input method and a screen reader need it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composer, conversation, openThread, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { judge } from '../../support/pages/judge.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { sparedThreads, untilNoSpare, untilSpare } from '../../support/crash/spares.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp } })
  const skill = join(server.folder, 'home/.claude/skills/greet')
  mkdirSync(skill, { recursive: true })
  const head = 'name: greet\ndescription: Says hello to somebody\nargument-hint: "[name]"'
  writeFileSync(join(skill, 'SKILL.md'), `---\n${head}\n---\nSay hello to $ARGUMENTS.\n`)
  const files = { 'README.md': '# Shop\n', 'src/cart.ts': 'CART\n', 'my dir/a b.txt': 'SPACED\n' }
  projectId = await server.addProject(server.repository('shop', files))
  browser = await startBrowser()
  tab = await signedIn(browser, server)
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const list = (name: string): Locator => page.getByRole('listbox', { name })
const commands = () => list('Commands of the agent')
const files = () => list('Files')
const chosen = (of: Locator): Locator => of.getByRole('option', { selected: true })
const requestOf = (words: string) =>
  server.model.waitForRequest(({ told }) => told.join('\n').includes(words), 30_000)

/** A key as an input method that is composing sends it. */
async function composingEnter(field: Locator): Promise<void> {
  await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true })
}

it('a command, a file and an effort are found and sent by keyboard alone', async () => {
  const first = await server.thread({ projectId, prompt: 'Hello' })
  await rest(server, first)
  await openThread(page, server, first)
  const field = composer(page)
  await field.focus()
  await page.keyboard.type('/gre')
  await expect.poll(() => chosen(commands()).textContent()).toContain('/greet')
  await expect.poll(() => field.getAttribute('aria-activedescendant')).toBeTruthy()
  const active = await field.getAttribute('aria-activedescendant')
  expect(await chosen(commands()).getAttribute('id')).toBe(active)
  await judge(page, () => commands().waitFor())
  await composingEnter(field)
  expect(await field.inputValue()).toBe('/gre')
  await page.keyboard.press('Escape')
  await expect.poll(() => commands().count()).toBe(0)
  await page.keyboard.type('e')
  await page.keyboard.press('Tab')
  expect(await field.inputValue()).toBe('/greet ')
  await page.keyboard.type('Ana')
  await page.keyboard.press('Enter')
  await requestOf('Say hello to Ana.')
  await rest(server, first)

  await page.keyboard.type('/nosuch')
  await page.getByText('Not a command of this agent').waitFor()
  await page.keyboard.type(' words')
  await page.keyboard.press('Enter')
  await conversation(page).getByText('You wrote: "/nosuch words"').waitFor()

  await page.keyboard.type('Look at @ab')
  await expect.poll(() => chosen(files()).textContent()).toContain('a b.txt')
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('Look at @"my dir/a b.txt" ')
  await page.keyboard.type('and @')
  await files().getByRole('option', { name: 'README.md' }).waitFor()
  await page.keyboard.press('ArrowUp')
  const last = await files().getByRole('option').last().textContent()
  expect(await chosen(files()).textContent()).toBe(last)
  await page.keyboard.type('cart')
  await expect.poll(() => chosen(files()).textContent()).toContain('cart.ts')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  expect((await requestOf('SPACED')).told.join('\n')).toContain('CART')
  await rest(server, first)

  await page.getByRole('button', { name: 'Effort' }).click()
  await page.getByRole('menuitemradio', { name: 'Very high' }).click()
  await server.until(first, ({ effort }) => effort === 'xhigh')
  await field.fill('Think about it')
  await field.press('Enter')
  expect((await requestOf('Think about it')).effort).toBe('xhigh')
  await rest(server, first)
})

it('the context fills, is summed up from its panel, and each model’s use is told', async () => {
  const large = { blocks: ['Read it all.'], usage: { input_tokens: 120_000 } }
  const id = await server.thread({ projectId, prompt: prompt('Read', large) })
  await rest(server, id)
  await openThread(page, server, id)
  const meter = page.getByRole('button', { name: /^Context/ })
  await expect.poll(() => meter.textContent()).toContain('60%')
  await meter.click()
  const panel = page.getByRole('dialog', { name: 'Context' })
  await panel.getByText('120K of 200K tokens').waitFor()
  await panel.getByText('by itself at 167K').waitFor()
  await panel.getByRole('row', { name: /Messages/ }).waitFor()
  // It stays open whatever the width is, though its button stands elsewhere on a phone.
  await judge(page, () => panel.getByText('120K of 200K tokens').waitFor())

  const busy = prompt('Wait', ['One. ', { hold: 'compact' }, 'Two.'])
  await server.api('POST', `/api/threads/${id}/messages`, { text: busy })
  await panel.getByText('Possible once the agent rests.').waitFor()
  const compact = panel.getByRole('button', { name: 'Compact now' })
  expect(await compact.isDisabled()).toBe(true)
  server.model.release('compact')
  await rest(server, id)
  await compact.click()
  await conversation(page).getByText('summed up to make room').first().waitFor()
  // A little more where the folders have long names: the agent is told of them.
  await expect.poll(() => meter.textContent(), { timeout: 20_000 }).toMatch(/1\d%/)
  await panel.getByText('of 200K tokens').waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /Cost/ }).click()
  const cost = page.getByRole('dialog', { name: 'API-equivalent estimate' })
  const row = cost.getByRole('row', { name: /sonnet-5/ })
  await row.waitFor()
  expect((await row.textContent()) ?? '').toMatch(/\$/)
  const openCost = async () => {
    if ((await cost.count()) === 0) await page.getByRole('button', { name: /Cost/ }).click()
    await cost.waitFor()
  }
  await judge(page, openCost)
  await page.keyboard.press('Escape')
})

it('a new thread offers what the last agent reported, and the files of the checkout', async () => {
  await page.goto(`${server.origin}/new?project=${projectId}`)
  const field = page.getByRole('textbox', { name: 'What the agent should do' })
  await field.focus()
  await page.keyboard.type('/gre')
  await expect.poll(() => chosen(commands()).textContent()).toContain('/greet')
  await chosen(commands()).click()
  expect(await field.inputValue()).toBe('/greet ')
  await page.keyboard.type('the @re')
  await expect.poll(() => chosen(files()).textContent()).toContain('README.md')
  await page.keyboard.press('Tab')
  expect(await field.inputValue()).toBe('/greet the @README.md ')
  await page.getByRole('button', { name: 'Effort' }).click()
  await page.getByRole('menuitemradio', { name: 'Low' }).click()
  await page.getByRole('button', { name: 'Start' }).click()
  expect((await requestOf('Say hello to the @README.md')).effort).toBe('low')
  await conversation(page).waitFor()
  expect(tab.complaints).toEqual([])
})

it('a thread that is being written begins with the agent that waits for it by then', async () => {
  const open = async () => {
    await page.goto(`${server.origin}/new?project=${projectId}`)
    await page
      .getByRole('textbox', { name: 'What the agent should do' })
      .fill(prompt('Say how warm it is', ['Warm enough.']))
    await expect.poll(() => sparedThreads(server.home)).toHaveLength(1)
    const [id = ''] = sparedThreads(server.home)
    return { id, ...(await untilSpare(server.home, id)) }
  }
  const left = await open()
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click()
  await untilNoSpare(server.home, left.id)
  const { id, runId } = await open()
  await page.getByRole('button', { name: 'Start' }).click()
  await conversation(page).getByText('Warm enough.', { exact: true }).waitFor()
  expect((await server.snapshot(id)).run?.id).toBe(runId)
  expect(tab.complaints).toEqual([])
})
