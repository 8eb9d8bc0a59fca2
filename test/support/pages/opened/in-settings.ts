// What opens in the settings: what asks before something on the disk or in the data goes, and what an update of a skill brings.
import type { Page } from 'playwright-core'
import { skillText, zippedSkill } from '../../skills/skill-files.ts'
import { press, type Opened } from './entry.ts'

const give = (page: Page, name: string, text: string) =>
  page.locator('input[type=file]').setInputFiles({
    name: `${name}.zip`,
    mimeType: 'application/zip',
    buffer: zippedSkill(name, skillText(name, text)),
  })

/** As the registry lists it: with places to be filled in, and one kind that cannot be used. */
const listed = {
  name: 'io.example/radio',
  description: 'Plays what is on.',
  version: '1.0.0',
  remotes: [
    {
      type: 'sse',
      url: 'https://{host}/sse',
      headers: [{ name: 'Authorization', value: 'Bearer {api-key}', isSecret: true }],
    },
  ],
  packages: [{ registryType: 'mcpb', identifier: 'https://x.test/radio.mcpb' }],
}

const addServer = async (page: Page) => {
  await press(page, 'Add an MCP server')
  return page.getByRole('dialog')
}

export const inSettings: readonly Opened[] = [
  {
    name: 'a worktree of others being removed',
    path: '/settings/disk',
    open: (page) => press(page, /^Remove .*theirs$/),
    shows: '[role=alertdialog] >> text=half.txt',
  },
  {
    name: 'a thread being begun in a worktree of others',
    path: '/settings/disk',
    open: (page) => press(page, /^Begin a thread in .*theirs$/),
    shows: '[role=dialog] textarea',
  },
  {
    name: 'a backup being restored',
    path: '/settings/data',
    open: (page) => press(page, /^Restore the backup/),
    shows: '[role=alertdialog] li',
  },
  {
    name: 'the trash being emptied',
    path: '/settings/data',
    open: (page) => press(page, 'Empty the trash…'),
    shows: '[role=alertdialog] li',
  },
  {
    name: 'the data of a project being erased',
    path: '/settings/data',
    open: (page) => press(page, 'Erase the data of lamps'),
    shows: '[role=alertdialog] input',
  },
  {
    name: 'an update of a skill, and what changes in its files',
    path: '/settings/skills',
    open: async (page) => {
      await page.locator('main section h3').first().waitFor()
      await give(page, 'greet', 'Say hello to everybody.')
      await page.getByRole('dialog').getByRole('button', { name: 'SKILL.md' }).first().click()
    },
    shows: '[role=dialog] >> text=everybody',
  },
  {
    name: 'an MCP server being added by hand',
    path: '/settings/mcp',
    open: async (page) => {
      const dialog = await addServer(page)
      await dialog.getByRole('radio', { name: 'HTTP' }).check()
    },
    shows: '[role=dialog] input[type=url]',
  },
  {
    name: 'MCP servers that were pasted from the registry',
    path: '/settings/mcp',
    open: async (page) => {
      const dialog = await addServer(page)
      await dialog.getByRole('radio', { name: 'Paste JSON' }).check()
      await dialog.getByRole('textbox', { name: 'Paste JSON' }).fill(JSON.stringify(listed))
    },
    shows: '[role=dialog] >> text=mcpb https://x.test/radio.mcpb',
  },
  {
    name: 'an MCP server of the registry with places to fill in',
    path: '/settings/mcp',
    open: async (page) => {
      const dialog = await addServer(page)
      await dialog.getByRole('radio', { name: 'Paste JSON' }).check()
      await dialog.getByRole('textbox', { name: 'Paste JSON' }).fill(JSON.stringify(listed))
      await dialog.getByRole('button', { name: 'Look at radio' }).click()
    },
    shows: '[role=dialog] >> text={api-key}',
  },
]
