// Comments on changes from their first letter to their end, with the real agent: whatever became of the lines, each can be
// changed while it was not sent, settled, and taken away, also where no diff shows it any more.
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { conversation, inPalette } from '../../support/app-page.ts'
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
const git = (...args: string[]) => execFileSync('git', args, { cwd: worktree, stdio: 'pipe' })
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
  // By its name, from the palette.
  await (await inPalette(page, '>Send the comments', /^Send the comments/)).click()
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

it('knows the lines of a comment from others that say the same', async () => {
  const source = (first: string) =>
    `function one() {\n  if (1 > 2) {\n    return ${first}\n  }\n  return 1\n}\n` +
    'function two() {\n  if (2 > 3) {\n    return null\n  }\n  return 2\n}\n'
  put('src/twice.ts', source('null'))
  await pane().getByRole('button', { name: 'Refresh' }).click()
  await comment('added line 3:', 'src/twice.ts, line 3', 'Why null?')
  await isIn('to send')
  put('src/twice.ts', source('0'))
  await isIn('outdated')
  put('src/twice.ts', `// Two functions.\n${source('null')}`)
  await isIn('to send')
  await row().getByRole('button', { name: 'Remove', exact: true }).click()
  await bar().waitFor({ state: 'detached' })
  rmSync(join(worktree, 'src/twice.ts'))
})

const extra = (...names: string[]) => names.map((name) => `export const ${name} = 1\n`).join('')

it('calls a comment on removed lines outdated only once they are back, also where the base never had them', async () => {
  const [whole, less] = [extra('one', 'two', 'three'), extra('one', 'three')]
  put('src/extra.ts', whole)
  git('add', 'src/extra.ts')
  git('-c', 'user.name=A', '-c', 'user.email=a@example.test', 'commit', '-qm', 'Extra')
  put('src/extra.ts', less)
  await pane().getByRole('button', { name: 'Refresh' }).click()
  await comment('removed line 2:', 'src/extra.ts, removed line 2', 'Was it used? @nothing')
  await isIn('to send')
  put('src/extra.ts', whole)
  await isIn('outdated')
  put('src/extra.ts', less)
  await isIn('to send')
  await bar().getByRole('button', { name: 'Send to the agent' }).click()
  await isIn('open')
  await rest(server, id)
  // It is approved, and so in no change that is left to review.
  git('add', 'src/extra.ts')
  put('src/extra.ts', whole)
  await isIn('answered')
  put('src/extra.ts', less)
  await isIn('open')
  await row().getByRole('button', { name: 'Remove', exact: true }).click()
})

it('finds removed lines of a renamed file in the file that it was', async () => {
  put('src/values.ts', values())
  git('mv', 'src/values.ts', 'src/renamed.ts')
  put('src/renamed.ts', values().replace(/.*value3.*\n/, ''))
  git('add', '-A')
  await pane()
    .getByRole('radio', { name: /^Approved/ })
    .check()
  await comment('removed line 3:', 'src/renamed.ts, removed line 3', 'Why not?')
  await isIn('to send')
  put('src/renamed.ts', values())
  await isIn('outdated')
  put('src/renamed.ts', values().replace(/.*value3.*\n/, ''))
  await isIn('to send')
  // That a file has not changed since a state is an answer here.
  expect(tab.complaints.filter((one) => !one.includes('404'))).toEqual([])
})

it('follows a file to its next name, and is to send again where its message was withdrawn unheard', async () => {
  await row().getByRole('button', { name: 'Remove', exact: true }).click()
  await comment('value5 = 5', 'src/renamed.ts, line 4', 'Why five?')
  await isIn('to send')
  git('mv', 'src/renamed.ts', 'src/again.ts')
  await server.api('POST', `/api/threads/${id}/messages`, { text: 'Wait @waits' })
  const [permission] = await asked(server, id)
  await isIn('to send')
  await bar().getByRole('button', { name: 'Send to the agent' }).click()
  await isIn('open')
  const { turns } = await server.snapshot(id)
  const queued = turns.find(({ text }) => text.includes('Why five?'))
  expect((await server.api('DELETE', `/api/threads/${id}/messages/${queued?.id}`)).status).toBe(202)
  await isIn('to send')
  await bar().getByRole('button', { name: 'Send to the agent' }).waitFor()
  if (permission) await decide(server, id, permission, { decision: 'allow' })
  await rest(server, id)
})
