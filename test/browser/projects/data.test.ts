// The data page: backups are made and put in place, what was thrown away comes back or goes for good, and the data of a project
// that was taken off the list is erased; each says first what it does.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

browserRig({ tab: { colorScheme: 'light' } })

beforeAll(async () => {
  await thread('Kept')
})

async function thread(title: string, project = projectId): Promise<string> {
  const id = await server.thread({ projectId: project, title, prompt: prompt(title, 'Said.') })
  await rest(server, id)
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, ({ run }) => run?.state === 'exited')
  return id
}

const wide = () => page.setViewportSize({ width: 1440, height: 900 })
const open = async () => {
  await wide()
  await page.goto(`${server.origin}/settings/data`)
}
const button = (name: string | RegExp) => page.getByRole('button', { name })
const inSidebar = (title: string) => page.getByRole('link', { name: title }).first()
const asked = (name: string) => page.getByRole('alertdialog', { name })
const backups = () => page.getByRole('list', { name: 'Backups' })
const trash = () => page.getByRole('list', { name: 'Trash' })

it('makes a backup, says what putting it in place would change, does it, and undoes it from the trash', async () => {
  // The one that is made by itself soon after the start is no part of the story: it comes first.
  const made = async () => (await server.api('GET', '/api/backups')).body.backups.length
  await expect.poll(made, { timeout: 20_000 }).toBe(1)
  await open()
  await button('Back up now').press('Enter')
  await backups().getByText('Made when you asked for it').waitFor()
  await backups().getByText('looked through').first().waitFor()
  await thread('Later')
  await inSidebar('Later').waitFor()
  await judge(page, () => backups().waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByText(join(server.home, 'backups')).first(),
  })
  await wide()
  const row = backups().getByRole('listitem').filter({ hasText: 'Made when you asked for it' })
  await row.getByRole('button').press('Enter')
  const dialog = asked('Restore this backup?')
  await dialog.getByText('1 thread is newer and leaves the list').waitFor({ timeout: 30_000 })
  await dialog.getByText('Later').waitFor()
  await judge(page, () => dialog.getByText('Later').waitFor())
  await wide()
  await dialog.getByRole('button', { name: 'Restore it' }).press('Enter')
  const banner = page.getByRole('complementary', { name: 'A backup was restored' })
  await banner.waitFor({ timeout: 30_000 })
  await inSidebar('Kept').waitFor()
  await inSidebar('Later').waitFor({ state: 'detached' })
  await banner.getByRole('button', { name: 'I have read this' }).press('Enter')
  await banner.waitFor({ state: 'detached' })

  await trash().getByRole('button', { name: 'Restore…' }).first().press('Enter')
  await dialog.getByText('1 thread comes back').waitFor({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Restore it' }).press('Enter')
  await banner.waitFor({ timeout: 30_000 })
  await inSidebar('Later').waitFor()
})

it('refuses a file that is none', async () => {
  await open()
  const file = join(server.folder, 'letter.txt')
  writeFileSync(file, 'Dear backup, '.repeat(500))
  const field = page.getByRole('textbox', { name: 'From a file on the server’s machine' })
  await field.fill(file)
  await field.press('Enter')
  const dialog = asked('Restore this backup?')
  await dialog.getByText('This file is no backup of a-parallel.', { exact: false }).waitFor()
  expect(await dialog.getByRole('button', { name: 'Restore it' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
})

it('destroys what is in the trash once it was said what goes', async () => {
  const id = await thread('Rubbish')
  await server.api('DELETE', `/api/threads/${id}`)
  await open()
  await trash().getByText('Rubbish').waitFor()
  await button('Empty the trash…').press('Enter')
  const dialog = asked('Destroy these 3 things for good?')
  await dialog.getByText('1 deleted thread: its conversation', { exact: false }).waitFor()
  await dialog.getByText('2 backups of states that were replaced').waitFor()
  await judge(page, () => dialog.waitFor())
  await wide()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await button('Destroy for good: Rubbish').press('Enter')
  await asked('Destroy this for good?')
    .getByRole('button', { name: 'Destroy for good' })
    .press('Enter')
  await trash().getByText('Rubbish').waitFor({ state: 'detached' })
  await button('Empty the trash…').press('Enter')
  await asked('Destroy these 2 things for good?')
    .getByRole('button', { name: 'Destroy for good' })
    .press('Enter')
  await page.getByText('Nothing was thrown away in the last thirty days.').waitFor()
})

it('erases the data of a project that was taken off the list, once its name was typed', async () => {
  const path = server.repository('secret')
  const project = await server.addProject(path)
  const id = await thread('Hush', project)
  await server.api('DELETE', `/api/projects/${project}`)
  await open()
  await button('Erase the data of secret').press('Enter')
  const dialog = asked('Erase all data of “secret”?')
  await dialog.getByText(path, { exact: true }).waitFor()
  await judge(page, () => dialog.getByText(path, { exact: true }).waitFor())
  await wide()
  const erase = dialog.getByRole('button', { name: 'Erase the data' })
  expect(await erase.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('secret')
  await erase.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('No project was taken off the list.').waitFor()
  expect((await server.api('GET', `/api/threads/${id}`)).status).toBe(404)
  expect(existsSync(path)).toBe(true)
})
