// What an agent has set itself to do stays in sight above the composer; a subagent is never silent: its line tells what it
// does now, its own rows are there on demand, and what it asks is asked.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { conversation, insist, openThread } from '../../support/app-page.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

browserRig({ files: { 'README.md': '# Shop\n', 'cart.js': 'export {}\n' } })

const task = (subject: string) => ({ tool: 'TaskCreate', input: { subject, description: subject } })
const update = (taskId: string, status: string) => ({
  tool: 'TaskUpdate',
  input: { taskId, status },
})
const untilGo = 'touch begun.txt; until [ -e go.txt ]; do sleep 0.1; done'
const tests = {
  tool: 'Agent',
  input: {
    description: 'Try the tests',
    subagent_type: 'general-purpose',
    prompt: prompt(
      'Try them',
      { tool: 'Read', input: { file_path: '{{cwd}}/cart.js' } },
      bash(untilGo),
      'All nine of them pass.',
    ),
  },
}

const main = () => page.getByRole('main')
const list = (name: RegExp) => main().getByRole('button', { name })

it('a todo list is pinned while there is something to do, and a subagent tells what it does', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Look into the tests',
      [task('Read the cart'), task('Run its tests'), task('Write it down')],
      [update('1', 'completed'), update('2', 'in_progress')],
      tests,
      [update('2', 'completed'), update('3', 'in_progress')],
      ['It is nearly done. ', { hold: 'written' }, 'The rest is here.', update('3', 'completed')],
      'All of it is done.',
    ),
  })
  await openThread(page, server, id)

  // What the subagent asks is answered like any other request.
  const card = page.getByRole('region', { name: 'Allow this command?' })
  await card.getByText(untilGo, { exact: true }).waitFor()
  const seen = await server.snapshot(id)
  expect(seen.items.find((item) => item.id === seen.approvals[0]?.itemId)?.parentId).toBeTruthy()
  await page.keyboard.press('Alt+P')
  await insist(
    () => page.keyboard.press('1'),
    async () => !(await card.isVisible()),
  )
  const subagent = conversation(page).getByRole('button', { name: /^Try the tests/ })
  await subagent.getByText('touch begun.txt', { exact: false }).waitFor()
  await subagent.getByText('2 tool calls').waitFor()
  await subagent.click()
  await conversation(page)
    .getByRole('button', { name: /^cart\.js/ })
    .waitFor()

  await list(/^Todo 1\/3 Run its tests/).click()
  const entries = main()
    .getByRole('listitem')
    .filter({ hasText: /cart|tests|down/ })
  // Each behind what its glyph is called.
  await expect
    .poll(() => entries.allTextContents())
    .toEqual(['DoneRead the cart', 'In progressRun its tests', 'To doWrite it down'])
  const { worktreePath } = await server.snapshot(id)
  writeFileSync(join(worktreePath!, 'go.txt'), '')
  await list(/^Todo 2\/3 Write it down/).waitFor()
  await conversation(page).getByText('Reported', { exact: true }).waitFor()
  await conversation(page).getByText('All nine of them pass.', { exact: true }).last().waitFor()
  expect(await subagent.getByText('touch begun.txt', { exact: false }).count()).toBe(0)
  // It stands where it is also while the conversation is scrolled.
  await conversation(page).focus()
  await page.keyboard.press('Home')
  expect(await list(/^Todo 2\/3/).isVisible()).toBe(true)

  server.model.release('written')
  await rest(server, id)
  await list(/^Todo/).waitFor({ state: 'detached' })
  expect(tab.complaints).toEqual([])
})
