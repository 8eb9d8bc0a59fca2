// A real Chromium, signed in to a server as the exchange of the sign-in link's code leaves it.
import { chromium, type Page } from 'playwright-core'
import { root } from '../../scripts/building/root.ts'
import { findOrInstallChromium, launchOptions } from '../../scripts/chromium.ts'
import type { Rig } from './rig.ts'
import type { BenchServer } from './server.ts'

export interface BenchBrowser {
  page: Page
  version: string
}

/** Opens a page of 1440 × 900 and closes the browser behind `work`. */
export async function withBrowser<T>(
  rig: Rig,
  server: BenchServer,
  work: (browser: BenchBrowser) => Promise<T>,
): Promise<T> {
  const found = await findOrInstallChromium(root, rig.say)
  if (!found) throw new Error('no Chromium: what a browser does cannot be measured')
  const browser = await chromium.launch({
    ...launchOptions(found),
    env: { ...process.env, ...found.env },
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(
      (token) => localStorage.setItem('a-parallel.token', token),
      server.token,
    )
    return await work({ page, version: found.version.trim() })
  } finally {
    await browser.close()
  }
}
