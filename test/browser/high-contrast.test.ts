// The screens with the most colours in high contrast, light and dark: changes, cards that wait for an answer, charts, rows of
// tool servers.
import { beforeAll, expect, it } from 'vitest'
import { judgeColours } from '../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../support/pages/rig.ts'
import { routes } from '../support/pages/routes.ts'
import { sceneOptions, startScene, type Scene } from '../support/pages/scene.ts'

let scene: Scene

browserRig(sceneOptions)
beforeAll(async () => {
  scene = await startScene(server, projectId)
  await server.api('PATCH', '/api/settings', { appearance: { contrast: 'high' } })
})

const colourful = [
  'what was used',
  'the tool servers',
  'a finished thread',
  'its changes',
  'a file',
  'a permission',
  'a plan',
  'a question',
  'a thread that failed',
]
const judged = routes.filter(({ name }) => colourful.includes(name))

it('has an address for each of them', () => {
  expect(judged.map(({ name }) => name)).toEqual(colourful)
})

it.each(judged)('$name', async ({ path, shows }) => {
  await page.goto(scene.address(path))
  await page.locator(shows).first().waitFor()
  const contrast = () => page.evaluate(() => document.documentElement.dataset.contrast)
  await expect.poll(contrast).toBe('high')
  await judgeColours(page)
  expect(tab.complaints).toEqual([])
})
