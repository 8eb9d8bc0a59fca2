// Every route in the test language, whose words are longer than any real one's: nothing may be cut off.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedIn } from '../../support/app-page.ts'
import { startBrowser, type Visit } from '../../support/browser.ts'
import { clippedWords } from '../../support/pages/clipped.ts'
import { routes } from '../../support/pages/routes.ts'
import { startScene, type Scene } from '../../support/pages/scene.ts'
import { speak } from '../../support/pages/speak.ts'

let scene: Scene
let browser: Browser
let tab: Visit

beforeAll(async () => {
  scene = await startScene()
  browser = await startBrowser()
  tab = await signedIn(browser, scene.server, { reducedMotion: 'reduce' })
  await tab.page.goto(scene.server.origin)
  await speak(tab.page, scene.server, 'en-XA')
})
afterAll(async () => {
  await browser?.close()
  await scene?.server.close()
})

it.each(routes)('$name ($path)', async ({ path, shows }) => {
  const { page } = tab
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(scene.address(path))
    await page.locator(shows).first().waitFor()
    expect(await page.getByText('ø]').count()).toBeGreaterThan(0)
    expect({ width, clipped: await clippedWords(page) }).toEqual({ width, clipped: [] })
  }
  expect(tab.complaints).toEqual([])
})

it('a word that is cut off is found', async () => {
  const { page } = tab
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(scene.address('/settings/general'))
  await page.locator('main select').first().waitFor()
  await page.addStyleTag({
    content: 'main h2 { width: 3rem; overflow: hidden; white-space: nowrap }',
  })
  expect(await clippedWords(page)).toEqual([expect.stringMatching(/^cut off: <h2/)])
})
