// A real Chromium on the built web app.
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { fileURLToPath } from 'node:url'
import { findChromium, launchOptions } from '../../scripts/chromium.ts'

/** The built app; `npm run build` makes it. A_PARALLEL_WEB names another. */
export const builtApp =
  process.env.A_PARALLEL_WEB ?? fileURLToPath(new URL('../../dist/client', import.meta.url))

export async function startBrowser(): Promise<Browser> {
  const found = findChromium()
  if (!found) throw new Error('no Chromium: set CHROMIUM_PATH')
  const { executablePath, args } = launchOptions(found)
  return chromium.launch({
    executablePath,
    args: [...args, '--disable-gpu', '--disable-background-networking'],
  })
}

export interface Visit {
  context: BrowserContext
  page: Page
  /** What the page complained of: script errors, refused policies, failed requests of our own. */
  complaints: string[]
}

export async function visit(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { context, page, complaints }
}
