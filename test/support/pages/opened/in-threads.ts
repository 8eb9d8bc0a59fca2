// What opens in a thread: what its messages, its cards, its agent's queue and its menus lead to.
import type { Locator, Page } from 'playwright-core'
import { inPalette, insist, openMenu } from '../../app-page.ts'
import { inMain, press, type Opened } from './entry.ts'

const menuOfMessage = (page: Page): Locator =>
  inMain(page).getByRole('button', { name: 'More for this message' }).first()
const card = '[data-approval-card]'
const field = `${card} textarea, ${card} input[type=text]`

/** A card that has just appeared ignores presses. */
const pressOnCard = (name: RegExp) => (page: Page) =>
  insist(
    () => page.locator(card).getByRole('button', { name }).first().click({ timeout: 1_000 }),
    () => page.locator(field).first().isVisible(),
  )

export const inThreads: readonly Opened[] = [
  {
    name: 'every row',
    path: '/t/:finished',
    open: async (page) => {
      await inMain(page).locator('[data-item]').first().waitFor()
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
      await inMain(page).getByText('What I found').first().waitFor()
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
    name: 'what a thread has cost, and its budget',
    path: '/t/:finished',
    open: (page) => press(page, /^Cost/),
    shows: '[role=dialog] input',
  },
  {
    name: 'the tool servers of a thread',
    path: '/t/:finished',
    // A phone shows no sign of them where a thread is given none.
    open: async (page) => (await inPalette(page, '> MCP servers', /^MCP servers of /)).click(),
    shows: '[role=dialog] [role=switch]',
  },
  {
    name: 'the message of a merge',
    path: '/t/:failed?panel=review',
    open: async (page) => {
      await openMenu(page.getByRole('button', { name: 'More that can be done' }))
      await page.getByRole('menuitem', { name: 'Squash into main…' }).click()
    },
    shows: '[role=dialog] textarea',
  },
  {
    name: 'one of many messages being chosen',
    path: '/t/:continued?panel=review',
    open: async (page) => {
      await openMenu(page.getByRole('button', { name: 'Other changes' }))
      await page.getByRole('menuitem', { name: /^All messages/ }).click()
    },
    shows: '[role=dialog] [role=listitem]',
  },
  {
    name: 'a thread being deleted',
    path: '/t/:finished',
    open: async (page) => {
      await inMain(page).getByText('What I found').first().waitFor()
      await (await inPalette(page, '> delete', /^Delete “/)).click()
    },
    shows: '[role=alertdialog] >> text=notes.md',
  },
]
