// The app can be installed: the browser itself finds nothing that stands in the way.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser } from '../../support/browser.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let browser: Browser

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp } })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it('has a manifest whose icons are there, and that the browser finds no fault with', async () => {
  const { page, context, complaints } = await signedIn(browser, server)
  await page.goto(server.origin)
  await page.getByRole('main').waitFor()
  const devtools = await context.newCDPSession(page)
  const manifest = await devtools.send('Page.getAppManifest')
  expect(manifest.url).toBe(`${server.origin}/manifest.webmanifest`)
  expect(manifest.errors).toEqual([])
  const { icons } = JSON.parse(manifest.data ?? '{}')
  for (const { src, sizes } of icons) {
    const size = await page.evaluate(async (address) => {
      const image = new Image()
      image.src = address
      await image.decode()
      return `${image.naturalWidth}x${image.naturalHeight}`
    }, src)
    expect(size).toBe(sizes)
  }
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  // A window like this one, without a person's profile, is the only thing that may keep it from being installed.
  const faults = installabilityErrors.map(({ errorId }) => errorId)
  expect(faults.filter((fault) => fault !== 'in-incognito')).toEqual([])
  expect(complaints).toEqual([])
})
