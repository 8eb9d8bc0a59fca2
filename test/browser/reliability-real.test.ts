// The same states as in reliability.test.ts, with nothing changed on the way: a real agent that goes silent and speaks
// again, a real machine with too little memory for another turn, a real database that is damaged.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { conversation, signedIn } from '../support/app-page.ts'
import { builtApp, startBrowser } from '../support/browser.ts'
import { prompt } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let browser: Browser
let server: TestServer | undefined

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser?.close())
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await server?.close()
  server = undefined
})

async function open(env: Record<string, string>) {
  const started = await startTestServer({ env: { A_PARALLEL_WEB: builtApp, ...env } })
  server = started
  const projectId = await started.addProject(started.repository('shop'))
  const { page } = await signedIn(browser, started)
  return { started, projectId, page }
}

it('an agent that goes silent is shown as such, and no longer once it speaks', async () => {
  const { started, projectId, page } = await open({ A_PARALLEL_STALL_MINUTES: '0.01' })
  const words = ['Half of it, ', { hold: 'silent' }, 'and the rest.']
  const id = await started.thread({ projectId, title: 'Mend it', prompt: prompt('Mend', words) })
  await page.goto(started.origin)
  const main = page.getByRole('main')
  await main.getByRole('region', { name: 'Not heard from' }).getByText('Mend it').waitFor()
  await main.getByText('Nothing heard for a while').waitFor()
  await page.goto(`${started.origin}/t/${id}`)
  const notice = page.getByRole('region', { name: 'Nothing heard from the agent' })
  await notice.waitFor()
  started.model.release('silent')
  await conversation(page).getByText('Half of it, and the rest.').waitFor()
  await notice.waitFor({ state: 'hidden' })
  const { status, run } = await started.untilStatus(id, 'completed', 'failed')
  expect([status, run?.stalledAt]).toEqual(['completed', null])
})

it('a machine with too little memory says so where the turn waits, and the turn can be stopped', async () => {
  const { started, projectId, page } = await open({ A_PARALLEL_MEMORY_FLOOR_MB: '900000000' })
  const id = await started.thread({ projectId, prompt: prompt('Mend', 'Mended.') })
  await page.goto(`${started.origin}/t/${id}`)
  const why = /^Waits until memory is free \(.* free, 943.7 TB needed\)/
  await page.getByLabel('Getting ready').getByText(why).waitFor()
  const bar = page.getByRole('complementary', { name: 'Room on this machine' })
  await bar.getByText('1 thread waits for its turn.').waitFor()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await started.untilStatus(id, 'stopped')
  await bar.waitFor({ state: 'hidden' })
})

it('a database that was damaged is restored, and the page says so with the place of the damaged one', async () => {
  const { started, projectId, page } = await open({})
  const id = await started.thread({
    projectId,
    title: 'Mend it',
    prompt: prompt('Mend', 'Mended.'),
  })
  await started.untilStatus(id, 'completed')
  await started.restart(async () => {
    writeFileSync(join(started.home, 'data.db'), 'no database at all'.repeat(500))
  })
  await page.goto(started.origin)
  const banner = page.getByRole('complementary', { name: 'The database was damaged' })
  await banner.getByText(started.home, { exact: false }).waitFor()
  await banner.getByRole('button', { name: 'I have read this' }).click()
  await page.goto(`${started.origin}/settings/about`)
  await page.getByRole('main').getByText(started.home, { exact: false }).first().waitFor()
  expect(await banner.count()).toBe(0)
})
