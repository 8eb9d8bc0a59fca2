// One thing that can be opened over a screen or inside it.
import type { Locator, Page } from 'playwright-core'
import type { Scene } from '../scene.ts'

export interface Opened {
  name: string
  /** As in routes.ts. */
  path: string
  /** Opens it, on a page in English. */
  open: (page: Page, scene: Scene) => Promise<unknown>
  /** What is there while it is open, whatever the language is. */
  shows: string
}

export const inMain = (page: Page): Locator => page.getByRole('main')

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  inMain(page).getByRole('button', { name }).first().click()
