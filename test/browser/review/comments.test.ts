// Comments on changes from their first letter to their end, with the real agent: whatever became of the lines, each can be
// changed while it was not sent, settled, and taken away, also where no diff shows it any more.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt, write } from '../../support/scripts.ts'
import { asked, decide, filesKept, rest } from '../../support/threads.ts'

const values = (changed: Record<number, number> = {}) =>
  Array.from(
    { length: 8 },
    (_, n) => `export const value${n + 1} = ${changed[n + 1] ?? n + 1}\n`,
  ).join('')

let id: string
let worktree: string

browserRig({
  server: {
    scenarios: [
      { name: 'waits', steps: [[bash('touch made')], 'It was said.'] },
      { name: 'nothing', steps: ['It stays.'] },
      {
        name: 'answers',
        steps: [
          [{ tool: 'Read', input: { file_path: '{{cwd}}/src/values.ts' } }],
          [write('src/values.ts', values({ 2: 201, 7: 777 }))],
          'It is another one.',
        ],
      },
    ],
  },
  files: { 'src/values.ts': values() },
})

beforeAll(async () => {
  const larger = write('src/values.ts', values({ 2: 200, 7: 700 }))
  const read = { tool: 'Read', input: { file_path: '{{cwd}}/src/values.ts' } }
  id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    prompt: prompt('Enlarge', [read], [larger], 'They are larger.'),
  })
  worktree = String((await server.until(id, filesKept)).worktreePath)
  await page.goto(`${server.origin}/t/${id}?panel=review`)
  await conversation(page).waitFor()
})

const put = (name: string, text: string) => writeFileSync(join(worktree, name), text)
/** A busy machine takes its time. */
const soon = { timeout: 15_000 }
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const bar = () => pane().getByRole('region', { name: 'Comments' })
const row = () => bar().getByRole('listitem')
const line = (text: string, file = 'src/values.ts') =>
  pane()
    .getByRole('group', { name: file, exact: true })
    .locator('[data-line]')
    .filter({ hasText: text })
const isIn = (state: string) => row().getByText(state, { exact: true }).waitFor()

async function comment(at: string, label: string, text: string): Promise<void> {
  const [file] = label.split(', ')
  await line(at, file).locator('[data-gutter]').first().click()
  await pane()
    .getByRole('group', { name: 'Chosen lines' })
    .getByRole('button', { name: 'Comment' })
    .click()
  const box = pane().getByRole('textbox', { name: `Comment on ${label}` })
  await box.fill(text)
  await box.press('Escape')
}

/** From the list alone: it goes, and what is said of that brings it back. */
async function goesAndComesBack(act: 'Remove' | 'Done with it', told: string): Promise<void> {
  const text = await row().getByRole('button').first().textContent()
  await row().getByRole('button', { name: act, exact: true }).click()
  await bar().waitFor({ state: 'detached' })
  // Nobody is left without a place.
  await expect.poll(() => pane().evaluate((own) => own.matches(':focus')), soon).toBe(true)
  const notice = page.getByRole('region', { name: 'Notices' }).getByText(told)
  await notice.locator('..').getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => row().getByRole('button').first().textContent(), soon).toBe(text)
}

const settles = () => goesAndComesBack('Done with it', 'The comment is done')
const isRemoved = () => goesAndComesBack('Remove', 'The comment was removed')

it('changes and takes away what was not sent, from the list too, and tells of lines that changed', async () => {
  await comment('added line 2:', 'src/values.ts, line 2', 'Why 200?')
  await bar().getByRole('button', { name: '1 comment to send' }).click()
  await isIn('to send')
  await isRemoved()
  put('src/values.ts', values({ 2: 201, 7: 700 }))
  await isIn('outdated')
  await bar().getByText('The lines of 1 comment have changed since.').waitFor()
  // Its lines are where it can be read what was meant.
  await row().getByText('+export const value2 = 200').waitFor()
  await pane().getByRole('button', { name: 'Refresh' }).click()
  await line('value2 = 201').waitFor()
  await isRemoved()
  await row().getByRole('button', { name: 'Change it' }).click()
  const box = bar().getByRole('textbox', { name: 'Comment on src/values.ts, line 2' })
  await box.fill('')
  await box.fill('Why so large? @waits')
  await box.press('Control+Enter')
  const whole = row().getByRole('button', { name: /^Why so large\? @waits/ })
  await expect.poll(() => whole.evaluate((own) => own.matches(':focus')), soon).toBe(true)
  await judge(page, () => isIn('outdated'))
})

it('settles and takes away what was sent, whatever became of its lines', async () => {
  await bar().getByRole('button', { name: 'Send to the agent' }).click()
  const [permission] = await asked(server, id)
  const { turns } = await server.snapshot(id)
  expect(turns.at(-1)?.text).toContain(
    'src/values.ts, line 2 (these lines have changed since)\n```diff\n',
  )
  await bar().getByRole('button', { name: '1 comment', exact: true }).waitFor()
  await isIn('outdated')
  await settles()
  await isRemoved()
  if (permission) await decide(server, id, permission, { decision: 'allow' })
  await rest(server, id)
  await row().getByRole('button', { name: 'Done with it' }).click()
  await bar().waitFor({ state: 'detached' })

  await comment('added line 7:', 'src/values.ts, line 7', 'Is it right? @nothing')
  await bar().getByRole('button', { name: 'Send to the agent' }).click()
  await conversation(page).getByText('It stays.').waitFor()
  await isIn('open')
  await settles()
  await isRemoved()
  await row().getByRole('button', { name: 'Remove', exact: true }).click()
  await bar().waitFor({ state: 'detached' })

  await comment('added line 7:', 'src/values.ts, line 7', 'Why 700? @answers')
  await bar().getByRole('button', { name: 'Send to the agent' }).click()
  await conversation(page).getByText('It is another one.').waitFor()
  await isIn('answered')
  await row().getByText('+export const value7 = 700').waitFor()
  await settles()
  await isRemoved()
  await page.reload()
  await bar().getByRole('button', { name: '1 comment', exact: true }).click()
  await isIn('answered')
  await row().getByRole('button', { name: 'Remove', exact: true }).click()
  await bar().waitFor({ state: 'detached' })
  await line('value7 = 777').waitFor()
  expect(tab.complaints).toEqual([])
})
