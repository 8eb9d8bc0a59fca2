// Going back, as a person does it: a file that a command had deleted comes back, the way back is undone, and an edited
// message takes the place of the old one.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { composer, conversation, openMenu, openThread } from '../../support/app-page.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { asked, decide, rest } from '../../support/threads.ts'

const scenarios = [
  {
    name: 'delete',
    steps: [
      [{ tool: 'Bash', input: { command: 'rm README.md && echo made > made.txt' } }],
      'The readme is gone.',
    ],
  },
  { name: 'instead', steps: ['I left the readme alone.'] },
]

browserRig({
  server: { scenarios },
  files: { 'README.md': '# Shop\n' },
  tab: { reducedMotion: 'reduce' },
})

/** A thread whose second message made the agent delete a file by a command. */
async function deleted() {
  const id = await server.thread({ projectId, prompt: 'Hello' })
  await rest(server, id)
  await server.api('POST', `/api/threads/${id}/messages`, { text: 'Tidy up @delete' })
  const [approval] = await asked(server, id)
  if (approval) await decide(server, id, approval, { decision: 'allow' })
  await rest(server, id)
  const thread = await server.until(
    id,
    ({ checkpoints, turns }) =>
      checkpoints.filter(({ place }) => place === 'after').length === turns.length,
  )
  return { id, at: (name: string) => join(String(thread.worktreePath), name) }
}

const menu = (message: string) =>
  conversation(page)
    .locator('div', { has: page.getByText(message, { exact: true }) })
    .getByRole('button', { name: 'More for this message' })
    .last()
const dialog = () => page.getByRole('dialog')
const choose = async (message: string, entry: string) => {
  await openMenu(menu(message))
  await page.getByRole('menuitem', { name: entry }).click()
}

it('brings back a file that a command deleted, and undoes that', async () => {
  const { id, at } = await deleted()
  await openThread(page, server, id)
  expect(existsSync(at('README.md'))).toBe(false)
  await choose('Tidy up @delete', 'Rewind…')
  await dialog().getByText('2 files are set to what they were:').waitFor()
  await dialog().getByText('1 message of yours').waitFor()
  expect(await dialog().getByRole('listitem').allTextContents()).toEqual([
    'README.mdmade again',
    'made.txttaken away',
  ])
  await dialog().getByRole('button', { name: 'Rewind' }).click()
  await conversation(page).getByText('2 files were set back').waitFor()
  expect(readFileSync(at('README.md'), 'utf8')).toBe('# Shop\n')
  expect(existsSync(at('made.txt'))).toBe(false)
  expect(await conversation(page).getByText('The readme is gone.').count()).toBe(0)

  await page.reload()
  await conversation(page).getByRole('button', { name: 'Undo' }).click()
  await conversation(page).getByText('The rewind was undone.').waitFor()
  await conversation(page).getByText('The readme is gone.').waitFor()
  expect(existsSync(at('README.md'))).toBe(false)
  expect(readFileSync(at('made.txt'), 'utf8')).toBe('made\n')
})

it('sends an edited message in place of the old one, by keyboard', async () => {
  const { id, at } = await deleted()
  await openThread(page, server, id)
  await menu('Tidy up @delete').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Rewind…' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const field = dialog().getByRole('textbox', { name: 'Message' })
  expect(await field.inputValue()).toBe('Tidy up @delete')
  await field.fill('Keep it @instead')
  await field.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await choose('Tidy up @delete', 'Edit and resend…')
  expect(await field.inputValue()).toBe('Keep it @instead')
  await field.press('Control+Enter')
  await conversation(page).getByText('I left the readme alone.').waitFor()
  expect(await conversation(page).getByText('The readme is gone.').count()).toBe(0)
  expect(readFileSync(at('README.md'), 'utf8')).toBe('# Shop\n')

  // The answer to the edited message would be lost for good.
  await rest(server, id)
  const undo = conversation(page).getByRole('button', { name: 'Undo' })
  const question = page.getByRole('alertdialog')
  await undo.click()
  await question.getByText('1 message that you have sent since').waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await question.waitFor({ state: 'detached' })
  expect(await conversation(page).getByText('I left the readme alone.').count()).toBe(1)
  await undo.click()
  await question.getByRole('button', { name: 'Undo the rewind' }).click()
  await conversation(page).getByText('The readme is gone.').waitFor()
  expect(await conversation(page).getByText('I left the readme alone.').count()).toBe(0)
})

it('sets the conversation alone back, and the files alone, of which the agent is told', async () => {
  const { id, at } = await deleted()
  const answer = conversation(page).getByText('The readme is gone.')
  const rewind = async (what: string, says: string) => {
    await choose('Tidy up @delete', 'Rewind…')
    await dialog().getByRole('radio', { name: what, exact: true }).check({ force: true })
    await dialog().getByText(says).waitFor()
    await dialog().getByRole('button', { name: 'Rewind' }).click()
    await dialog().waitFor({ state: 'detached' })
  }
  await openThread(page, server, id)
  await rewind('Conversation', 'Files stay as they are now.')
  await conversation(page).getByText('files stayed as they were').waitFor()
  expect([existsSync(at('README.md')), existsSync(at('made.txt'))]).toEqual([false, true])
  expect(await answer.count()).toBe(0)
  await conversation(page).getByRole('button', { name: 'Undo' }).click()
  await answer.waitFor()

  await rest(server, id)
  await rewind('Files', 'The conversation stays as it is.')
  await conversation(page).getByText('2 files were set back').waitFor()
  expect([existsSync(at('README.md')), existsSync(at('made.txt'))]).toEqual([true, false])
  expect(await answer.count()).toBe(1)
  await composer(page).fill('Look again @instead')
  await composer(page).press('Enter')
  await conversation(page).getByText('I left the readme alone.').waitFor()
  const told = server.model.requests().findLast(({ userText }) => userText.includes('Look again'))
  expect(told?.told.join('\n')).toContain('set the files in your working directory back')
  expect(tab.complaints).toEqual([])
})

it('says why it waits while the agent works, and stops it', async () => {
  const { id } = await deleted()
  await server.api('POST', `/api/threads/${id}/messages`, {
    text: 'Wait [[script:[["x",{"hold":"wait"}]]]]',
  })
  await openThread(page, server, id)
  await server.untilStatus(id, 'running')
  await choose('Tidy up @delete', 'Rewind…')
  const go = dialog().getByRole('button', { name: 'Rewind' })
  expect(await go.isDisabled()).toBe(true)
  await dialog().getByRole('button', { name: 'Stop' }).click()
  await expect.poll(() => go.isDisabled(), { timeout: 30_000 }).toBe(false)
  server.model.release('wait')
})
