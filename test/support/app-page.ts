// A page of the built app, signed in, and short ways to what is on it. Looks and acts as a person does; never reaches inside.
import { expect } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { visit, type Visit } from './browser.ts'
import type { TestServer } from './server.ts'

/** A browser of its own that has already signed in. The token is where the exchange of the link's code leaves it. */
export async function signedIn(
  browser: Browser,
  server: TestServer,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Visit> {
  const seen = await visit(browser, options)
  await seen.context.addInitScript(
    (token) => localStorage.setItem('a-parallel.token', token),
    server.token,
  )
  return seen
}

export const conversation = (page: Page): Locator => page.getByRole('log', { name: 'Conversation' })

export const composer = (page: Page): Locator =>
  page.getByRole('textbox', { name: 'Message to the agent' })

/** Opens the palette. A page that has only just come does not listen to keys yet. */
export async function openPalette(page: Page): Promise<Locator> {
  const field = page.getByRole('combobox', { name: 'Find threads, projects and commands' })
  await insist(
    () => page.keyboard.press('Control+K'),
    () => field.isVisible(),
  )
  return field
}

/** What the palette finds by its words. */
export async function inPalette(
  page: Page,
  words: string,
  name: string | RegExp,
): Promise<Locator> {
  await (await openPalette(page)).fill(words)
  return page.getByRole('option', { name })
}

/** Opens a thread and waits for its conversation. */
export async function openThread(page: Page, server: TestServer, id: string): Promise<void> {
  await page.goto(`${server.origin}/t/${id}`)
  await conversation(page).waitFor()
}

/** Waits until a locator's text holds `words` exactly once. */
export async function saidOnce(place: Locator, words: string): Promise<void> {
  await expect
    .poll(async () => ((await place.textContent()) ?? '').split(words).length - 1, {
      timeout: 30_000,
    })
    .toBe(1)
}

/**
 * Opens the menu of a button. While a page settles the row of the button may be moved from under the pointer: then the
 * press is none. Pressed twice, it would be closed again.
 */
export async function openMenu(button: Locator): Promise<void> {
  await insist(
    () => button.click({ timeout: 2_000 }),
    async () => (await button.getAttribute('aria-expanded')) === 'true',
  )
}

/**
 * Does it again until it took: a card that has just appeared ignores what may have been meant for something else. An act
 * that fails because its place is gone is tried no longer than one that does nothing.
 */
export async function insist(
  act: () => Promise<unknown>,
  took: () => Promise<boolean>,
): Promise<void> {
  await expect
    .poll(
      async () => {
        if (!(await took())) await act().catch(() => undefined)
        return took()
      },
      { timeout: 20_000, interval: 250 },
    )
    .toBe(true)
}
