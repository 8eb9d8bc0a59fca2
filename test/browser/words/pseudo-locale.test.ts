// Every route, and what opens over it, in the test language, whose words are longer than any real one's: nothing may be cut
// off.
import { beforeAll, expect, it } from 'vitest'
import { clippedWords } from '../../support/pages/clipped.ts'
import { opened } from '../../support/pages/opened/opened.ts'
import { routes } from '../../support/pages/routes.ts'
import { sceneOptions, startScene, type Scene } from '../../support/pages/scene.ts'
import { speak } from '../../support/pages/speak.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'

let scene: Scene

browserRig(sceneOptions)
beforeAll(async () => {
  scene = await startScene(server, projectId)
  await page.goto(server.origin)
})

const longWords = () => speak(page, server, 'en-XA')

async function expectWhole(width: number): Promise<void> {
  await expect.poll(() => page.getByText('ø]').count()).toBeGreaterThan(0)
  expect({ width, clipped: await clippedWords(page) }).toEqual({ width, clipped: [] })
}

it.each(routes)('$name ($path)', async ({ path, shows }) => {
  await longWords()
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(scene.address(path))
    await page.locator(shows).first().waitFor()
    await expectWhole(width)
  }
  expect(tab.complaints).toEqual([])
})

it.each(opened)('$name, opened on $path', async ({ path, open, shows }) => {
  for (const width of [1440, 390]) {
    await speak(page, server, 'en')
    await page.setViewportSize({ width, height: 900 })
    await page.goto(scene.address(path))
    await open(page, scene)
    await page.locator(shows).first().waitFor()
    await longWords()
    await expectWhole(width)
  }
  expect(tab.complaints).toEqual([])
})

it('a word that is cut off is found', async () => {
  await longWords()
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(scene.address('/settings/general'))
  await page.locator('main select').first().waitFor()
  await page.addStyleTag({
    content: 'main h2 { width: 3rem; overflow: hidden; white-space: nowrap }',
  })
  expect(await clippedWords(page)).toEqual([expect.stringMatching(/^cut off: <h2/)])
})
