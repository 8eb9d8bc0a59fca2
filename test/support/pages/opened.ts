// What can be opened over a screen or inside it, one entry each: it is looked at in every language, in light and dark, wide
// and narrow, and in the test language.
import type { Locator, Page } from 'playwright-core'
import { insist, openMenu, openPalette } from '../app-page.ts'

export interface Opened {
  name: string
  /** As in routes.ts. */
  path: string
  /** Opens it, on a page in English. */
  open: (page: Page) => Promise<unknown>
  /** What is there while it is open, whatever the language is. */
  shows: string
}

const main = (page: Page): Locator => page.getByRole('main')
const press = (page: Page, name: string | RegExp): Promise<void> =>
  main(page).getByRole('button', { name }).first().click()
const menuOfMessage = (page: Page): Locator =>
  main(page).getByRole('button', { name: 'More for this message' }).first()
const card = '[data-approval-card]'
const field = `${card} textarea, ${card} input[type=text]`

/** A card that has just appeared ignores presses. */
const pressOnCard = (name: RegExp) => (page: Page) =>
  insist(
    () => page.locator(card).getByRole('button', { name }).first().click({ timeout: 1_000 }),
    () => page.locator(field).first().isVisible(),
  )

export const opened: readonly Opened[] = [
  {
    name: 'every row',
    path: '/t/:finished',
    open: async (page) => {
      await main(page).locator('[data-item]').first().waitFor()
      await page.keyboard.press('Alt+E')
      await page.locator('main [aria-expanded=true]').first().waitFor({ state: 'attached' })
    },
    shows: 'main >> text=What I found',
  },
  {
    name: 'what a message can do',
    path: '/t/:finished',
    open: (page) => openMenu(menuOfMessage(page)),
    shows: '[role=menu]',
  },
  {
    name: 'a rewind',
    path: '/t/:finished',
    open: async (page) => {
      await openMenu(menuOfMessage(page))
      await page.getByRole('menuitem', { name: 'Rewind…' }).click()
    },
    shows: '[role=dialog] >> text=notes.md',
  },
  {
    name: 'a search',
    path: '/t/:finished',
    open: async (page) => {
      await main(page).getByText('What I found').first().waitFor()
      await page.keyboard.press('Control+F')
      await page.getByRole('search').getByRole('textbox').fill('cart')
    },
    shows: 'search input',
  },
  {
    name: 'the permissions',
    path: '/t/:finished',
    open: (page) => press(page, /Permissions/),
    shows: '[role=menu]',
  },
  { name: 'a no', path: '/t/:permission', open: pressOnCard(/^Deny/), shows: field },
  {
    name: 'a comment on a plan',
    path: '/t/:plan',
    open: pressOnCard(/^Comment on/),
    shows: field,
  },
  {
    name: 'what is to do, and a subagent',
    path: '/t/:busy',
    open: async (page) => {
      await press(page, /^Todo/)
      await press(page, /^Run the tests/)
    },
    shows: 'main >> text=Write down what they say',
  },
  {
    name: 'a message that waits being changed',
    path: '/t/:queued',
    open: (page) => press(page, 'Edit'),
    shows: 'main li textarea',
  },
  {
    name: 'what a message that waits can do',
    path: '/t/:queued',
    open: (page) => press(page, 'Send or move'),
    shows: '[role=menu]',
  },
  {
    name: 'a base branch being chosen',
    path: '/new',
    open: (page) => press(page, /Base branch/),
    shows: '[role=dialog] input, [role=listbox]',
  },
  {
    name: 'a project being added',
    path: '/welcome',
    open: (page) => press(page, 'Add a project'),
    shows: '[role=dialog] input',
  },
  {
    name: 'the palette',
    path: '/inbox',
    open: async (page) => {
      await main(page).getByText('Clean up').first().waitFor()
      await openPalette(page)
    },
    shows: '[role=option]',
  },
]
