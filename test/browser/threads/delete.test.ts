// Deleting a thread as a person does it: what would go is said before, what changed meanwhile is shown again, and the thread
// comes back by Undo, and later from the settings.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation, inPalette, openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

let id: string
let path: string

browserRig({
  files: { 'shop.ts': 'one\n', 'lib/a.ts': 'a\n', '.gitignore': '.env\nnode_modules/\n' },
})
beforeAll(async () => {
  id = await server.thread({ projectId, title: 'Price list', prompt: prompt('Say it', 'Done.') })
  path = (await rest(server, id)).worktreePath ?? ''
  writeFileSync(join(path, 'shop.ts'), 'two\n')
  writeFileSync(join(path, 'prices.ts'), 'export {}\n')
  writeFileSync(join(path, '.env'), 'KEY=1\n')
  mkdirSync(join(path, 'lib', '.git'), { recursive: true })
  writeFileSync(join(path, 'lib', '.git', 'notes'), 'mine\n')
  install()
})

/** What is too large to be kept. */
function install(): void {
  mkdirSync(join(path, 'node_modules'))
  writeFileSync(join(path, 'node_modules', 'large.js'), Buffer.alloc(3_000_000, 'x'))
}

const soon = { timeout: 20_000 }
const dialog = () => page.getByRole('alertdialog')
const row = (name = 'Price list') =>
  page.getByRole('navigation', { name: 'Projects and threads' }).getByRole('link', { name })

async function askToDelete(): Promise<void> {
  if (await dialog().isVisible()) return
  await chooseDelete('Price list')
  await dialog().getByRole('button', { name: 'Delete thread' }).waitFor()
}

async function chooseDelete(title: string): Promise<void> {
  await (await inPalette(page, '> delete', `Delete “${title}”…`)).click()
}

it('says what would go, and shows again what has changed', async () => {
  await openThread(page, server, id)
  await askToDelete()
  const cancel = dialog().getByRole('button', { name: 'Cancel' })
  await expect.poll(() => cancel.evaluate((one) => one === document.activeElement)).toBe(true)
  for (const words of [
    '1 changed file that is not staged',
    '1 new file that git does not track',
    '2 ignored files and folders',
    'prices.ts',
    '.env',
    'node_modules/',
    '1 file that git cannot take as it is',
    'lib/.git/notes',
    'git refuses its name · kept',
  ])
    await dialog().getByText(words, { exact: true }).first().waitFor()
  await dialog().getByText('1 file, 3 MB · gone for good').waitFor()
  await judge(page, askToDelete)
  writeFileSync(join(path, 'late.ts'), 'late\n')
  await dialog().getByRole('button', { name: 'Delete thread' }).click()
  await dialog().getByRole('alert').getByText('Something has changed').waitFor()
  await dialog().getByText('2 new files that git does not track').waitFor()
  expect(existsSync(join(path, 'late.ts'))).toBe(true)
})

it('deletes it, and takes that back', async () => {
  await dialog().getByRole('button', { name: 'Delete thread' }).click()
  await row().waitFor({ state: 'detached' })
  await expect.poll(() => existsSync(path), soon).toBe(false)
  await page.getByRole('button', { name: 'Undo' }).click()
  await row().waitFor()
  await expect.poll(() => existsSync(join(path, 'late.ts')), soon).toBe(true)
  expect(readFileSync(join(path, '.env'), 'utf8')).toBe('KEY=1\n')
  // It is put back file by file.
  await expect.poll(() => existsSync(join(path, 'lib', '.git', 'notes')), soon).toBe(true)
  expect(readFileSync(join(path, 'lib', '.git', 'notes'), 'utf8')).toBe('mine\n')
  await row().click()
  await conversation(page).getByText('Done.', { exact: true }).waitFor()
})

it('deletes without a word what loses nothing, and takes that back', async () => {
  const title = 'Only talk'
  const clean = await server.thread({ projectId, title, prompt: prompt('Talk', 'Talked.') })
  await rest(server, clean)
  await openThread(page, server, clean)
  await chooseDelete(title)
  // It is shown, and said.
  await page.getByText('Deleted “Only talk”').first().waitFor()
  await row(title).waitFor({ state: 'detached' })
  expect(await dialog().count()).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await row(title).click()
  await conversation(page).getByText('Talked.', { exact: true }).waitFor()
  await openThread(page, server, id)
})

it('brings it back from the settings', async () => {
  expect(existsSync(join(path, 'node_modules'))).toBe(false)
  install()
  await askToDelete()
  await dialog().getByRole('button', { name: 'Delete thread' }).click()
  await row().waitFor({ state: 'detached' })
  await expect.poll(() => existsSync(path), soon).toBe(false)
  await page.goto(`${server.origin}/settings/data`)
  const kept = page.getByRole('list', { name: 'Trash' })
  await kept.getByText('Price list').waitFor()
  await kept.getByText('Not kept: node_modules/').waitFor()
  await judge(page, () => kept.getByText('Not kept: node_modules/').waitFor())
  await kept.getByRole('button', { name: 'Bring back' }).click()
  await row().waitFor()
  await expect.poll(() => existsSync(join(path, 'prices.ts')), soon).toBe(true)
  // The one refusal, of what had changed meanwhile.
  expect(tab.complaints.filter((one) => !one.includes('409'))).toEqual([])
})
