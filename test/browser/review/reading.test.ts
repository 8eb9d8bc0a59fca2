// How a person likes to read changes is theirs and not a browser's: another browser of theirs shows them so, also while both
// are open, and one that cannot save a choice takes it back. So is what they last chose for a new thread.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { openMenu, signedIn } from '../../support/app-page.ts'
import { browser, browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { filesKept } from '../../support/threads.ts'

const checkout = { 'src/space.ts': 'if (one) {\ntwo()\n}\n', 'README.md': '# Shop\n' }
let id: string

browserRig({ files: checkout })

beforeAll(async () => {
  id = await server.thread({ projectId, title: 'Spaces', prompt: prompt('Wait', 'It waits.') })
  const { worktreePath } = await server.until(id, filesKept)
  writeFileSync(join(String(worktreePath), 'src/space.ts'), 'if (one) {\n  two()\n}\n')
  writeFileSync(join(String(worktreePath), 'README.md'), '# The shop\n')
})

const soon = { timeout: 15_000 }
const pane = (of: Page) => of.getByRole('region', { name: 'Changes', exact: true })
const space = (of: Page) => pane(of).getByRole('group', { name: 'src/space.ts', exact: true })
const open = async (of: Page) => {
  await of.goto(`${server.origin}/t/${id}?panel=review`)
  await pane(of).getByRole('heading', { name: '2 files changed' }).waitFor(soon)
}
/** Whether the list of files is there is of the window. */
const files = (of: Page) => pane(of).getByRole('button', { name: 'Show the list of files' }).click()
async function look(of: Page, entry: string, role: 'menuitem' | 'menuitemradio' = 'menuitem') {
  await openMenu(pane(of).getByRole('button', { name: 'How changes are shown' }))
  await of.getByRole(role, { name: entry }).click()
}
/** The entries that the menu offers say what is chosen by now. */
async function isRead(of: Page) {
  await openMenu(pane(of).getByRole('button', { name: 'How changes are shown' }))
  const columns = of.getByRole('menuitemradio', { checked: true })
  const said = [await columns.textContent(), ...(await of.getByRole('menuitem').allTextContents())]
  await of.keyboard.press('Escape')
  return said.join(', ')
}
const review = async () => (await server.api('GET', '/api/settings')).body.review

it('shows changes as the person likes to read them in another browser too', async () => {
  await open(page)
  await look(page, 'One below the other', 'menuitemradio')
  await look(page, 'Do not wrap long lines')
  await look(page, 'Leave out white space')
  await space(page).getByText('Only white space changed').waitFor(soon)
  await files(page)
  await pane(page).getByRole('button', { name: 'Show as one list' }).click()
  await expect
    .poll(review, soon)
    .toEqual({ split: false, wrap: false, ignoreSpace: true, tree: false })

  const other = await signedIn(browser, server)
  await open(other.page)
  await space(other.page).getByText('Only white space changed').waitFor(soon)
  await files(other.page)
  await pane(other.page).getByRole('button', { name: 'Show in folders' }).waitFor()
  const read = await isRead(other.page)
  for (const words of ['One below the other', 'Wrap long lines', 'Show white space again'])
    expect(read).toContain(words)

  await look(other.page, 'Show white space again')
  await space(page).getByText('two()').first().waitFor(soon)
  expect(await space(page).getByText('Only white space changed').count()).toBe(0)
  expect(other.complaints).toEqual([])
  await other.context.close()
})

it('takes a choice back that could not be saved, and says so', async () => {
  await page.route('**/api/settings', (route) => route.abort())
  await pane(page).getByRole('button', { name: 'Show in folders' }).click()
  const notices = page.getByRole('region', { name: 'Notices' })
  await notices.getByText('The server does not answer', { exact: false }).waitFor(soon)
  await pane(page).getByRole('button', { name: 'Show in folders' }).waitFor(soon)
  expect((await review()).tree).toBe(false)
  await page.unroute('**/api/settings')
  await pane(page).getByRole('button', { name: 'Show in folders' }).click()
  await expect.poll(async () => (await review()).tree, soon).toBe(true)
})

it('begins the next thread as the last one was, in another browser too', async () => {
  await page.goto(`${server.origin}/new?project=${projectId}`)
  const model = (of: Page) => of.getByRole('main').getByRole('button', { name: /^Model/ })
  await openMenu(model(page))
  await page.getByRole('menuitemradio', { name: /^Haiku/ }).click()
  await page.getByRole('main').getByRole('textbox').first().fill(prompt('Say', 'It is said.'))
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/t\//)
  await expect
    .poll(async () => (await server.api('GET', '/api/settings')).body.lastThread.model, soon)
    .toBe('haiku')

  const other = await signedIn(browser, server)
  await other.page.goto(`${server.origin}/new?project=${projectId}`)
  await expect.poll(() => model(other.page).textContent(), soon).toContain('Haiku')
  expect([
    ...other.complaints,
    ...tab.complaints.filter((one) => !one.includes('ERR_FAILED')),
  ]).toEqual([])
  await other.context.close()
})
