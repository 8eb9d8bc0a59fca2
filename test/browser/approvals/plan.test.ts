// A plan, as a person works on it: commented by key and by mouse, sent back, revised, approved, and then carried out.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { conversation, insist, openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt, write } from '../../support/scripts.ts'
import { asked, decide, rest } from '../../support/threads.ts'

const first = `# Greet people

The page greets nobody yet.

1. Write greeting.txt with a friendly hello
2. Remove the old banner
3. Show the greeting on the first page

\`\`\`ts
greet('Ada')
\`\`\`
`
const second = `# Greet people

The page greets nobody yet.

1. Write greeting.txt with a short hello
2. Ask the users
3. Show the greeting on the first page

\`\`\`ts
greet('Ada')
\`\`\`
`

const plan = (words: string) => [
  { tool: 'Write', input: { file_path: '{{planFile}}', content: words } },
  { tool: 'ExitPlanMode', input: {} },
]

browserRig()

const card = () => page.getByRole('region', { name: 'Plan ready' })
const comment = (block: string) =>
  card().getByRole('button', { name: `Comment on “${block}”`, exact: true })
const box = (block: string) => card().getByRole('textbox', { name: `Comment on “${block}”` })
const banner = 'Remove the old banner'
const hello = 'Write greeting.txt with a friendly hello'

const press = (key: string, took: () => Promise<boolean>) =>
  insist(() => page.keyboard.press(key), took)

it('is begun by the agent itself, commented, sent back, revised with what changed, approved with auto edit, and carried out', async () => {
  const id = await server.thread({
    projectId,
    permissionMode: 'confirmEdit',
    prompt: prompt(
      'Plan it',
      { tool: 'EnterPlanMode', input: {} },
      ...plan(first),
      ...plan(second),
      write('greeting.txt', 'Hello\n'),
      'Carried out.',
    ),
  })
  await asked(server, id)
  await openThread(page, server, id)
  await card().getByText('Before, this thread was in “Confirm edits”.').waitFor()
  await page.getByRole('button', { name: 'Permissions: Plan', exact: true }).waitFor()

  // By keyboard: along the blocks to a step, and words about it.
  await page.keyboard.press('Alt+P')
  await comment('Greet people').waitFor()
  for (let block = 0; block < 4; block += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await box(banner).fill('People like it: keep it')
  await page.keyboard.press('Enter')
  await box(banner).waitFor({ state: 'detached' })
  expect(await comment(banner).evaluate(isFocused)).toBe(true)
  // By mouse.
  await comment(hello).click()
  await box(hello).fill('Shorter, please')
  await page.reload()
  await card().getByText('People like it: keep it').waitFor()
  await card().getByText('Shorter, please').waitFor()
  const words = card().getByRole('textbox', { name: /^Anything else/ })
  await page.keyboard.press('Alt+P')
  await press('4', () => words.isVisible())
  await words.fill('Nearly.')
  await card().getByRole('button', { name: 'Send 2 comments', exact: true }).click()

  const rejected = await server.until(id, ({ approvals }) => approvals[0]?.state === 'answered')
  expect(rejected.approvals[0]?.answer?.message).toBe(
    [
      'Nearly.',
      'My comments on your plan, each below the part that it is about:',
      `> 1. ${hello}`,
      'Shorter, please',
      `> 2. ${banner}`,
      'People like it: keep it',
    ].join('\n\n'),
  )
  await card().getByText('Since the plan before: 1 changed, 1 new, and 1 removed.').waitFor()
  const heard = server.model.requests().flatMap(({ toolResults }) => toolResults)
  expect(heard.map(({ text }) => text).join()).toContain('People like it: keep it')
  await card().locator('del', { hasText: 'friendly' }).waitFor()
  await card().locator('ins', { hasText: 'short' }).waitFor()
  await card().locator('del', { hasText: banner }).waitFor()
  await judge(page, () => card().getByText('Ask the users').waitFor())
  await page.emulateMedia({ colorScheme: 'light' })
  await card().getByText('Plan', { exact: true }).click()
  await card().locator('del').first().waitFor({ state: 'detached' })

  await page.keyboard.press('Alt+P')
  await press('2', async () => !(await card().isVisible()))
  await conversation(page).getByText('Carried out.', { exact: true }).waitFor()
  const done = await rest(server, id)
  expect(done.permissionMode).toBe('autoEdit')
  expect(done.approvals.map(({ kind }) => kind)).not.toContain('question')
  const file = join(done.worktreePath!, 'greeting.txt')
  expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('Hello\n')
  expect(tab.complaints).toEqual([])
})

it('is rejected with words alone, which reach the agent, and the next one approved: edits ask', async () => {
  const id = await server.thread({
    projectId,
    permissionMode: 'plan',
    prompt: prompt(
      'Plan once more',
      ...plan(first),
      ...plan(second),
      [write('asked.txt', 'x')],
      'All is as planned.',
    ),
  })
  await asked(server, id)
  await openThread(page, server, id)
  const words = card().getByRole('textbox', { name: /^What should be different/ })
  await page.keyboard.press('Alt+P')
  await press('4', () => words.isVisible())
  await words.fill('Ask somebody first')
  await card().getByRole('button', { name: 'Reject', exact: true }).click()
  await card().getByText('Ask the users').first().waitFor()
  const heard = server.model.requests().flatMap(({ toolResults }) => toolResults)
  expect(heard.map(({ text }) => text).join()).toContain('Ask somebody first')
  expect((await server.snapshot(id)).permissionMode).toBe('plan')
  await page.keyboard.press('Alt+P')
  await press('1', async () => !(await card().isVisible()))
  await page
    .getByRole('region', { name: 'Allow this edit?' })
    .getByText('asked.txt')
    .first()
    .waitFor()
  const approved = await server.snapshot(id)
  expect(approved.permissionMode).toBe('confirmEdit')
  await decide(server, id, approved.approvals.at(-1)!, { decision: 'allow' })
  await conversation(page).getByText('All is as planned.', { exact: true }).waitFor()
  const done = await rest(server, id)
  expect(readFileSync(join(done.worktreePath!, 'asked.txt'), 'utf8')).toBe('x')
  expect(tab.complaints).toEqual([])
})

const isFocused = (element: Element) => document.activeElement === element
