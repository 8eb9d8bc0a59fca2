// What a page showed when its test failed: the one thing that a machine far away does not tell afterwards.
import type { Visit } from '../browser.ts'

/** Characters of the page; more would bury the failure itself. */
const most = 6_000
const patienceMs = 5_000

/** What stands on the page, as assistive technology reads it, with its address and complaints; in words, ready to print. */
export async function witness(
  test: string,
  { page, complaints }: Pick<Visit, 'page' | 'complaints'>,
): Promise<string> {
  const shown = await page
    .locator('body')
    .ariaSnapshot({ timeout: patienceMs })
    .catch((cause: unknown) => `could not be read: ${String(cause)}`)
  const said = complaints.length === 0 ? '' : `\ncomplaints:\n${complaints.join('\n')}`
  return `\n-- the page when "${test}" failed: ${page.url()}\n${shown.slice(0, most)}${said}\n--\n`
}
