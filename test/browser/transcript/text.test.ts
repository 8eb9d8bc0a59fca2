// What an agent writes is drawn, and does nothing: hostile text loads and runs nothing, diagrams live in a frame apart.
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { conversation, insist, openThread, signedIn } from '../../support/app-page.ts'
import { browser, browserRig, page, server, tab } from '../../support/pages/rig.ts'

const drawn = '```mermaid\ngraph TD\n  A[Start here] --> B{Is it?}\n  B -->|Yes| C[Done]\n```'
const broken = '```mermaid\ngraph TD\n  A[[[ this is broken\n```'
const hostileDrawing =
  '```mermaid\ngraph TD\n  A["<img src=x onerror=\'top.owned=1\'>"] --> B[two]\n  click B "javascript:top.owned=1"\n```'

function hostile(origin: string): string {
  return [
    '<script>window.owned = 1</script>',
    `<img src="${origin}/pixel.png" onerror="window.owned = 1">`,
    `![see](${origin}/picture.png)`,
    '[press](javascript:window.owned=1)',
    `<iframe src="${origin}/frame"></iframe>`,
    `<style>@import url(${origin}/style.css)</style>`,
    `[ref]: ${origin}/ref`,
    '<svg onload="window.owned = 1"></svg>',
    'The hostile part is over.',
  ].join('\n\n')
}

let stranger: Server
let asked: string[]

browserRig(async () => {
  asked = []
  stranger = createServer((request, answer) => {
    asked.push(request.url ?? '')
    answer.end()
  })
  stranger.listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const { port } = stranger.address() as AddressInfo // It listens on a port.
  const scenarios = [
    { name: 'hostile', steps: [hostile(`http://127.0.0.1:${port}`)] },
    { name: 'draw', steps: [`First.\n\n${drawn}\n\n${broken}\n\n${hostileDrawing}\n\nDrawn.`] },
    { name: 'huge', steps: [[{ huge: { bytes: 1_000_000, chars: 4000 } }, 'The end.']] },
    {
      name: 'table',
      steps: [
        `| ${'a long heading | '.repeat(12)}\n|${'---|'.repeat(12)}\n| ${'a cell | '.repeat(12)}\n\n- [x] done\n- [ ] open`,
      ],
    },
  ]
  return { server: { scenarios } }
})
afterAll(() => stranger?.close())

async function played(prompt: string): Promise<string> {
  const projectId = await server.addProject(server.repository(`shop-${prompt.length}`))
  const id = await server.thread({ projectId, prompt })
  await server.untilStatus(id, 'completed')
  await openThread(page, server, id)
  return id
}

const owned = () => page.evaluate(() => Reflect.get(window, 'owned'))

it('loads and runs nothing of a hostile message', async () => {
  await played('Be @hostile')
  await conversation(page).getByText('The hostile part is over.').waitFor()
  await conversation(page).getByRole('link', { name: 'see' }).waitFor()
  expect(
    await conversation(page).locator('img, script, iframe, style, object, embed').count(),
  ).toBe(0)
  expect(await conversation(page).locator('a[href^="javascript"]').count()).toBe(0)
  expect(await owned()).toBeUndefined()
  expect(asked).toEqual([])
  expect(tab.complaints).toEqual([])
})

it('draws a diagram in a frame without an origin, shows the source of a broken one, and lets neither act', async () => {
  await played('Please @draw')
  await conversation(page).getByText('Drawn.').waitFor()
  const frames = conversation(page).locator('iframe[title="Diagram"]')
  await expect.poll(() => frames.count(), { timeout: 30_000 }).toBe(2)
  await expect
    .poll(async () => (await frames.first().boundingBox())?.height ?? 0, { timeout: 30_000 })
    .toBeGreaterThan(60)
  await frames.first().contentFrame().getByText('Start here').waitFor()
  expect(await frames.first().getAttribute('sandbox')).toBe('allow-scripts')
  const inside = await frames
    .first()
    .contentFrame()
    .locator('body')
    .evaluate(async () => ({
      origin: self.origin,
      network: await fetch('/api/health').then(
        () => 'open',
        () => 'closed',
      ),
    }))
  expect(inside).toEqual({ origin: 'null', network: 'closed' })
  await conversation(page).getByText('This diagram cannot be drawn. Its source:').waitFor()
  await conversation(page).getByText('this is broken').waitFor()
  expect(await owned()).toBeUndefined()
  const source = conversation(page).getByRole('button', { name: 'Show source' }).first()
  // A list takes no pointer while it scrolls, and a click that scrolls first can be cut in two by that.
  await insist(
    () => source.click({ timeout: 1_000 }),
    () => conversation(page).getByText('A[Start here] --> B{Is it?}').isVisible(),
  )
  expect(asked).toEqual([])
})

it('draws in the dark as well', async () => {
  await page.emulateMedia({ colorScheme: 'dark' })
  const frame = conversation(page).locator('iframe[title="Diagram"]').last().contentFrame()
  await expect
    .poll(() => frame.locator('html').evaluate((root) => root.style.colorScheme))
    .toBe('dark')
  await page.emulateMedia({ colorScheme: 'light' })
})

it('lets a wide table scroll in its own box on a phone, and shows a task list as one', async () => {
  const id = await played('Please @table')
  const phone = await signedIn(browser, server, { viewport: { width: 390, height: 844 } })
  await openThread(phone.page, server, id)
  await conversation(phone.page).getByRole('table').waitFor()
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  await conversation(phone.page).getByText('☑ done').waitFor()
  await phone.context.close()
})

it('opens a message of 1 MB and stays smooth in it', async () => {
  await played('Be @huge')
  await conversation(page).getByText('The end.').waitFor({ timeout: 60_000 })
  const longest = await conversation(page).evaluate(async (log) => {
    const gaps: number[] = []
    let last = performance.now()
    for (let frame = 0; frame < 60; frame += 1) {
      log.scrollTop -= 400
      await new Promise(requestAnimationFrame)
      gaps.push(performance.now() - last)
      last = performance.now()
    }
    return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length * 0.9)]
  })
  expect(longest).toBeLessThan(150)
})
