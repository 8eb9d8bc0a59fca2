// A budget, as a person meets it: set where the estimate stands, reached, raised, and gone on from.
import { expect, it } from 'vitest'
import { composer, conversation, insist, openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

const scenarios = [{ name: 'next', steps: ['Now I go on.'] }]

browserRig({ server: { scenarios } })

it('stops at the budget that was set beside the estimate, and goes on when it is raised', async () => {
  const id = await server.thread({ projectId, prompt: 'Hello' })
  await rest(server, id)
  await openThread(page, server, id)
  await page.getByRole('button', { name: /Cost/ }).click()
  const detail = page.getByRole('dialog', { name: 'API-equivalent estimate' })
  await detail.getByRole('row', { name: /^1 / }).waitFor()
  await detail.getByRole('textbox', { name: 'Budget of this thread' }).fill('0.01')
  await detail.getByRole('button', { name: 'Save' }).first().click()
  await server.until(id, ({ budgetUsd }) => budgetUsd === 0.01)
  await page.keyboard.press('Escape')

  await composer(page).fill('Go on @next')
  await composer(page).press('Enter')
  const card = page.getByRole('region', { name: 'Budget reached' })
  await card.getByText('This thread has used').waitFor()
  expect(await conversation(page).getByText('Now I go on.').count()).toBe(0)
  await card.getByRole('textbox', { name: 'New budget' }).fill('50')
  await insist(
    () => card.getByRole('button', { name: 'Raise and go on' }).click({ timeout: 1_000 }),
    async () => (await server.snapshot(id)).budgetUsd === 50,
  )
  await conversation(page).getByText('Now I go on.').waitFor()
  await card.waitFor({ state: 'detached' })
  expect((await server.snapshot(id)).budgetUsd).toBe(50)
})

it('wants its owner in the sidebar and in the inbox, and is answered there by key', async () => {
  const spent = async (words: string, budgetUsd: number) => {
    const id = await server.thread({ projectId, prompt: prompt(words, 'One.') })
    await rest(server, id)
    await server.api('PATCH', `/api/threads/${id}`, { budgetUsd })
    await server.api('POST', `/api/threads/${id}/messages`, { text: prompt('More', 'Two.') })
    await server.until(id, ({ waitingReason }) => waitingReason === 'budget')
    return id
  }
  const [first, second] = [await spent('Grind the corn', 0.001), await spent('Bake it', 0.001)]
  await page.goto(`${server.origin}/inbox`)
  const sidebar = page.getByRole('navigation', { name: 'Projects and threads' })
  await sidebar.getByText('Needs you').waitFor()
  const entries = page.getByRole('list', { name: 'Inbox' })
  await expect
    .poll(() => entries.getByRole('button', { name: /^Answer/ }).count(), { timeout: 15_000 })
    .toBe(2)
  expect(await page.title()).toContain('2')
  const card = page.getByRole('region', { name: 'Budget reached' })
  const press = (key: string, id: string) =>
    insist(
      () => page.keyboard.press(key),
      async () => (await server.snapshot(id)).budgetStop === null,
    )
  await page.keyboard.press('j')
  await card.getByText('This thread has used').waitFor()
  await judge(page, () => card.waitFor())
  await page.emulateMedia({ colorScheme: 'light' })
  await press('1', first)
  await server.until(first, ({ turns }) => turns[1]?.state === 'completed')
  await expect
    .poll(() => entries.locator('[data-inbox-current]').textContent())
    .toContain('Bake it')
  await card.waitFor()
  await press('4', second)
  await card.waitFor({ state: 'detached' })
  const { turns } = await server.untilStatus(second, 'stopped')
  expect(turns[1]?.held).toBe(true)
  expect(tab.complaints).toEqual([])
})
