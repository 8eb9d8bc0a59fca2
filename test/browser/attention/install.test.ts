// The app can be installed: the browser itself finds nothing that stands in the way.
import { expect, it } from 'vitest'
import { browserRig, page, server, tab } from '../../support/pages/rig.ts'

browserRig()

it('has a manifest whose icons are there, and that the browser finds no fault with', async () => {
  await page.goto(server.origin)
  await page.getByRole('main').waitFor()
  const devtools = await tab.context.newCDPSession(page)
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
  expect(tab.complaints).toEqual([])
})
