// All that a person can do to a change, with every kind of file: staged, unstaged, reverted and had back, as a whole, by hunk
// and by line. The index and the files are compared to the byte; the project's own checkout, in which its person works too,
// stays as it is through all of it.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation, openMenu } from '../../support/app-page.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { filesKept } from '../../support/threads.ts'

/** Thirty lines, some of them other ones; null: left out. */
const lines = (changed: Record<number, string | null> = {}) =>
  Array.from({ length: 30 }, (_, n) => {
    const text = changed[n + 1]
    if (text === null) return ''
    return `${text ?? `line ${n + 1}`}\n`
  }).join('')
const original = {
  'edit.txt': lines(),
  'gone.txt': 'gone\n',
  'old.txt': lines({ 1: 'renamed' }),
  'run.sh': 'true\n',
  'back.txt': 'back\n',
  'mine.txt': 'mine\n',
  'staged.txt': 'staged\n',
}
const edited = lines({ 2: 'two', 15: 'fifteen', 16: 'sixteen', 28: 'twenty-eight' })

let id: string
let worktree: string
let checkout: string
let untouched: ReturnType<typeof ofPerson>

browserRig({ files: original })

beforeAll(async () => {
  checkout = join(server.folder, 'shop')
  writeFileSync(join(checkout, 'mine.txt'), 'the person works here\n')
  writeFileSync(join(checkout, 'staged.txt'), 'staged by the person\n')
  writeFileSync(join(checkout, 'new.txt'), 'new by the person\n')
  rmSync(join(checkout, 'back.txt'))
  git(checkout, 'add', 'staged.txt')
  untouched = ofPerson()
  id = await server.thread({
    projectId,
    title: 'All acts',
    prompt: prompt('Look around', 'I did.'),
  })
  worktree = String((await server.until(id, filesKept)).worktreePath)
  writeFileSync(at('edit.txt'), edited)
  writeFileSync(at('back.txt'), 'changed\n')
  rmSync(at('gone.txt'))
  renameSync(at('old.txt'), at('new.txt'))
  chmodSync(at('run.sh'), 0o755)
  await page.goto(`${server.origin}/t/${id}?panel=review`)
  await conversation(page).waitFor()
})

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' })
const at = (name: string) => join(worktree, name)
const text = (name: string) => readFileSync(at(name), 'utf8')
const mode = (name: string) => statSync(at(name)).mode & 0o777
const inIndex = (name: string) => git(worktree, 'show', `:${name}`)
/** What would be committed, file by file. */
const staged = () =>
  git(worktree, 'diff', '--cached', '--find-renames', '--raw', '--abbrev=4')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^:(\d+) (\d+) \S+ \S+ /, '$1 $2 ').replaceAll('\t', ' '))
/** All that the person has in the project's own checkout. */
const ofPerson = () => ({
  head: git(checkout, 'rev-parse', 'HEAD'),
  index: git(checkout, 'ls-files', '--stage'),
  status: git(checkout, 'status', '--porcelain'),
  files: Object.keys({ ...original, 'new.txt': '' }).map((name) => {
    const path = join(checkout, name)
    return [name, existsSync(path) ? readFileSync(path, 'utf8') : null]
  }),
})

/** A busy machine takes its time. */
const soon = { timeout: 15_000 }
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const file = (name: string) => pane().getByRole('group', { name, exact: true })
const titled = (name: string) => pane().getByRole('heading', { name }).waitFor()
const press = (name: string, button: string) =>
  file(name).getByRole('button', { name: button, exact: true }).first().click()
const show = (scope: RegExp) => pane().getByRole('radio', { name: scope }).check()

async function actOnFile(act: string, ...names: string[]): Promise<void> {
  for (const name of names) {
    await press(name, act)
    await file(name).waitFor({ state: 'detached' })
  }
}

async function actOnLine(name: string, line: string, act: string): Promise<void> {
  const shown = file(name).locator('[data-line]').filter({ hasText: line })
  await shown.locator('[data-gutter]').last().click()
  const chosen = pane().getByRole('group', { name: 'Chosen lines' })
  await chosen.getByRole('button', { name: act, exact: true }).click()
  await shown.waitFor({ state: 'detached' })
}

async function revertByMenu(name: string): Promise<void> {
  await openMenu(file(name).getByRole('button', { name: 'More for this file' }))
  await page.getByRole('menuitem', { name: 'Revert the file' }).click()
  await file(name).waitFor({ state: 'detached' })
}

it('stages a file that is gone, renamed, or can be run now, and unstages each', async () => {
  await titled('6 files changed')
  await actOnFile('Stage the file', 'gone.txt', 'old.txt', 'new.txt', 'run.sh')
  await expect
    .poll(staged, soon)
    .toEqual([
      '100644 000000 D gone.txt',
      '100644 100644 R100 old.txt new.txt',
      '100644 100755 M run.sh',
    ])
  await titled('2 files changed')
  await show(/^Approved/)
  await file('new.txt').getByText('Renamed from old.txt').waitFor()
  await file('run.sh').getByText('Can be run now').waitFor()
  await actOnFile('Unstage the file', 'new.txt')
  await expect.poll(staged, soon).toEqual(['100644 000000 D gone.txt', '100644 100755 M run.sh'])
  await actOnFile('Unstage the file', 'gone.txt', 'run.sh')
  await expect.poll(staged, soon).toEqual([])
  await pane().getByText('Nothing is approved yet').waitFor()
  expect([existsSync(at('gone.txt')), existsSync(at('old.txt'))]).toEqual([false, false])
  expect([text('new.txt'), mode('run.sh')]).toEqual([original['old.txt'], 0o755])
  await show(/^To review/)
  await titled('6 files changed')
})

it('unstages one hunk, and one line, of a file that was staged whole', async () => {
  await actOnFile('Stage the file', 'edit.txt')
  await expect.poll(() => inIndex('edit.txt'), soon).toBe(edited)
  await show(/^Approved/)
  await file('edit.txt').getByRole('group', { name: 'Change 1 of 3' }).waitFor()
  await press('edit.txt', 'Unstage')
  const first = lines({ 15: 'fifteen', 16: 'sixteen', 28: 'twenty-eight' })
  await expect.poll(() => inIndex('edit.txt'), soon).toBe(first)
  await file('edit.txt').getByRole('group', { name: 'Change 1 of 2' }).waitFor()
  await actOnLine('edit.txt', 'sixteen', 'Unstage')
  const second = lines({ 15: 'fifteen', 16: null, 28: 'twenty-eight' })
  await expect.poll(() => inIndex('edit.txt'), soon).toBe(second)
  expect(text('edit.txt')).toBe(edited)
  await show(/^To review/)
})

it('reverts chosen lines, and whole files of every kind, and leaves what is staged alone', async () => {
  const index = git(worktree, 'ls-files', '--stage')
  await actOnLine('edit.txt', 'added line 2:two', 'Revert')
  const without = lines({ 2: null, 15: 'fifteen', 16: 'sixteen', 28: 'twenty-eight' })
  await expect.poll(() => text('edit.txt'), soon).toBe(without)
  await actOnFile('Revert the file', 'back.txt')
  for (const name of ['gone.txt', 'new.txt', 'run.sh']) await revertByMenu(name)
  expect([text('back.txt'), text('gone.txt'), text('run.sh')]).toEqual([
    'back\n',
    'gone\n',
    'true\n',
  ])
  expect([existsSync(at('new.txt')), mode('run.sh') & 0o111]).toEqual([false, 0])
  expect(git(worktree, 'ls-files', '--stage')).toBe(index)
})

it('has each of them back from the settings', async () => {
  await page.goto(`${server.origin}/settings/data`)
  const bringBack = (name: string) =>
    page
      .getByRole('list', { name: 'Trash' })
      .getByRole('listitem')
      .filter({ hasText: 'Reverted' })
      .filter({ hasText: name })
      .getByRole('button', { name: 'Bring back' })
      .click()
  await bringBack('edit.txt')
  await expect.poll(() => text('edit.txt'), soon).toBe(edited)
  await bringBack('back.txt')
  await expect.poll(() => text('back.txt'), soon).toBe('changed\n')
  await bringBack('gone.txt')
  await expect.poll(() => existsSync(at('gone.txt')), soon).toBe(false)
  await bringBack('new.txt')
  await expect.poll(() => existsSync(at('new.txt')), soon).toBe(true)
  expect(text('new.txt')).toBe(original['old.txt'])
  await bringBack('run.sh')
  await expect.poll(() => mode('run.sh'), soon).toBe(0o755)
  expect(ofPerson()).toEqual(untouched)
  expect(tab.complaints).toEqual([])
})
