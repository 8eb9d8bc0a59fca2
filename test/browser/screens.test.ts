// Every screen of the built app, and what opens over it, in every look: wide and narrow, light and dark, each in every
// language. Nothing for axe to find, nothing wider than the window, no complaint of the browser.
import { beforeAll, expect, it } from 'vitest'
import { visit } from '../support/browser.ts'
import { judge } from '../support/pages/judge.ts'
import { opened } from '../support/pages/opened/opened.ts'
import { routes } from '../support/pages/routes.ts'
import { sceneOptions, startScene, type Scene } from '../support/pages/scene.ts'
import { speak } from '../support/pages/speak.ts'
import { browser, browserRig, page, projectId, server, tab } from '../support/pages/rig.ts'

let scene: Scene

browserRig(sceneOptions)
beforeAll(async () => {
  scene = await startScene(server, projectId)
})

const seen = (shows: string) => ({
  speak: (language: string) => speak(page, server, language),
  stays: page.locator(shows).first(),
})

it.each(routes)('$name ($path)', async ({ path, shows }) => {
  const screen = page.locator(shows).first()
  await judge(
    page,
    async () => {
      // On a phone an address may lead to another screen than where there is room.
      await page.goto(scene.address(path))
      await screen.waitFor()
    },
    seen(shows),
  )
  expect(tab.complaints).toEqual([])
})

it.each(opened)('$name, opened on $path', async ({ path, open, shows }) => {
  const screen = page.locator(shows).first()
  await judge(
    page,
    async () => {
      await page.goto(scene.address(path))
      await open(page, scene)
      await screen.waitFor()
    },
    seen(shows),
  )
  expect(tab.complaints).toEqual([])
})

it.each(['en', 'es', 'pt'])('the sign-in screen, to a browser that speaks %s', async (locale) => {
  const stranger = await visit(browser, { reducedMotion: 'reduce', locale })
  await stranger.page.goto(server.origin)
  await judge(stranger.page, () => stranger.page.locator('main input').first().waitFor())
  expect(await stranger.page.locator('html').getAttribute('lang')).toBe(locale)
  expect(stranger.complaints).toEqual([])
  await stranger.context.close()
})
