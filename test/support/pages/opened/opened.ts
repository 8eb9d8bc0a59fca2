// What can be opened over a screen or inside it, one entry each: it is looked at in every language, in light and dark, wide
// and narrow, and in the test language.
import { inMain, press, type Opened } from './entry.ts'
import { inProjects } from './in-projects.ts'
import { inSettings } from './in-settings.ts'
import { inThreads } from './in-threads.ts'
import { openPalette } from '../../app-page.ts'

export const opened: readonly Opened[] = [
  ...inThreads,
  ...inProjects,
  ...inSettings,
  {
    name: 'a base branch being chosen',
    path: '/new',
    open: (page) => press(page, /Base branch/),
    shows: '[role=dialog] input, [role=listbox]',
  },
  {
    name: 'the palette',
    path: '/inbox',
    open: async (page) => {
      await inMain(page).getByText('Clean up').first().waitFor()
      await openPalette(page)
    },
    shows: '[role=option]',
  },
]
