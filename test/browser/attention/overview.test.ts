// The overview as list, board and live grid: found by words, answered and written to in place, kept in the address.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insist } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { asked, rest } from '../../support/threads.ts'

const scenarios = ['one', 'two', 'three'].map((name) => ({
  name,
  steps: [[{ text: `The ${name} begins. ` }, { hold: name }, { text: `The ${name} ends.` }]],
}))

const ids = { finished: '', asks: '', one: '', two: '', three: '' }

browserRig({ server: { scenarios } })
beforeAll(async () => {
  const start = (title: string, words: string) => server.thread({ projectId, title, prompt: words })
  ids.finished = await start('Diseño terminado', prompt('Say it', 'Done.'))
  ids.asks = await start('Clean up', prompt('Clean up', bash('touch cleaned'), 'Clean.'))
  ids.one = await start('Tell one', 'Tell @one')
  ids.two = await start('Tell two', 'Tell @two')
  ids.three = await start('Tell three', 'Tell @three')
  await rest(server, ids.finished)
  await asked(server, ids.asks)
})
afterAll(async () => {
  for (const { name } of scenarios) server?.model.release(name)
})

const soon = { timeout: 30_000 }
const main = () => page.getByRole('main')
const row = (title: string) => main().getByRole('link', { name: `Open ${title}` })

it('finds threads by words without their accents, by state and project, and keeps that in the address', async () => {
  await page.goto(server.origin)
  await row('Clean up').waitFor()
  await page.getByRole('searchbox', { name: 'Search titles' }).fill('diseno')
  await row('Clean up').waitFor({ state: 'detached' })
  await row('Diseño terminado').waitFor()
  expect(page.url()).toContain('q=diseno')
  await page.reload()
  await row('Diseño terminado').waitFor()
  expect(await main().getByRole('listitem').count()).toBe(1)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Running')
  await main().getByText('No thread fits').waitFor()
  await main().getByRole('button', { name: 'Show all' }).first().click()
  await row('Clean up').waitFor()
  expect(tab.complaints).toEqual([])
})

it('archives several at once, with a way back', async () => {
  await page.goto(server.origin)
  await main().getByRole('checkbox', { name: 'Select Diseño terminado' }).check()
  await main().getByRole('button', { name: 'Archive', exact: true }).click()
  await row('Diseño terminado').waitFor({ state: 'detached' })
  expect((await server.snapshot(ids.finished)).archived).toBe(true)
  await page.getByRole('button', { name: 'Undo' }).click()
  await row('Diseño terminado').waitFor()
  expect((await server.snapshot(ids.finished)).archived).toBe(false)
  expect(tab.complaints).toEqual([])
})

it('stands in columns by state', async () => {
  await main().getByRole('radio', { name: 'Board' }).check({ force: true })
  const column = (name: string) => main().getByRole('region', { name })
  await column('Needs you').getByRole('link', { name: 'Clean up' }).waitFor()
  for (const title of ['Tell one', 'Tell two', 'Tell three'])
    await column('Running').getByRole('link', { name: title }).waitFor()
  await column('Ready for review').getByRole('link', { name: 'Diseño terminado' }).waitFor()
  expect(page.url()).toContain('view=board')
  expect(tab.complaints).toEqual([])
})

it('streams several threads side by side, which are answered and written to in place', async () => {
  await page.goto(
    `${server.origin}/?view=grid&ids=${[ids.asks, ids.one, ids.two, ids.three].join('.')}`,
  )
  const cell = (title: string) => main().getByRole('region', { name: title })
  for (const name of ['one', 'two', 'three'])
    await cell(`Tell ${name}`).getByText(`The ${name} begins.`).waitFor()
  server.model.release('two')
  await cell('Tell two').getByText('The two ends.').waitFor()
  expect(await cell('Tell one').getByText('The one ends.').count()).toBe(0)
  const allow = cell('Clean up')
    .getByRole('button', { name: /^Allow/ })
    .first()
  await allow.waitFor()
  await insist(
    () => allow.click({ timeout: 1_000 }),
    async () => (await server.snapshot(ids.asks)).status !== 'waiting',
  )
  await cell('Clean up').getByText('Clean.', { exact: true }).waitFor()
  const box = cell('Clean up').getByRole('textbox', { name: 'Message to Clean up' })
  await box.fill(prompt('And now', 'Now it is later.'))
  await page.reload()
  await box.press('Enter')
  await cell('Clean up').getByText('Now it is later.', { exact: true }).waitFor()
  expect(await box.inputValue()).toBe('')
  // A command concerns the cell that the person is in, and says so.
  const find = (title: string) => page.getByRole('search', { name: `Find in “${title}”` })
  for (const title of ['Tell one', 'Tell two']) {
    await cell(title).getByRole('log').focus()
    await page.keyboard.press('Control+F')
    const box = find(title).getByRole('textbox')
    await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.type('Tell')
    await cell(title).getByRole('search').getByText('1 of 1').waitFor()
    expect(await box.inputValue()).toBe('Tell')
  }
  expect(await page.getByRole('search', { name: /^Find in/ }).count()).toBe(2)
  await page.keyboard.press('Escape')
  await find('Tell two').waitFor({ state: 'detached' })
  expect(await find('Tell one').count()).toBe(1)
  await cell('Tell three').getByRole('button', { name: 'Take Tell three out of the grid' }).click()
  await cell('Tell three').waitFor({ state: 'detached' })
  expect(page.url()).not.toContain(ids.three)
  expect(tab.complaints).toEqual([])
})

it('streams nine at once, each in a cell that can be read', async () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']
  const nine = await Promise.all(
    names.map((name) => {
      const words = prompt('Say it', [`Cell ${name} begins. `, { hold: name }, `${name} is over.`])
      return server.thread({ projectId, title: `Ninth ${name}`, prompt: words })
    }),
  )
  await page.goto(`${server.origin}/?view=grid&ids=${nine.join('.')}`)
  const cell = (name: string) => main().getByRole('region', { name: `Ninth ${name}` })
  for (const name of names) await cell(name).getByText(`Cell ${name} begins.`).waitFor(soon)
  for (const name of names) {
    const box = await cell(name).boundingBox()
    expect(box!.width).toBeGreaterThan(280)
    expect(box!.height).toBeGreaterThan(200)
  }
  const whole = (name: string) =>
    cell(name).getByText(`Cell ${name} begins. ${name} is over.`, { exact: true })
  server.model.release('E')
  await whole('E').waitFor(soon)
  for (const name of names.filter((one) => one !== 'E')) expect(await whole(name).count()).toBe(0)
  for (const name of names) server.model.release(name)
  for (const name of names) await whole(name).waitFor(soon)
  // A phone shows the list instead.
  await judge(page, () => page.getByText('Ninth I').first().waitFor())
  expect(tab.complaints).toEqual([])
}, 180_000)
