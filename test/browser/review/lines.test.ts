// How changes are looked at and taken line by line, with the real agent: as one likes to read them, those of one message alone,
// what is long shown anyway; a comment on several lines that change under it, and lines that are staged without the rest.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation, openMenu } from '../../support/app-page.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { filesKept, talk } from '../../support/threads.ts'

const values = (changed: Record<number, number> = {}) =>
  Array.from(
    { length: 8 },
    (_, n) => `export const value${n + 1} = ${changed[n + 1] ?? n + 1}\n`,
  ).join('')
const write = (path: string, content: string) => ({
  tool: 'Write',
  input: { file_path: `{{cwd}}/${path}`, content },
})
const scenarios = [
  {
    name: 'larger',
    steps: [
      [{ tool: 'Read', input: { file_path: '{{cwd}}/src/values.ts' } }],
      [write('src/values.ts', values({ 2: 200, 3: 300, 7: 700 }))],
      'They are larger.',
    ],
  },
  { name: 'plan', steps: [[write('notes/plan.md', '# Plan\n')], 'It is planned.'] },
]

let id: string
let worktree: string

browserRig({
  server: { scenarios },
  files: { 'src/values.ts': values(), 'src/space.ts': 'if (one) {\ntwo()\n}\n' },
})

beforeAll(async () => {
  id = await server.thread({ projectId, permissionMode: 'autoEdit', prompt: 'Enlarge @larger' })
  worktree = String((await server.until(id, filesKept)).worktreePath)
  await talk(server, id, 'Write a plan @plan')
  await server.until(id, filesKept)
  put('src/space.ts', 'if (one) {\n  two()\n}\n')
  put('src/wide.ts', `const wide = '${'word '.repeat(60)}'\n`)
  put('src/zeros.txt', '0\n'.repeat(20_001))
  await page.goto(`${server.origin}/t/${id}?panel=review`)
  await conversation(page).waitFor()
})

const put = (name: string, text: string) => writeFileSync(join(worktree, name), text)
/** A busy machine takes its time. */
const soon = { timeout: 15_000 }
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const file = (name: string) => pane().getByRole('group', { name, exact: true })
const line = (name: string, text: string) =>
  file(name).locator('[data-line]').filter({ hasText: text })
const titled = (name: string) => pane().getByRole('heading', { name }).waitFor()
const press = (name: string) => pane().getByRole('button', { name, exact: true }).click()

async function choose(menu: string, role: 'menuitem' | 'menuitemradio', entry: string | RegExp) {
  await openMenu(pane().getByRole('button', { name: menu }))
  await page.getByRole(role, { name: entry }).click()
}

const look = (entry: string) => choose('How changes are shown', 'menuitem', entry)

it('shows long lines wrapped or not, and leaves out white space', async () => {
  await titled('5 files changed')
  const height = async () => (await line('src/wide.ts', 'wide').boundingBox())?.height ?? 0
  await expect.poll(height, soon).toBeGreaterThan(40)
  await look('Do not wrap long lines')
  await expect.poll(height, soon).toBeLessThan(30)
  await look('Wrap long lines')
  await expect.poll(height, soon).toBeGreaterThan(40)
  await line('src/space.ts', 'added line 2:').waitFor()
  await look('Leave out white space')
  await file('src/space.ts').getByText('Only white space changed').waitFor()
  expect(await line('src/space.ts', 'two()').count()).toBe(0)
  await look('Show white space again')
  await line('src/space.ts', 'added line 2:').waitFor()
})

it('lists the files in folders or as one list', async () => {
  await press('Show the list of files')
  const rows = pane().getByRole('list', { name: 'Changed files' }).getByRole('listitem')
  await expect.poll(() => rows.count(), soon).toBe(7)
  await rows.getByRole('button', { name: /^src/ }).click()
  await expect.poll(() => rows.count(), soon).toBe(3)
  await press('Show as one list')
  await expect.poll(() => rows.count(), soon).toBe(5)
  await press('Show in folders')
  await press('Hide the list of files')
})

it('shows what one message changed, and nothing else', async () => {
  await choose('Other changes', 'menuitemradio', /^Write a plan/)
  await titled('1 file changed')
  await file('notes/plan.md').getByText('# Plan').waitFor()
  await choose('Other changes', 'menuitemradio', /^Enlarge/)
  await line('src/values.ts', 'value7 = 700').waitFor()
  await titled('1 file changed')
  await pane().getByRole('radio', { name: 'To review 5' }).check()
  await titled('5 files changed')
})

async function choosing(first: string, last: string): Promise<void> {
  const gutter = (text: string) => line('src/values.ts', text).locator('[data-gutter]').last()
  await gutter(first).click()
  await gutter(last).click({ modifiers: ['Shift'] })
  await pane().getByRole('group', { name: 'Chosen lines' }).getByText('2 lines').waitFor()
}

it('calls a comment on several lines outdated once they have changed', async () => {
  await choosing('added line 2:', 'added line 3:')
  await press('Comment')
  const box = pane().getByRole('textbox', { name: 'Comment on src/values.ts, lines 2–3' })
  await box.fill('Why so large?')
  await press('1 comment to send')
  const listed = pane().getByRole('region', { name: 'Comments' }).getByRole('listitem')
  await listed.getByText('src/values.ts, lines 2–3').waitFor()
  await listed.getByText('to send', { exact: true }).waitFor()
  put('src/values.ts', values({ 2: 201, 3: 301, 7: 700 }))
  await press('Refresh')
  await listed.getByText('outdated', { exact: true }).waitFor()
  await press('1 comment to send')
})

it('stages the chosen lines, and none beside them', async () => {
  await line('src/values.ts', 'value2 = 201').waitFor()
  await choosing('added line 2:', 'added line 3:')
  await pane()
    .getByRole('group', { name: 'Chosen lines' })
    .getByRole('button', { name: 'Stage', exact: true })
    .click()
  const staged = () =>
    execFileSync('git', ['diff', '--cached', '--unified=0'], { cwd: worktree, encoding: 'utf8' })
      .split('\n')
      .filter((text) => /^[+-][^+-]/.test(text))
  await expect
    .poll(staged, soon)
    .toEqual(['+export const value2 = 201', '+export const value3 = 301'])
  await file('src/values.ts').getByText('partly approved').waitFor()
})

it('shows what has very many lines only when that is asked for', async () => {
  const note = file('src/zeros.txt').getByText('20,001 lines: so many are not shown unasked')
  await note.waitFor()
  expect(await line('src/zeros.txt', '0').count()).toBe(0)
  await file('src/zeros.txt').getByRole('button', { name: 'Show anyway' }).click()
  await line('src/zeros.txt', 'added line 1:').first().waitFor()
  await note.waitFor({ state: 'detached' })
  expect(tab.complaints).toEqual([])
})
