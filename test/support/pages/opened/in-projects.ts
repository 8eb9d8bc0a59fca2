// What opens about projects: how one is added, put away and taken off the list, and what its pages ask.
import type { Page } from 'playwright-core'
import { openMenu } from '../../app-page.ts'
import { inMain, press, type Opened } from './entry.ts'

const choose = async (page: Page, entry: string) => {
  await openMenu(inMain(page).getByRole('button', { name: 'Project shop' }))
  await page.getByRole('menuitem', { name: entry, exact: true }).click()
}

export const inProjects: readonly Opened[] = [
  {
    name: 'a project being added',
    path: '/welcome',
    open: (page) => press(page, 'Add a project'),
    shows: '[role=dialog] input',
  },
  {
    name: 'a clone being asked for, beside one that runs and one that failed',
    path: '/welcome',
    open: async (page) => {
      await press(page, 'Add a project')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('radio', { name: 'Clone' }).check({ force: true })
      await dialog.getByText('nowhere was not cloned').waitFor()
      await dialog.getByRole('textbox', { name: 'Address' }).fill('https://ana:secret@host/a')
    },
    shows: '[role=dialog] progress',
  },
  {
    name: 'a project being archived while threads are at work',
    path: '/settings/projects',
    open: (page) => choose(page, 'Archive'),
    shows: '[role=alertdialog] .text-need',
  },
  {
    name: 'a project being taken off the list',
    path: '/settings/projects',
    open: (page) => choose(page, 'Remove from list…'),
    shows: '[role=alertdialog] section li',
  },
  {
    name: 'a session being gone on with',
    path: '/projects/:project/sessions/:session',
    open: (page) => press(page, 'Continue as a thread…'),
    shows: '[role=dialog] li',
  },
  {
    name: 'a recipe that somebody else has changed',
    path: '/projects/:project/setup',
    open: async (page, scene) => {
      const field = inMain(page).getByRole('region', { name: 'Your own' }).getByRole('textbox')
      await field.fill('{ "ports": ["MY_PORT"] }\n')
      await scene.changeRecipe()
      await page.reload()
    },
    shows: 'main >> text=/THEIR_/',
  },
]
