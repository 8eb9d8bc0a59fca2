// What a person sets: saved at once, in force at once, on every page and in the next browser; refused with a reason.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { composer, openThread, signedIn } from '../support/app-page.ts'
import { browser, browserRig, page, projectId, server, tab } from '../support/pages/rig.ts'
import { prompt } from '../support/scripts.ts'

browserRig({ tab: { colorScheme: 'light' } })

const stored = async () => (await server.api('GET', '/api/settings')).body
const theme = (of: Page) => of.evaluate(() => document.documentElement.dataset.theme)

it('are in force and saved at once, also on another page that is open', async () => {
  const other = await signedIn(browser, server)
  await other.page.goto(`${server.origin}/settings/general`)
  await other.page.getByRole('heading', { name: 'General' }).waitFor()
  await page.goto(`${server.origin}/settings/appearance`)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByText('Saved').waitFor()
  expect(await theme(page)).toBe('dark')
  await expect.poll(() => theme(other.page)).toBe('dark')
  expect((await stored()).appearance.theme).toBe('dark')
  await other.page.getByRole('combobox', { name: 'Language' }).selectOption('es')
  await page.getByRole('heading', { name: 'Apariencia' }).waitFor()
  await other.page.getByRole('combobox', { name: 'Idioma' }).selectOption('en')
  await page.getByRole('heading', { name: 'Appearance' }).waitFor()
  expect(other.complaints).toEqual([])
  await other.context.close()
})

it('are there on the next page before its first paint', async () => {
  const next = await tab.context.newPage()
  await next.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('#root > *')) return
      observer.disconnect()
      document.documentElement.dataset.atFirst = document.documentElement.dataset.theme
    }).observe(document, { childList: true, subtree: true })
  })
  // The server is not even asked: what the browser keeps must do.
  await next.route('**/api/**', (route) => route.abort())
  await next.goto(`${server.origin}/no/such/page`)
  await next.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
  expect(await next.evaluate(() => document.documentElement.dataset.atFirst)).toBe('dark')
  await next.close()
})

it('say why they were not saved, and go back to what counts', async () => {
  await page.goto(`${server.origin}/settings/appearance`)
  await page.getByRole('radio', { name: 'Dark', checked: true }).waitFor()
  await page.route('**/api/settings', (route) => route.abort())
  await page.getByRole('radio', { name: 'Light' }).check({ force: true })
  await page.getByRole('alert').getByText('Not saved', { exact: false }).waitFor()
  await page.getByRole('radio', { name: 'Dark', checked: true }).waitFor()
  expect((await stored()).appearance.theme).toBe('dark')
  await page.unroute('**/api/settings')
  await page.getByRole('radio', { name: 'System' }).check()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByText('Not saved', { exact: false }).waitFor({ state: 'hidden' })
})

it('are found by their words, and reached one after the other on a phone', async () => {
  await page.goto(`${server.origin}/settings`)
  await page.getByRole('heading', { name: 'General' }).waitFor()
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('text si')
  await page.getByRole('link', { name: 'Text size' }).click()
  await page.getByRole('combobox', { name: 'Text size' }).waitFor()
  expect(page.url()).toContain('/settings/appearance#appearance.textSize')
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('zebra')
  await page.getByText('No setting matches').waitFor()
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(`${server.origin}/settings`)
  await page.getByRole('link', { name: 'Keyboard' }).click()
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).waitFor()
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('searchbox', { name: 'Search settings' }).waitFor()
  await page.setViewportSize({ width: 1440, height: 900 })
})

it('decide which key sends, and whether single keys do anything', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Calm', 'Nothing to do.') })
  await server.untilStatus(id, 'completed')
  await server.api('PATCH', '/api/settings', {
    general: { sendKey: 'mod-enter' },
    keyboard: { singleKeys: false },
  })
  await openThread(page, server, id)
  await expect.poll(async () => (await stored()).general.sendKey).toBe('mod-enter')
  await composer(page).fill('one line')
  await composer(page).press('Enter')
  expect(await composer(page).inputValue()).toBe('one line\n')
  await page.getByRole('log').focus()
  await page.keyboard.press('/')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('log')
  await composer(page).press('Control+Enter')
  await expect.poll(() => composer(page).inputValue()).toBe('')
  const turns = async () => (await server.snapshot(id)).turns.map((turn) => turn.text.trim())
  await expect.poll(turns).toContain('one line')
  await server.api('PATCH', '/api/settings', { keyboard: { singleKeys: true } })
  await page.getByRole('log').focus()
  await expect
    .poll(async () => {
      await page.keyboard.press('/')
      return composer(page).evaluate((box) => box === document.activeElement)
    })
    .toBe(true)
})
