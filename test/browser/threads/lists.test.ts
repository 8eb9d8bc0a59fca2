// What a person does to threads where they are listed: names them in their place, pins, marks, archives and restores them;
// and goes from place to place by G and a letter, with keys that can be taken along.
import { readFileSync } from 'node:fs'
import type { Locator } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { composer, openThread } from '../../support/app-page.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

let first: string
let second: string

browserRig({ tab: { acceptDownloads: true } })
beforeAll(async () => {
  const start = (title: string) =>
    server.thread({ projectId, title, prompt: prompt('Say it', 'Done.') })
  first = await start('Login form')
  second = await start('Price list')
  for (const id of [first, second]) await rest(server, id)
})

const soon = { timeout: 20_000 }
const sidebar = () => page.getByRole('navigation', { name: 'Projects and threads' })
const row = (title: string): Locator => sidebar().getByRole('link', { name: title })
const field = () => page.getByRole('textbox', { name: 'Title' })
const titleOf = async (id: string) => (await server.snapshot(id)).title
const summary = async (id: string) => {
  const { body } = await server.api('GET', '/api/threads')
  return body.threads.find((thread: { id: string }) => thread.id === id)
}

async function choose(title: string, entry: string): Promise<void> {
  await sidebar()
    .getByRole('button', { name: `Thread ${title}`, exact: true })
    .click()
  await page.getByRole('menuitem', { name: entry }).click()
}

it('names a thread in the sidebar by F2, and takes nothing for a name that is none', async () => {
  await page.goto(server.origin)
  await row('Login form').focus()
  await page.keyboard.press('F2')
  await expect.poll(() => field().inputValue()).toBe('Login form')
  await page.keyboard.type('Half a thought')
  await page.keyboard.press('Escape')
  await expect
    .poll(() => row('Login form').evaluate((one) => one === document.activeElement))
    .toBe(true)
  await page.keyboard.press('F2')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('A thread needs a name.', { exact: false }).waitFor()
  const keys = await tab.context.newCDPSession(page)
  await keys.send('Input.imeSetComposition', { text: 'ろぐ', selectionStart: 2, selectionEnd: 2 })
  await keys.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  expect(await field().count()).toBe(1)
  await keys.send('Input.insertText', { text: 'ログイン' })
  await page.keyboard.press('Enter')
  await row('ログイン').waitFor()
  await expect.poll(() => titleOf(first), soon).toBe('ログイン')
  expect(page.url()).toBe(`${server.origin}/`)
})

it('names it from the menu of the overview, and on its page by the same key', async () => {
  const main = page.getByRole('main')
  await main.getByRole('button', { name: 'Thread ログイン', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await expect.poll(() => field().evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.type('Login')
  await page.keyboard.press('Enter')
  await expect.poll(() => titleOf(first), soon).toBe('Login')
  await openThread(page, server, first)
  await page.keyboard.press('F2')
  await page.keyboard.type('Login page')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Login page', level: 1 }).waitFor()
  await expect.poll(() => titleOf(first), soon).toBe('Login page')
  expect(tab.complaints).toEqual([])
})

it('pins, marks as unread, archives and restores', async () => {
  await page.goto(`${server.origin}/new`)
  await choose('Price list', 'Pin')
  await row('Price list').getByLabel('Pinned').waitFor()
  expect(await summary(second)).toMatchObject({ pinned: true })
  await choose('Price list', 'Unpin')
  await row('Price list').getByLabel('Pinned').waitFor({ state: 'detached' })
  if ((await summary(second)).attention !== null) {
    await choose('Price list', 'Mark as read')
    await expect.poll(async () => (await summary(second)).attention, soon).toBeNull()
  }
  await choose('Price list', 'Mark as unread')
  await expect.poll(async () => (await summary(second)).attention?.kind, soon).toBe('finished')
  await choose('Price list', 'Archive')
  await row('Price list').waitFor({ state: 'detached' })
  await sidebar().getByRole('button', { name: 'Archived 1' }).click()
  await row('Price list').waitFor()
  await choose('Price list', 'Restore')
  await sidebar().getByRole('button', { name: 'Archived 1' }).waitFor({ state: 'detached' })
  expect(await summary(second)).toMatchObject({ archived: false })
  expect(tab.complaints).toEqual([])
})

it('goes by G and a letter, and to where one writes by the second stop of Tab', async () => {
  await openThread(page, server, first)
  const places: [string, RegExp][] = [
    ['i', /\/inbox$/],
    ['s', /\/settings/],
    ['b', /view=board/],
    ['o', /\/(\?|$)/],
  ]
  for (const [key, address] of places) {
    await page.getByRole('heading', { level: 1 }).first().focus()
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await page.waitForURL(address)
  }
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('G I', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.goto(`${server.origin}/t/${first}`)
  await composer(page).waitFor()
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()) // Whatever has it is one.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Skip to writing' }).press('Enter')
  await expect
    .poll(() => composer(page).evaluate((one) => one === document.activeElement))
    .toBe(true)
  // A letter that is typed is a letter.
  await page.keyboard.type('gi')
  expect(await composer(page).inputValue()).toBe('gi')
  await composer(page).fill('')
  expect(tab.complaints).toEqual([])
})

it('takes its keys along in a file, and says what of one cannot be had', async () => {
  await page.goto(`${server.origin}/settings/keyboard`)
  await page.getByRole('button', { name: 'Change the keys of: Find in the thread' }).click()
  await page.keyboard.press('g')
  await page.getByText('G, and then?').waitFor()
  await page.keyboard.press('x')
  await page.getByText('G X', { exact: true }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export', exact: true }).click(),
  ])
  const file = JSON.parse(readFileSync(await download.path(), 'utf8'))
  expect(file.keys).toEqual({ find: ['G X'] })

  const take = (text: string) =>
    page
      .getByLabel('Import…')
      .last()
      .setInputFiles({
        name: 'keys.json',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      })
  await take('{"nothing": true}')
  await page.getByText('This is no file of keys.', { exact: false }).waitFor()
  const keys = { find: ['Alt+F'], theme: ['Mod+J', 'Mod+T'], fly: ['Alt+Y'] }
  await take(JSON.stringify({ ...file, keys }))
  const found = page.getByRole('status').filter({ hasText: 'of the file' })
  for (const words of [
    'there is no command “fly”',
    'Ctrl+T cannot be the keys of',
    'Ctrl+J goes from “Next thread that needs you” to “Switch between light and dark”',
  ])
    await found.getByText(words, { exact: false }).waitFor()
  await found.getByRole('button', { name: 'Use them' }).click()
  await expect
    .poll(async () => (await server.api('GET', '/api/settings')).body.keyboard.bindings, soon)
    .toEqual({ find: ['Alt+F'], theme: ['Mod+J'], nextNeed: [] })

  await openThread(page, server, first)
  await page.keyboard.press('Alt+F')
  await page.getByRole('search').getByRole('textbox').waitFor()
  expect(tab.complaints).toEqual([])
})
