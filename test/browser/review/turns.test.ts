// The changes of one message among many: the latest at hand, all others found by their words.
import { beforeAll, expect, it } from 'vitest'
import { openMenu } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { write } from '../../support/scripts.ts'
import { filesKept, talk } from '../../support/threads.ts'

let id: string

browserRig({
  server: {
    scenarios: [
      { name: 'plan', steps: [[write('plan.md', '# Plan\n')], 'It is planned.'] },
      { name: 'nothing', steps: ['Well.'] },
    ],
  },
})

beforeAll(async () => {
  id = await server.thread({ projectId, permissionMode: 'autoEdit', prompt: 'Write a plan @plan' })
  await server.until(id, filesKept)
  for (let number = 2; number <= 22; number += 1)
    await talk(server, id, `Question ${number} @nothing`)
  await page.goto(`${server.origin}/t/${id}?panel=review`)
}, 120_000)

const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')

it('leads to the changes of the oldest message by its words, by keys alone', async () => {
  const others = pane().getByRole('button', { name: 'Other changes' })
  await openMenu(others)
  await page.getByRole('menuitemradio', { name: /^Question 22/ }).waitFor()
  expect(await page.getByRole('menuitemradio', { name: /^Write a plan/ }).count()).toBe(0)
  await page.getByRole('menuitem', { name: 'All messages (22)…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Changes of one message' })
  const filter = dialog.getByRole('searchbox', { name: 'Find a message' })
  await filter.waitFor()
  await judge(page, () => dialog.waitFor())
  await filter.fill('no such words')
  await dialog.getByText('No message says so.').waitFor()
  await filter.fill('')
  await filter.press('ArrowDown')
  await expect.poll(focused, { timeout: 15_000 }).toContain('Question 22')
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused, { timeout: 15_000 }).toContain('Question 21')
  await filter.fill('plan write')
  await dialog.getByRole('listitem').getByText('Write a plan').waitFor()
  await filter.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await pane().getByRole('group', { name: 'plan.md' }).getByText('# Plan').waitFor()
  await others.getByText('Write a plan').waitFor()
  expect(tab.complaints).toEqual([])
})
