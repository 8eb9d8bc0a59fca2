// The days that usage is told of, where they are not what a page began with or not what the server knows.
import { expect, it } from 'vitest'
import { browser, browserRig, server } from '../../support/pages/rig.ts'
import { signedIn } from '../../support/app-page.ts'

browserRig()

it('goes on with a new day while the page stays open', async () => {
  const { page } = await signedIn(browser, server)
  const asked: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/usage') asked.push(url.searchParams.get('to') ?? '')
  })
  await page.clock.install({ time: new Date(2026, 0, 15, 23, 30) })
  await page.goto(`${server.origin}/usage`)
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(0)
  const [first] = asked
  await page.clock.fastForward('01:00:00')
  const nextDay = Date.parse(String(first)) + 24 * 3_600_000
  await expect.poll(() => Date.parse(String(asked.at(-1))), { timeout: 20_000 }).toBe(nextDay)
  await page.context().close()
})

it('tells the days of UTC where the server does not know the time zone, and says so', async () => {
  const { page } = await signedIn(browser, server)
  await page.addInitScript(() => {
    const told = Intl.DateTimeFormat.prototype.resolvedOptions
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...told.call(this), timeZone: 'Etc/Unknown' }
    }
  })
  await page.goto(`${server.origin}/usage`)
  await page.getByText('Nothing was used in this time').waitFor()
  await page.getByText('days are those of UTC', { exact: false }).waitFor()
  await page.context().close()
})
