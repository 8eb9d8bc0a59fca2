// Lets the app speak a language: set for the person, and waited for on the page.
import type { Page } from 'playwright-core'
import type { TestServer } from '../server.ts'

export async function speak(page: Page, server: TestServer, language: string): Promise<void> {
  await server.api('PATCH', '/api/settings', { general: { language } })
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language)
}
