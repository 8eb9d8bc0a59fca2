// Messages while the agent is at work: queued and changed, taken back, sent into the turn, sent instead of it.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { composer, conversation, openMenu, openThread, saidOnce } from '../support/app-page.ts'
import { browserRig, page, projectId, server, tab } from '../support/pages/rig.ts'
import { bash, prompt } from '../support/scripts.ts'
import { asked, decide, rest, said } from '../support/threads.ts'

browserRig()

const queue = (): Locator => page.getByRole('region', { name: 'Messages that wait' })
const row = (words: string): Locator => queue().getByRole('listitem').filter({ hasText: words })
const asksWith = (words: string) =>
  server.model.requests().filter((request) => request.told.join('\n').includes(words))

/** Waits until the agent has said this, and once only: the prompts that ask for it hold it among other words. */
const heard = (words: string) => conversation(page).getByText(words, { exact: true }).waitFor()

/** A thread whose agent talks until the gate opens. */
async function talking(gate: string): Promise<string> {
  const id = await server.thread({
    projectId,
    prompt: prompt('Talk', ['It begins. ', { hold: gate }, 'It ends.']),
  })
  await server.model.waitForRequest((request) => request.answer.holding === gate, 30_000)
  await openThread(page, server, id)
  return id
}

async function say(text: string, way?: string): Promise<void> {
  await composer(page).fill(text)
  if (way === undefined) return composer(page).press('Enter')
  await page.getByRole('button', { name: 'Other ways to send' }).click()
  await page.getByRole('menuitem', { name: way }).click()
}

it('two messages wait, one is deleted and never sent', async () => {
  const id = await talking('delete')
  await say(prompt('Superfluous', 'Never said.'))
  await row('Superfluous').waitFor()
  await say(prompt('Wanted', 'As you want.'))
  await row('Wanted').waitFor()
  await row('Superfluous').getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => row('Superfluous').count()).toBe(0)
  server.model.release('delete')
  await heard('As you want.')
  const done = await rest(server, id)
  expect(done.turns.map(({ state }) => state)).toEqual(['completed', 'completed'])
  expect(asksWith('Wanted').length).toBeGreaterThan(0)
  expect(asksWith('Superfluous')).toEqual([])
  expect((await server.events(id)).map(({ type }) => type)).toContain('turn.withdrawn')
})

it('one that waits is edited and reordered, and is sent as it then is', async () => {
  const id = await talking('edit')
  await say(prompt('First draft', 'Wrong.'))
  await say(prompt('Second', 'Heard the second.'))
  await row('Second').waitFor()
  await row('First draft').getByRole('button', { name: 'Edit' }).click()
  const field = queue().getByRole('textbox', { name: 'The message' })
  await field.fill(prompt('Better words', 'Heard better words.'))
  await page.reload()
  expect(await field.inputValue()).toBe(prompt('Better words', 'Heard better words.'))
  await field.press('Enter')
  await row('Better words').waitFor()
  await row('Second').getByRole('button', { name: 'Move up' }).click()
  await expect
    .poll(async () => (await queue().getByRole('listitem').allTextContents()).join('\n'))
    .toMatch(/Second[^]*Better words/)
  server.model.release('edit')
  await heard('Heard better words.')
  const done = await rest(server, id)
  expect(done.turns.map(({ text }) => text.split(' [[')[0])).toEqual([
    'Talk',
    'Second',
    'Better words',
  ])
  expect(asksWith('First draft')).toEqual([])
})

it('one is sent into a turn that runs a command, and belongs to that turn', async () => {
  const command = bash('touch waits.txt; until [ -e go.txt ]; do sleep 0.1; done')
  const id = await server.thread({ projectId, prompt: prompt('Work', [command], 'I saw both.') })
  const [approval] = await asked(server, id)
  await decide(server, id, approval!, { decision: 'allow' })
  const { worktreePath } = await server.snapshot(id)
  await expect
    .poll(() => existsSync(join(worktreePath!, 'waits.txt')), { timeout: 20_000 })
    .toBe(true)
  await openThread(page, server, id)
  await say('Mind the gap', 'Send into this turn')
  await row('Handed over').waitFor()
  writeFileSync(join(worktreePath!, 'go.txt'), '')
  await heard('I saw both.')
  await saidOnce(conversation(page), 'Mind the gap')
  const done = await rest(server, id)
  expect(done.turns.map(({ state }) => state)).toEqual(['completed'])
  const [turn] = done.turns
  const message = done.items.find(
    (item) => item.kind === 'user-message' && item.text === 'Mind the gap',
  )
  expect(message?.turnId).toBe(turn?.id)
  expect(asksWith('Mind the gap').length).toBeGreaterThan(0)
  expect(await queue().count()).toBe(0)
  // What can go back is the turn that it was sent into, and its menu says so.
  await openMenu(page.getByRole('button', { name: 'More for this message' }).last())
  await page.getByRole('menuitem', { name: 'Rewind the whole turn…' }).waitFor()
  await page.getByRole('menuitem', { name: 'Fork from here' }).waitFor()
  expect(await page.getByRole('menuitem').count()).toBe(2)
  await page.getByRole('menuitem', { name: 'Rewind the whole turn…' }).click()
  await page.getByRole('dialog', { name: 'Rewind to before the whole turn' }).waitFor()
  await page.keyboard.press('Escape')
})

it('one sent into a turn that only talks becomes the next turn', async () => {
  const id = await talking('late')
  await say(prompt('Too late', 'Right after it.'), 'Send into this turn')
  await row('Handed over').waitFor()
  server.model.release('late')
  await heard('Right after it.')
  const done = await rest(server, id)
  expect(done.turns.map(({ state }) => state)).toEqual(['completed', 'completed'])
  expect(await queue().count()).toBe(0)
})

it('stop and send breaks the turn off and sends at once', async () => {
  const id = await talking('never')
  await say(prompt('Waits', 'Then this.'))
  await row('Waits').waitFor()
  await say(prompt('Now', 'At once.'), 'Stop and send')
  await heard('Then this.')
  const done = await rest(server, id)
  expect(done.turns.map(({ state, text }) => `${text.split(' [[')[0]} ${state}`)).toEqual([
    'Talk interrupted',
    'Now completed',
    'Waits completed',
  ])
  expect(said(done)).toEqual(
    ['It begins.', 'At once.', 'Then this.'].map((text) => expect.stringContaining(text)),
  )
  server.model.release('never')
})

it('a stop keeps what waits, and it is sent when the person says so', async () => {
  const id = await talking('stop')
  await say(prompt('Kept one', 'Heard one.'))
  await say(prompt('Kept two', 'Heard two.'))
  await row('Kept two').waitFor()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await queue().getByText('Send 2 queued messages?').waitFor()
  await server.untilStatus(id, 'stopped')
  expect(asksWith('Kept')).toEqual([])
  await queue().getByRole('button', { name: 'Send them' }).click()
  await heard('Heard two.')
  await rest(server, id)
  server.model.release('stop')
  expect(tab.complaints).toEqual([])
})
