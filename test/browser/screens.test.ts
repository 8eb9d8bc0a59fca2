// Every screen of the built app, wide and narrow, light and dark, each in every language: nothing for axe to find, nothing
// wider than the window, no complaint of the browser. Routes are listed in support/pages/routes.ts.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, signedIn } from '../support/app-page.ts'
import { startBrowser, visit, type Visit } from '../support/browser.ts'
import { judge } from '../support/pages/judge.ts'
import { routes } from '../support/pages/routes.ts'
import { startScene, type Scene } from '../support/pages/scene.ts'
import { speak } from '../support/pages/speak.ts'
import type { TestServer } from '../support/server.ts'

let scene: Scene
let server: TestServer
let browser: Browser
let tab: Visit
let page: Page

beforeAll(async () => {
  scene = await startScene()
  server = scene.server
  browser = await startBrowser()
  tab = await signedIn(browser, server, { reducedMotion: 'reduce' })
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

routes.forEach(({ name, path, shows }, index) => {
  it(`${name} (${path})`, async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(scene.address(path))
    const screen = page.locator(shows).first()
    const show = async () => {
      // On a phone an address may lead to another screen than where there is room.
      if (!(await screen.isVisible())) await page.goto(scene.address(path))
      await screen.waitFor()
    }
    await judge(page, show, {
      from: index,
      speak: (language) => speak(page, server, language),
    })
    await speak(page, server, 'en')
    expect(tab.complaints).toEqual([])
  })
})

it('a finished thread with everything opened', async () => {
  await page.goto(`${server.origin}/t/${scene.threads.finished}`)
  await conversation(page).getByText('Finished in', { exact: false }).first().waitFor()
  await page.keyboard.press('Alt+E')
  await judge(page, async () => {
    await conversation(page).getByRole('heading', { name: 'What I found' }).waitFor()
    await conversation(page)
      .getByRole('button', { name: /cart\.js/, expanded: true })
      .first()
      .waitFor()
  })
  expect(tab.complaints).toEqual([])
})

it('a menu that is open', async () => {
  await page.goto(`${server.origin}/t/${scene.threads.finished}`)
  await conversation(page).waitFor()
  await judge(page, async () => {
    const menu = page.getByRole('menu')
    if (await menu.isVisible()) return
    await page
      .getByRole('main')
      .getByRole('button', { name: /Permissions/ })
      .click()
    await menu.waitFor()
  })
  expect(tab.complaints).toEqual([])
})

it('a base branch being chosen', async () => {
  await page.goto(`${server.origin}/new`)
  await judge(page, async () => {
    const search = page.getByRole('textbox', { name: 'Search branches' })
    if (await search.isVisible()) return
    await page
      .getByRole('main')
      .getByRole('button', { name: /Base branch/ })
      .click()
    await search.waitFor()
  })
  expect(tab.complaints).toEqual([])
})

it('a project being added', async () => {
  await page.goto(`${server.origin}/welcome`)
  await judge(page, async () => {
    const dialog = page.getByRole('dialog', { name: 'Add a project' })
    if (!(await dialog.isVisible()))
      await page.getByRole('main').getByRole('button', { name: 'Add a project' }).click()
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(`${server.folder}/`)
    await dialog.getByText('git repository').first().waitFor()
  })
  expect(tab.complaints).toEqual([])
})

it('the sign-in screen', async () => {
  const stranger = await visit(browser, { reducedMotion: 'reduce' })
  await stranger.page.goto(server.origin)
  await judge(stranger.page, () =>
    stranger.page.getByRole('heading', { name: 'Sign in' }).waitFor(),
  )
  expect(stranger.complaints).toEqual([])
  await stranger.context.close()
})
