// Every route with the largest text that can be set: it is that much larger, nothing is wider than the window, and nothing is
// cut off on a phone.
import { beforeAll, expect, it } from 'vitest'
import { judge } from '../../support/pages/judge.ts'
import { routes } from '../../support/pages/routes.ts'
import { sceneOptions, startScene, type Scene } from '../../support/pages/scene.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'

let scene: Scene

browserRig(sceneOptions)
beforeAll(async () => {
  scene = await startScene(server, projectId)
})

const largest = 1.5

it('is set at once, for all that is read', async () => {
  await page.goto(scene.address('/settings/appearance'))
  const choice = page.getByRole('combobox', { name: 'Text size' })
  const sizes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('h1, h2, nav a, main select, main span')].map((one) =>
        Number.parseFloat(getComputedStyle(one).fontSize),
      ),
    )
  await choice.waitFor()
  const usual = await sizes()
  await choice.selectOption({ label: '150%' })
  await expect.poll(async () => (await sizes())[0]).toBeCloseTo((usual[0] ?? 0) * largest)
  const kept = async () => (await server.api('GET', '/api/settings')).body.appearance.textSize
  await expect.poll(kept).toBe('150')
  await page.reload()
  await choice.waitFor()
  expect((await sizes()).slice(0, usual.length)).toEqual(
    usual.map((size) => expect.closeTo(size * largest)),
  )
})

it.each(routes)('$name ($path)', async ({ path, shows }) => {
  await judge(page, async () => {
    await page.goto(scene.address(path))
    await page.locator(shows).first().waitFor()
  })
  expect(tab.complaints).toEqual([])
})
