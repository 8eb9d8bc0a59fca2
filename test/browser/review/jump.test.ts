// Getting to a file of a thread's worktree, and to what it defines, by keyboard alone: found as one types, read beside the
// conversation at its line, followed while it is written; and what is said where there is nothing to read.
import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation, openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { picture } from '../../support/pictures.ts'
import { rest } from '../../support/threads.ts'

const lines = Array.from({ length: 120 }, (_, line) => `export const value${line} = ${line}`)
const path = '{{cwd}}/src/cart.ts'
const begin = {
  name: 'begin',
  steps: [
    [{ tool: 'Read', input: { file_path: path } }],
    [{ tool: 'Edit', input: { file_path: path, old_string: '= 60\n', new_string: '= 6000\n' } }],
    'It is larger now.',
  ],
}
const many = Object.fromEntries(
  Array.from({ length: 400 }, (_, n) => [
    `many/part-${n % 7}/piece-${n}.ts`,
    `const piece = ${n}\n`,
  ]),
)

browserRig({
  tab: { colorScheme: 'light', permissions: ['clipboard-read', 'clipboard-write'] },
  server: { scenarios: [begin] },
  files: {
    ...many,
    'src/cart.ts': `${lines.join('\n')}\nexport function cartTotal(a: number) {\n  return a\n}\n`,
    'src/cart-line.ts': 'export interface CartLine {\n  a: 1\n}\n',
    'src/new\nline é.ts': 'export class Odd {}\n',
    'lib/cart.py': 'class Cart:\n    def cart_total(self):\n        pass\n',
  },
})

let id: string
let worktree: string

beforeAll(async () => {
  id = await server.thread({
    projectId,
    title: 'Larger values',
    permissionMode: 'autoEdit',
    prompt: 'Make it larger @begin',
  })
  worktree = String((await rest(server, id)).worktreePath)
  const put = (name: string, what: string | Buffer) => writeFileSync(join(worktree, name), what)
  put('logo.png', picture(24, 16).bytes)
  put('data.bin', Buffer.from([1, 0, 2]))
  put('latin.txt', Buffer.from('gr\xf6\xdfe\n', 'latin1'))
  put('access.ts', "if (user !== 'admin\u202E') {\n}\n")
  put('long.txt', 'word\n'.repeat(20_002))
  put('run.sh', '#!/bin/sh')
  put('empty.txt', '')
  chmodSync(join(worktree, 'run.sh'), 0o755)
  symlinkSync('/etc/passwd', join(worktree, 'link'))
})

/** A busy machine takes its time. */
const soon = { timeout: 15_000 }
const finder = () => page.getByRole('dialog', { name: 'Find a file or a definition' })
const field = () => finder().getByRole('combobox')
const option = (name: string | RegExp) => finder().getByRole('option', { name })
const chosen = () => finder().getByRole('option', { selected: true })
const pane = () => page.getByRole('region', { name: 'File', exact: true })
const changes = () => page.getByRole('region', { name: 'Changes', exact: true })
const current = () => pane().locator('[aria-current=location]')
const at = () => Object.fromEntries(new URL(page.url()).searchParams)
const read = (file: string) =>
  page.goto(`${server.origin}/t/${id}?${new URLSearchParams({ panel: 'file', file })}`)

it('lists what the thread changed first, however many there are, and marks what was typed', async () => {
  await openThread(page, server, id)
  await conversation(page).getByText('It is larger now.').waitFor()
  await page.keyboard.press('Control+o')
  await option(/access\.ts.*changed/).waitFor()
  await finder().getByRole('option').first().getByText('changed').waitFor()
  const shown = finder().getByRole('option')
  expect(await shown.first().getAttribute('aria-setsize')).toBe('300')
  expect(await shown.count()).toBeLessThan(60)
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => chosen().getAttribute('aria-posinset'), soon).toBe('300')
  await field().fill('ctl')
  await option(/cart-line\.ts/).waitFor()
  expect(
    await option(/cart-line\.ts/)
      .locator('mark')
      .allTextContents(),
  ).toEqual(['c', 't', 'l'])
  await field().fill('é.ts')
  await option('new↵line é.ts').waitFor()
  await field().fill('nothing of the kind')
  await finder().getByText('No file is called so.').waitFor()
})

it('opens a file at a line, coloured, and goes on by keys', async () => {
  await field().fill('cart.ts:61')
  await option(/cart\.ts/)
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await pane().getByRole('heading', { name: 'src/cart.ts' }).waitFor()
  await current().getByText('export const value60 = 6000').waitFor()
  expect(at()).toEqual({ panel: 'file', file: 'src/cart.ts', line: '61' })
  await expect.poll(() => current().isVisible(), soon).toBe(true)
  await current().locator('span[style*=color]').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await current().getByText('export const value61 = 61').waitFor()
  await page.keyboard.press('End')
  await current().getByText('}').waitFor()
  await page.keyboard.press('Control+o')
  await field().fill(':3')
  await option('Line 3 of cart.ts').waitFor()
  await page.keyboard.press('Enter')
  await current().getByText('export const value2 = 2').waitFor()
  await pane().locator('[data-number="5"]').click()
  await expect.poll(at, soon).toMatchObject({ line: '5' })
  await pane().getByRole('button', { name: 'More for this file' }).click()
  await page.getByRole('menuitem', { name: 'Copy a link to line 5' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(link).search).toBe(new URL(page.url()).search)
})

it('finds what is defined, the very name first', async () => {
  await page.keyboard.press('Alt+T')
  await finder().getByText('Type the name, or a part of it').waitFor()
  await field().pressSequentially('cart')
  await option(/^class Cart .*cart\.py:1/).waitFor()
  expect(await finder().getByRole('option').allTextContents()).toEqual([
    expect.stringMatching(/^classCart/),
    expect.stringMatching(/^functioncartTotal.*changed$/),
    expect.stringMatching(/^interfaceCartLine/),
    expect.stringMatching(/^methodcart_total/),
  ])
  await judge(page, () => option(/^class Cart/).waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.getByRole('dialog').getByRole('option').first(),
  })
  await field().fill('@cartTotal')
  // Nobody waits for the list.
  await page.keyboard.press('Enter')
  await current().getByText('export function cartTotal').waitFor(soon)
  expect(at()).toMatchObject({ file: 'src/cart.ts', line: '121' })
  await page.keyboard.press('Alt+T')
  await field().fill('@nothingOfTheKind')
  await finder().getByText('Nothing that is defined is called so.').waitFor()
  await page.keyboard.press('Control+o')
  await expect.poll(() => field().inputValue(), soon).toBe('nothingOfTheKind')
  await page.keyboard.press('Escape')
  await finder().waitFor({ state: 'detached' })
})

it('follows what is written, leads to the changes and back, and is left by the way back', async () => {
  writeFileSync(join(worktree, 'src', 'cart.ts'), ['// Anew', ...lines, ''].join('\n'))
  await pane().getByText('121 lines').waitFor(soon)
  await read('src/cart.ts')
  await pane().getByText('// Anew').waitFor()
  await judge(page, () => pane().getByText('// Anew').waitFor(), {
    speak: (to) => speak(page, server, to),
    stays: page.locator('#review').getByText('// Anew'),
  })
  await pane().getByRole('button', { name: 'Show its changes' }).click()
  const changed = changes().getByRole('group', { name: 'src/cart.ts', exact: true })
  await changed.getByText('// Anew').waitFor()
  expect(at()).toEqual({ panel: 'review', scope: 'branch', file: 'src/cart.ts' })
  await changed.getByRole('button', { name: 'More for this file' }).click()
  await page.getByRole('menuitem', { name: 'Show the file as it is now' }).click()
  await pane().getByText('// Anew').waitFor()
  await page.goBack()
  await changed.waitFor()
  await changes().getByRole('button', { name: 'Close the changes' }).click()
  await changes().waitFor({ state: 'detached' })
})

it('is led to by a call that read or wrote it', async () => {
  const way = conversation(page).getByRole('button', { name: 'Show src/cart.ts as it is now' })
  await way.last().focus()
  await page.keyboard.press('Enter')
  await pane().getByRole('heading', { name: 'src/cart.ts' }).waitFor()
  expect(at()).toMatchObject({ panel: 'file', file: 'src/cart.ts' })
  expect(Number(at()['line'])).toBeGreaterThan(50)
  await pane().getByRole('button', { name: 'Close the file' }).click()
  await pane().waitFor({ state: 'detached' })
})

it('says what there is where there are no lines, and shows what is long when asked to', async () => {
  const said: [file: string, words: string][] = [
    ['data.bin', 'Binary file, 3 byte'],
    ['link', 'Symbolic link to /etc/passwd'],
    ['empty.txt', 'The file is empty'],
    ['latin.txt', 'not UTF-8'],
    ['access.ts', 'Reading direction'],
    ['access.ts', 'Hidden character U+202E'],
    ['run.sh', 'executable'],
    ['run.sh', 'no newline at the end'],
    ['gone.ts', 'There is no such file in the thread’s worktree'],
    ['.git', 'There is no such file in the thread’s worktree'],
    ['../x', 'The server did not accept what was sent'],
  ]
  for (const [file, words] of said) {
    await read(file)
    await pane().getByText(words).first().waitFor(soon)
  }
  await read('logo.png')
  await pane().getByRole('img', { name: 'logo.png' }).waitFor()
  await pane().getByText('24 × 16').waitFor()
  await read('long.txt')
  await pane().getByRole('button', { name: 'Show anyway' }).click()
  await pane().getByText('20,002 lines').waitFor()
  await read('run.sh')
  await pane().getByText('#!/bin/sh').waitFor()
  rmSync(join(worktree, 'run.sh'))
  await pane().getByText('There is no such file in the thread’s worktree').waitFor(soon)
})

it('says that nobody answers, and that there is no worktree any more', async () => {
  await openThread(page, server, id)
  await page.route('**/jump/files?**', (route) => route.abort())
  await page.keyboard.press('Control+o')
  await finder().getByRole('alert').getByText('The server does not answer').waitFor(soon)
  await page.unroute('**/jump/files?**')
  await finder().getByRole('button', { name: 'Try again' }).click()
  await option(/cart\.ts/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  // What the server refuses the browser says as well.
  const complaints = tab.complaints.filter((words) => !words.startsWith('Failed to load resource'))
  expect(complaints).toEqual([])
  renameSync(worktree, `${worktree}-away`)
  await page.keyboard.press('Control+o')
  await field().fill('a')
  await finder().getByRole('alert').getByText('worktree is gone').waitFor(soon)
  renameSync(`${worktree}-away`, worktree)
})
