// Words are found in all of a long thread, links lead into its middle, and any part of it can be taken along.
import { beforeAll, expect, it } from 'vitest'
import { writeLongThread } from '../../../bench/rig/written/long-thread.ts'
import { composer, conversation, openThread, signedIn } from '../../support/app-page.ts'
import { browser, browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'

const read = (file: string) => ({ tool: 'Read', input: { file_path: `{{cwd}}/${file}` } })

const scenarios = [
  {
    name: 'look',
    steps: [
      [read('a.txt'), read('b.txt'), read('c.txt')],
      [{ tool: 'Bash', input: { command: 'echo "the command said needle-in-output"' } }],
      'I have looked at all three.',
    ],
  },
]

let long: string
let looked: string

browserRig({
  server: { scenarios },
  files: { 'a.txt': 'nothing\n', 'b.txt': 'needle-in-fold\n', 'c.txt': 'nothing\n' },
  tab: { permissions: ['clipboard-read', 'clipboard-write'] },
})
beforeAll(async () => {
  const [project] = (await server.api('GET', '/api/projects')).body.projects
  long = writeLongThread(server.home, project, 5_000)
  await server.restart()
  looked = await server.thread({ projectId, prompt: 'Please @look' })
  await server.untilStatus(looked, 'completed')
})

const search = () => page.getByRole('search', { name: 'Find in this thread' })
const box = () => search().getByRole('textbox')
const counted = () => search().getByRole('status')
const copied = () => page.evaluate(() => navigator.clipboard.readText())

/** The words that are painted as the place where the reader is. */
const paintedNow = () =>
  page.evaluate(() => [...(CSS.highlights.get('found-now') ?? [])].map(String).join())

async function find(words: string): Promise<void> {
  await page.keyboard.press('Control+f')
  await box().fill(words)
}

async function openMenu(item: string): Promise<void> {
  const row = page.locator(`[data-item="${item}"]`)
  await row.hover()
  await row.getByRole('button', { name: 'More about this' }).first().click()
}

it('finds what is scrolled away, walks forth and back, and gives the focus back', async () => {
  await openThread(page, server, long)
  await composer(page).focus()
  await find('look into part 250,')
  await expect.poll(() => counted().textContent()).toBe('1 of 1')
  await conversation(page).getByText('Please look into part 250,').waitFor()
  await expect.poll(paintedNow).toBe('look into part 250,')
  await box().fill('Please look into part 4')
  await expect.poll(() => counted().textContent()).toBe('1 of 111')
  await conversation(page).getByText('Please look into part 4,').waitFor()
  await box().press('Enter')
  await expect.poll(() => counted().textContent()).toBe('2 of 111')
  await conversation(page).getByText('Please look into part 40,').waitFor()
  await box().press('Shift+Enter')
  await box().press('Shift+Enter')
  await expect.poll(() => counted().textContent()).toBe('111 of 111')
  await conversation(page).getByText('Please look into part 499,').waitFor()
  await box().fill('no such words')
  await expect.poll(() => counted().textContent()).toBe('Not found')
  await box().press('Escape')
  expect(await search().count()).toBe(0)
  expect(await composer(page).evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await page.evaluate(() => CSS.highlights.size)).toBe(0)
})

it('finds what is inside a fold and in a folded output, and opens the way there', async () => {
  await openThread(page, server, looked)
  await conversation(page).getByText('I have looked at all three.').waitFor()
  expect(await conversation(page).getByText('needle-in-fold').count()).toBe(0)
  await find('needle-in')
  await expect.poll(() => counted().textContent()).toBe('1 of 3')
  await conversation(page).getByText('needle-in-fold').waitFor()
  await expect.poll(paintedNow).toBe('needle-in')
  await box().press('Enter')
  await box().press('Enter')
  await conversation(page)
    .getByRole('group', { name: /^Output of/ })
    .getByText('needle-in-output')
    .waitFor()
  const prevented = await page.evaluate(() => {
    const event = new KeyboardEvent('keydown', {
      key: 'f',
      ctrlKey: true,
      cancelable: true,
      bubbles: true,
    })
    document.activeElement?.dispatchEvent(event)
    return event.defaultPrevented
  })
  expect(prevented).toBe(false)
  await box().press('Escape')
})

it('copies a part, the whole as Markdown, and a link that leads back to it in a cold tab', async () => {
  const { items } = await server.snapshot(looked)
  const call = items.find((item) => item.kind === 'tool-call' && item.detail.kind === 'command')
  const id = call?.id ?? ''
  await openMenu(id)
  await page.getByRole('menuitem', { name: 'Copy command' }).click()
  await expect.poll(copied).toBe('echo "the command said needle-in-output"')
  await openMenu(id)
  await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click()
  await expect
    .poll(copied)
    .toMatch(/^```console\n\$ echo .*\nthe command said needle-in-output\n```$/)
  await openMenu(id)
  await page.getByRole('menuitem', { name: 'Copy link to here' }).click()
  await expect.poll(copied).toBe(`${server.origin}/t/${looked}?item=${id}`)
})

it('opens a link into the middle of a long thread at the marked place, and says when there is none', async () => {
  const cold = await signedIn(browser, server)
  await cold.page.goto(`${server.origin}/t/${long}?item=item-250-6`)
  const row = cold.page.locator('[data-item="item-250-6"]')
  await row.waitFor()
  const inSight = () =>
    row.evaluate((element) => {
      const log = element.closest('[role=log]')?.getBoundingClientRect()
      const { top } = element.getBoundingClientRect()
      return log !== undefined && top >= log.top && top < log.bottom - 40
    })
  await expect.poll(inSight).toBe(true)
  await expect.poll(() => row.evaluate((element) => element === document.activeElement)).toBe(true)
  await cold.page.goto(`${server.origin}/t/${long}?item=nowhere`)
  await cold.page
    .getByRole('region', { name: 'Notices' })
    .getByText('What the link leads to is not in this thread.')
    .waitFor()
  expect(cold.complaints).toEqual([])
  await cold.context.close()
})

it('shows the events of an item as they stand in the log', async () => {
  const { items } = await server.snapshot(looked)
  const call = items.find((item) => item.kind === 'tool-call' && item.detail.kind === 'command')
  await openMenu(call?.id ?? '')
  await page.getByRole('menuitem', { name: 'Show events' }).click()
  const dialog = page.getByRole('dialog', { name: 'As it stands in the log' })
  await dialog.getByText('"item.started"').waitFor()
  await dialog.getByText('"item.completed"').waitFor()
  await dialog.getByRole('button', { name: 'Copy' }).last().click()
  const event = JSON.parse(await copied())
  expect(event).toMatchObject({ type: 'item.completed', threadId: looked, data: { item: call } })
  await page.keyboard.press('Escape')
  const user = items.find((item) => item.kind === 'user-message')
  await openMenu(user?.id ?? '')
  await page.getByRole('menuitem', { name: 'Show events' }).click()
  await dialog.getByText('"turn.queued"').waitFor()
  expect(tab.complaints).toEqual([])
})
