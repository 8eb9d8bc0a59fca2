// Forking, as a person does it: from a message's menu, into a thread that runs beside the one it came from.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { composer, conversation, openMenu, openThread } from '../../support/app-page.ts'
import { browserRig, page, projectId, server } from '../../support/pages/rig.ts'
import { rest, talk } from '../../support/threads.ts'

const write = (name: string) => [
  { tool: 'Write', input: { file_path: `{{cwd}}/${name}`, content: 'x\n' } },
]
const scenarios = [
  { name: 'first', steps: [write('one.txt'), 'The first answer.'] },
  { name: 'second', steps: [write('two.txt'), 'The second answer.'] },
  { name: 'hold', steps: [['Working on it.', { hold: 'origin' }]] },
  { name: 'fork', steps: ['The fork answers.'] },
]

browserRig({ server: { scenarios } })

it('forks from a message, and both run beside each other and name each other', async () => {
  const id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    title: 'The origin',
    prompt: 'Begin @first',
  })
  await rest(server, id)
  await talk(server, id, 'Go on @second')
  await server.api('POST', `/api/threads/${id}/messages`, { text: 'Go on @hold' })
  await openThread(page, server, id)
  await conversation(page).getByText('Working on it.').waitFor()
  await openMenu(page.getByRole('button', { name: 'More for this message' }).first())
  await page.getByRole('menuitem', { name: 'Fork from here' }).click()

  await page.getByRole('navigation', { name: 'Forks' }).getByText('Forked from').waitFor()
  await conversation(page).getByText('The first answer.').waitFor()
  expect(await conversation(page).getByText('The second answer.').count()).toBe(0)
  await composer(page).fill('Your turn @fork')
  await composer(page).press('Enter')
  await conversation(page).getByText('The fork answers.').waitFor()
  expect((await server.snapshot(id)).status).toBe('running')
  const forkId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const fork = await server.snapshot(forkId)
  expect(fork.origin?.threadId).toBe(id)
  expect(existsSync(join(String(fork.worktreePath), 'one.txt'))).toBe(true)
  expect(existsSync(join(String(fork.worktreePath), 'two.txt'))).toBe(false)

  await page.getByRole('navigation', { name: 'Forks' }).getByRole('link').click()
  await page.waitForURL(`**/t/${id}`)
  await page
    .getByRole('navigation', { name: 'Forks' })
    .getByRole('link', { name: 'The origin (fork)' })
    .waitFor()
  server.model.release('origin')
  await rest(server, id)
})
