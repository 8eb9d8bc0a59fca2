// Three hundred threads: the page holds the rows that somebody is near to, and every one of them can be reached, by wheel and
// by keys. What they used is drawn beside them.
import type { Locator } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { writeYearOfUse } from '../../../bench/rig/written/year-of-use.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, server, tab } from '../../support/pages/rig.ts'

const days = 300
/** More than a window is high, far less than there are. */
const mostDrawn = 120

browserRig()
beforeAll(async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  await server.restart(async () => {
    writeYearOfUse(server.home, { projects, perDay: 1, days, until: Date.now() })
  })
})

const sidebar = () => page.getByRole('navigation', { name: 'Projects and threads' })
const newest = `Thread 1 of day ${days}`
const threads = (of: Locator) => of.getByRole('link', { name: /Thread 1 of day \d+/ })
const drawn = (of: Locator) => threads(of).count()

/** Scrolls whatever holds the rows to its end. */
function toTheEnd(of: Locator): Promise<unknown> {
  return threads(of)
    .first()
    .evaluate((row) => {
      let box = row.parentElement
      while (box && getComputedStyle(box).overflowY !== 'auto') box = box.parentElement
      box?.scrollTo(0, box.scrollHeight)
    })
}

it('draws the rows near to what is in sight, and tells the place of each among all', async () => {
  await page.goto(server.origin)
  for (const place of [sidebar(), page.getByRole('main')]) {
    await threads(place).first().waitFor()
    expect(await drawn(place)).toBeLessThan(mostDrawn)
    const row = place.getByRole('listitem').filter({ hasText: newest })
    expect(await row.getAttribute('aria-posinset')).toBe('1')
    expect(await row.getAttribute('aria-setsize')).toBe(String(days))
    await toTheEnd(place)
    await threads(place)
      .filter({ hasText: /of day 1(?!\d)/ })
      .waitFor()
    expect(await drawn(place)).toBeLessThan(mostDrawn)
  }
  expect(tab.complaints).toEqual([])
})

it('brings the rows that the keys come to', async () => {
  await page.goto(`${server.origin}/settings/about`)
  await threads(sidebar()).first().waitFor()
  const before = await drawn(sidebar())
  await threads(sidebar()).last().focus()
  await expect.poll(() => drawn(sidebar())).toBeGreaterThan(before)
  // From the row to its menu, and from there to the next row.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  expect(await focused()).toContain(`Thread 1 of day ${days - before}`)
})

it('has nothing for a judge to find in lists of which a part is drawn', async () => {
  await page.goto(server.origin)
  await judge(page, () => page.getByRole('link', { name: newest }).first().waitFor())
})

it('draws what a year used, with the threads that used most', async () => {
  await page.goto(`${server.origin}/settings/about`)
  await page.getByRole('link', { name: 'Usage', exact: true }).click()
  const main = page.getByRole('main')
  await main.getByRole('radio', { name: '1 year' }).check({ force: true })
  await main.getByRole('img', { name: /in 364 days/ }).waitFor()
  const table = main.getByRole('table', { name: 'Threads that used most' })
  // It is drawn behind the chart.
  await expect.poll(() => table.getByRole('row').count()).toBe(101)
  await main.getByText('200 more threads', { exact: false }).waitFor()
  expect(tab.complaints).toEqual([])
})
