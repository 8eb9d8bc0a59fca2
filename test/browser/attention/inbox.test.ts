// Everything that wants its owner, answered from one list: by keyboard, several at once, and on a phone.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, rest } from '../../support/threads.ts'

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp } })
  projectId = await server.addProject(server.repository('shop'))
  browser = await startBrowser()
  tab = await signedIn(browser, server)
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const soon = { timeout: 15_000 }
const list = () => page.getByRole('list', { name: 'Inbox' })
const start = (words: string, file: string) =>
  server.thread({ projectId, prompt: prompt(words, bash(`touch ${file}`), 'Done.') })
const made = async (id: string, file: string) =>
  existsSync(join((await server.snapshot(id)).worktreePath ?? '', file))

/** Presses the card's key until it took: a card that has just appeared ignores what may have been meant for another. */
async function answerWith(key: string, id: string): Promise<void> {
  const open = async () => (await server.snapshot(id)).status === 'waiting'
  while (await open()) {
    await page.keyboard.press(key)
    await page.waitForTimeout(150)
  }
}

it('three permissions of three threads are answered by keyboard, and a result is put away and fetched back', async () => {
  const [one, two, three] = [
    await start('First wish', 'one'),
    await start('Second wish', 'two'),
    await start('Third wish', 'three'),
  ] as const
  for (const id of [one, two, three]) await asked(server, id)
  await page.goto(`${server.origin}/inbox`)
  await expect
    .poll(() =>
      list()
        .getByRole('button', { name: /^Answer/ })
        .count(),
    )
    .toBe(3)
  const current = page.locator('[data-inbox-current]')
  const currentId = async () =>
    (await current.getByRole('link').first().getAttribute('href'))?.slice(-36) ?? ''
  await page.keyboard.press('j')
  const answered = new Set<string>()
  while (answered.size < 3) {
    await current.locator('[data-approval-card]').waitFor()
    const id = await currentId()
    expect(answered.has(id)).toBe(false)
    await answerWith('1', id)
    answered.add(id)
    if (answered.size < 3) await expect.poll(currentId, soon).not.toBe(id)
  }
  for (const id of [one, two, three]) await rest(server, id)
  expect(await Promise.all([made(one, 'one'), made(two, 'two'), made(three, 'three')])).toEqual([
    true,
    true,
    true,
  ])
  const done = list().getByRole('button', { name: /^Mark done/ })
  await expect.poll(() => done.count(), soon).toBe(3)
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await expect.poll(() => done.count(), soon).toBe(2)
  await page.keyboard.press('z')
  await expect.poll(() => done.count(), soon).toBe(3)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/t\//)
  await conversation(page).waitFor()
  expect(tab.complaints).toEqual([])
})

it('several are allowed or put away at once', async () => {
  const ids = [await start('Fourth wish', 'four'), await start('Fifth wish', 'five')]
  for (const id of ids) await asked(server, id)
  await page.goto(`${server.origin}/inbox`)
  for (const words of ['Fourth wish', 'Fifth wish'])
    await list().getByRole('checkbox', { name: words }).check()
  await page.getByRole('button', { name: 'Allow 2 once' }).click()
  for (const id of ids) await rest(server, id)
  expect(await Promise.all([made(ids[0]!, 'four'), made(ids[1]!, 'five')])).toEqual([true, true])
  const boxes = list().getByRole('checkbox')
  await expect
    .poll(() =>
      list()
        .getByRole('button', { name: /^Mark done/ })
        .count(),
    )
    .toBeGreaterThan(1)
  for (const box of await boxes.all()) await box.check()
  await page
    .getByRole('toolbar', { name: 'Selected entries' })
    .getByRole('button', { name: 'Mark done' })
    .click()
  await page.mouse.move(0, 0)
  await page.getByText('Nothing wants you').waitFor()
  expect(tab.complaints).toEqual([])
})

it('a permission is denied on a phone, right in the list', async () => {
  const id = await start('Sixth wish', 'six')
  await asked(server, id)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(server.origin)
  await page.getByRole('link', { name: 'Inbox, 1 entry' }).click()
  const deny = list().getByRole('button', { name: /^Deny/ })
  await deny.waitFor()
  while (await deny.isVisible()) {
    await deny.click({ timeout: 1_000 }).catch(() => undefined)
    await page.waitForTimeout(100)
  }
  await rest(server, id)
  expect(await made(id, 'six')).toBe(false)
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(tab.complaints).toEqual([])
})
