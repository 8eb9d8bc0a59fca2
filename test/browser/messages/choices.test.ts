// How a message is written and done: an earlier one fetched back by the arrow keys, another model, and another permission
// mode in the middle of a turn, which counts from the next edit on.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { composer, conversation, openThread } from '../../support/app-page.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt, write } from '../../support/scripts.ts'
import { rest, talk, toolCalls } from '../../support/threads.ts'

browserRig()

const answered = (words: string) => conversation(page).getByText(words, { exact: true }).waitFor()

/** The latest request for a turn that holds these words of a person. */
const requestOf = (words: string) =>
  server.model.requests().findLast(({ told }) => told.join('\n').includes(words))

async function choose(menu: string, entry: RegExp): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: menu }).click()
  await page.getByRole('menuitemradio', { name: entry }).click()
}

it('earlier messages come back by the arrow keys, and the next goes to the model that was chosen', async () => {
  const first = prompt('The first wish', 'The first answer.')
  const second = prompt('The second wish', 'The second answer.')
  const id = await server.thread({ projectId, prompt: first })
  await rest(server, id)
  await talk(server, id, second)
  await openThread(page, server, id)
  await answered('The second answer.')
  const box = composer(page)
  const holds = (text: string) => expect.poll(() => box.inputValue()).toBe(text)
  await box.focus()
  await page.keyboard.press('ArrowUp')
  await holds(second)
  await page.keyboard.press('ArrowUp')
  await holds(first)
  await page.keyboard.press('ArrowUp')
  await holds(first)
  await page.keyboard.press('ArrowDown')
  await holds(second)
  await page.keyboard.press('ArrowDown')
  await holds('')
  // In a text of one's own they are but arrows.
  await page.keyboard.type('mine')
  await page.keyboard.press('ArrowUp')
  await holds('mine')
  await box.fill('')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')

  await choose('Model', /^Haiku/)
  await server.until(id, ({ model }) => model === 'haiku')
  await box.press('Enter')
  await holds('')
  const done = await server.until(
    id,
    ({ turns }) => turns.length === 3 && turns.every(({ state }) => state === 'completed'),
  )
  expect(done.turns[2]?.text).toBe(first)
  expect(requestOf('The first wish')?.model).toContain('haiku')
  expect(requestOf('The second wish')?.model).not.toContain('haiku')
  expect(tab.complaints).toEqual([])
})

it('a permission mode chosen in the middle of a turn counts from the next edit on', async () => {
  const id = await server.thread({
    projectId,
    permissionMode: 'confirmEdit',
    prompt: prompt(
      'Write it all',
      ['Now the first. ', { hold: 'first' }, write('first.txt', '1')],
      ['Now the second. ', { hold: 'second' }, write('second.txt', '2')],
      'That was all.',
    ),
  })
  const holding = (gate: string) =>
    server.model.waitForRequest(({ answer }) => answer.holding === gate, 30_000)
  const mode = (name: string) => server.until(id, ({ permissionMode }) => permissionMode === name)
  await openThread(page, server, id)
  await holding('first')
  await choose('Permissions', /^Auto edit/)
  await mode('autoEdit')
  server.model.release('first')
  await holding('second')
  const { worktreePath } = await server.snapshot(id)
  expect(existsSync(join(worktreePath!, 'first.txt'))).toBe(true)
  await choose('Permissions', /^Plan/)
  await mode('plan')
  server.model.release('second')
  await answered('That was all.')
  const done = await rest(server, id)
  expect(existsSync(join(worktreePath!, 'second.txt'))).toBe(false)
  expect(toolCalls(done).map(({ state }) => state)).toEqual(['completed', 'denied'])
  expect(done.approvals.map(({ answer }) => answer?.by.kind)).not.toContain('person')
  await conversation(page).getByText('Denied by plan mode').waitFor()
  expect(tab.complaints).toEqual([])
})
