// Sessions of Claude Code itself: found from the project's page, searched, read as a conversation, and gone on with as a thread
// that shows what was said and whose agent knows it.
import { randomUUID } from 'node:crypto'
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { composer, conversation } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { speak } from '../../support/pages/speak.ts'
import { prompt, write } from '../../support/scripts.ts'
import { hold, sessionsFolder, stateOf } from '../../support/sessions/hold.ts'

browserRig({ tab: { colorScheme: 'light' } })

let folder: string
let before: Record<string, string>

/** Older ones than those that were held just now. */
function manySessions(path: string): void {
  for (let number = 1; number <= 60; number += 1) {
    const line = {
      type: 'user',
      uuid: randomUUID(),
      parentUuid: null,
      timestamp: '2026-01-01T00:00:00.000Z',
      cwd: path,
      gitBranch: 'main',
      message: { role: 'user', content: `Old question ${number} about the shop` },
    }
    const file = join(folder, `${randomUUID()}.jsonl`)
    writeFileSync(file, `${JSON.stringify(line)}\n`)
    utimesSync(file, 1_767_225_600 + number, 1_767_225_600 + number)
  }
}

beforeAll(async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  const { path } = projects[0]
  folder = sessionsFolder(server, path)
  const first = prompt(
    'Where are prices rounded?',
    [{ thinking: 'They ask about prices.' }, write('prices.ts', 'export const round = 2\n')],
    'In **prices.ts**, to `2` places.',
  )
  const id = await hold(server, path, first)
  await hold(server, path, prompt('And taxes?', 'Nowhere yet.'), id)
  mkdirSync(folder, { recursive: true })
  manySessions(path)
  symlinkSync('/etc/hostname', join(folder, `${randomUUID()}.jsonl`))
  before = stateOf(folder)
})

const row = () => page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').first()
const reading = () => page.getByRole('log', { name: 'Conversation of the session' })
const inTongues = (stays: Locator) => ({ speak: (to: string) => speak(page, server, to), stays })

it('is found, read, and gone on with', async () => {
  await page.goto(`${server.origin}/projects/${projectId}`)
  await page.getByRole('link', { name: 'Sessions', exact: true }).press('Enter')
  await page.getByRole('heading', { name: 'Sessions of shop' }).waitFor()
  await row()
    .getByRole('link', { name: /^Where are prices rounded/ })
    .waitFor()
  await row().getByText('4 messages').waitFor()
  await page.getByText('1 file is not shown').click()
  await page.getByText('It is a link, and none is followed.').waitFor()
  const items = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  expect(await items.count()).toBe(50)
  const question = page.getByRole('link', { name: /^Where are prices rounded/ })
  await judge(page, () => question.waitFor(), inTongues(question))
  await page.getByRole('button', { name: 'Show more' }).press('Enter')
  await expect.poll(() => items.count()).toBe(61)
  const search = page.getByRole('searchbox', { name: /^Search by name/ })
  await search.fill('prices TAXES')
  await expect.poll(() => items.count()).toBe(1)
  await search.press('ArrowDown')
  await page.keyboard.press('Enter')

  await reading().getByText('Nowhere yet.', { exact: true }).waitFor()
  await reading().getByText('prices.ts').first().waitFor()
  const answer = page.getByText('Nowhere yet.', { exact: true })
  await judge(page, () => answer.waitFor(), inTongues(answer))
  await page.getByRole('button', { name: 'Continue as a thread…' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Continue as a thread' })
  await dialog.getByText(/branch of its own, from main/).waitFor()
  await judge(page, () => dialog.waitFor())
  await dialog.getByRole('button', { name: 'Start the thread' }).press('Enter')

  await page.waitForURL(/\/t\//)
  await conversation(page).getByText('Nowhere yet.', { exact: true }).waitFor()
  await conversation(page).getByText('Up to here it was a session of Claude Code').waitFor()
  await composer(page).fill(prompt('Then add them.', 'Added, as you said of prices.'))
  await composer(page).press('Enter')
  await conversation(page).getByText('Added, as you said of prices.', { exact: true }).waitFor()
  const ask = server.model.requests().findLast(({ userText }) => userText.includes('Then add'))
  expect(ask?.messages).toBeGreaterThan(6)
  expect(stateOf(folder)).toEqual(before)

  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox').fill('> Sessions of Claude')
  await page.getByRole('option', { name: /Sessions of Claude Code in the project/ }).click()
  await row()
    .getByRole('link', { name: /^Open its thread/ })
    .press('Enter')
  await page.waitForURL(/\/t\//)
  expect(tab.complaints).toEqual([])
})
