// What stays of MCP servers in the settings: what came of reaching one, and what was written of some that are not kept yet.
import { expect, it } from 'vitest'
import { join } from 'node:path'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, server, tab } from '../../support/pages/rig.ts'

browserRig({ tab: { colorScheme: 'light' } })

const program = join(import.meta.dirname, '../../support/tool-servers/stdio.js')
const dialog = () => page.getByRole('dialog')
const field = (name: string) => dialog().getByRole('textbox', { name, exact: true })
const row = (name: string, of = page) => of.getByRole('listitem', { name, exact: true })
const settings = () => `${server.origin}/settings/mcp`
const addOne = () => page.getByRole('button', { name: 'Add an MCP server' }).press('Enter')
const hasFocus = (name: string) =>
  expect
    .poll(
      () =>
        dialog()
          .getByRole('button', { name })
          .evaluate((button) => button === document.activeElement),
      { timeout: 10_000 },
    )
    .toBe(true)
const echo = { command: process.execPath, args: [program] }

it('what came of a test stays, with its time, in every window and after the server was started anew', async () => {
  const transport = { type: 'stdio', ...echo, values: {} }
  const given = { name: 'echo', projectId: null, transport }
  const { body: made } = await server.api('POST', '/api/tool-servers', given)
  const other = await tab.context.newPage()
  for (const one of [page, other]) {
    await one.goto(settings())
    await row('echo', one).waitFor()
  }
  await row('echo').getByRole('button', { name: 'Test' }).press('Enter')
  for (const one of [page, other]) {
    await row('echo', one).getByText('2 tools').waitFor()
    await row('echo', one).getByText('checked').waitFor()
  }
  await server.restart()
  await page.goto(server.origin)
  await page.goto(settings())
  await judge(page, () => row('echo').getByText('checked').waitFor())
  const changed = { ...given, transport: { ...transport, args: [program, 'fail'] } }
  await server.api('PATCH', `/api/tool-servers/${made.id}`, changed)
  await expect.poll(() => row('echo').getByText('checked').count(), { timeout: 10_000 }).toBe(0)
  await row('echo').getByRole('button', { name: 'Test' }).press('Enter')
  await row('echo').getByText('Failed').waitFor()
  await page.reload()
  await row('echo').getByText('Failed').waitFor()
})

it('of several that were pasted one is kept after the other, from the same text', async () => {
  await page.goto(settings())
  await addOne()
  await dialog().getByRole('radio', { name: 'Paste JSON' }).check()
  const pasted = { mcpServers: { one: echo, two: echo, three: echo } }
  await field('Paste JSON').fill(JSON.stringify(pasted))
  await dialog().getByRole('button', { name: 'Look at two' }).press('Enter')
  await dialog().getByRole('button', { name: 'Back to the list' }).press('Enter')
  await dialog().getByRole('button', { name: 'Look at one' }).press('Enter')
  await dialog().getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await dialog().getByText('one is kept. 2 more to look at.').waitFor()
  await hasFocus('Look at two')
  const marked = dialog().getByRole('listitem').filter({ hasText: 'one' }).getByText('Added')
  await judge(page, () => marked.waitFor())
  expect(await dialog().getByRole('button', { name: 'Look at one' }).count()).toBe(0)

  // Closed in between, it goes on where it was.
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await row('one').waitFor()
  await addOne()
  await marked.waitFor()
  for (const name of ['two', 'three']) {
    await dialog()
      .getByRole('button', { name: `Look at ${name}` })
      .press('Enter')
    await dialog().getByRole('button', { name: 'Add', exact: true }).press('Enter')
  }
  await dialog().waitFor({ state: 'detached' })
  await row('three').waitFor()
  await addOne()
  await field('Name').waitFor()
  expect(await field('Name').inputValue()).toBe('')
  await page.keyboard.press('Escape')
})

it('what was typed outlives Escape, and goes when it is meant to', async () => {
  await addOne()
  await field('Name').fill('later')
  await field('Program').fill('node')
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await addOne()
  const still = dialog().getByText('What you wrote before is still here.')
  await judge(page, () => still.waitFor())
  expect(await field('Program').inputValue()).toBe('node')
  await dialog().getByRole('button', { name: 'Start over' }).press('Enter')
  await still.waitFor({ state: 'detached' })
  expect(await field('Name').inputValue()).toBe('')
  const inDialog = () => dialog().evaluate((one) => one.contains(document.activeElement))
  await expect.poll(inDialog, { timeout: 10_000 }).toBe(true)
  await field('Name').fill('never')
  await dialog().getByRole('button', { name: 'Cancel' }).press('Enter')
  await dialog().waitFor({ state: 'detached' })

  await row('echo').getByRole('button', { name: 'Change echo' }).press('Enter')
  expect(await field('Name').inputValue()).toBe('echo')
  await field('Name').fill('parrot')
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await addOne()
  expect(await field('Name').inputValue()).toBe('')
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await row('echo').getByRole('button', { name: 'Change echo' }).press('Enter')
  await still.waitFor()
  expect(await field('Name').inputValue()).toBe('parrot')
  await dialog().getByRole('button', { name: 'Save' }).press('Enter')
  await row('parrot').waitFor()
})

it('what was typed outlives the page, but for what is secret, and says so', async () => {
  const secret = 'sk-live-0123456789abcdef'
  await addOne()
  await field('Name').fill('later')
  await field('Program').fill('node')
  await dialog().getByRole('button', { name: 'Add a value' }).press('Enter')
  await field('Name 1').fill('KEY')
  await dialog().getByLabel('Value of KEY', { exact: true }).fill(secret)
  await page.reload()
  await addOne()
  const lost = dialog().getByText('The values are not: they are secret')
  await judge(page, () => lost.waitFor())
  expect(await field('Name').inputValue()).toBe('later')
  expect(await field('Name 1').inputValue()).toBe('KEY')
  expect(await dialog().getByLabel('Value of KEY', { exact: true }).inputValue()).toBe('')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(secret)
  await dialog().getByRole('button', { name: 'Start over' }).press('Enter')
  await dialog().getByRole('radio', { name: 'Paste JSON' }).check()
  await field('Paste JSON').fill(`{"mcpServers":{"one":{"url":"x","headers":{"K":"${secret}"}}}}`)
  await page.reload()
  await addOne()
  await dialog().getByText('What you had pasted is not').waitFor()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(secret)
  await dialog().getByRole('button', { name: 'Start over' }).press('Enter')
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
})

it('what was saved behind a closed window is not there again', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/api/tool-servers', async (route) => {
    await held
    await route.continue()
  })
  await addOne()
  await field('Name').fill('slow')
  await field('Program').fill('node')
  await dialog().getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  release()
  await row('slow').waitFor()
  await page.unroute('**/api/tool-servers')
  await addOne()
  expect(await field('Name').inputValue()).toBe('')
  // Its server was started anew in between.
  expect(tab.complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
})
