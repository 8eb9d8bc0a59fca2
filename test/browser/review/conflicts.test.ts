// A conflict that somebody works at beside the page: what was not seen is refused where it was asked for, beside what is there
// now, and what a side was put in the place of comes back.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser } from '../../support/browser.ts'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let browser: Browser
let page: Page
let tree: string
let threadId: string

beforeAll(async () => {
  server = await startTestServer({
    env: { A_PARALLEL_WEB: builtApp, A_PARALLEL_MEMORY_FLOOR_MB: '0' },
  })
  const repository = server.repository('shop', { 'a.txt': 'one\n' })
  const projectId = await server.addProject(repository)
  const look = { tool: 'Read', input: { file_path: '{{cwd}}/a.txt' } }
  threadId = await server.thread({
    projectId,
    title: 'Say goodbye',
    permissionMode: 'autoEdit',
    prompt: prompt('Say goodbye', [look], [write('a.txt', 'goodbye\n')], 'Did it.'),
  })
  tree = (await rest(server, threadId)).worktreePath ?? ''
  git(tree, 'commit', '-q', '-a', '--no-verify', '-m', 'Goodbye')
  writeFileSync(join(repository, 'a.txt'), 'hello\n')
  git(repository, 'commit', '-q', '-a', '-m', 'Hello')
  browser = await startBrowser()
  page = (await signedIn(browser, server, { reducedMotion: 'reduce' })).page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
const inTree = () => readFileSync(join(tree, 'a.txt'), 'utf8')
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const foot = () => page.getByRole('region', { name: 'Next step' })
const press = (name: string) => foot().getByRole('button', { name }).click()
const conflicts = () =>
  foot().getByText('1 file was changed in the same places on both sides.').waitFor()

/** Once, when what is pressed next has left the page and the server has not heard of it. */
async function between(path: string, work: () => void): Promise<void> {
  await page.route(
    `**${path}`,
    async (route) => {
      work()
      await route.continue()
    },
    { times: 1 },
  )
}

it('refuses what was not seen, and brings back what a side was put in the place of', async () => {
  await page.goto(`${server.origin}/t/${threadId}?panel=review`)
  await conversation(page).waitFor()
  await press('Update from main')
  await conflicts()

  const place = pane().getByRole('group', { name: 'a.txt', exact: true })
  await place.getByText('<<<<<<<').waitFor()
  await between('/conflicts/resolve', () => writeFileSync(join(tree, 'a.txt'), 'half solved\n'))
  await place.getByRole('button', { name: 'Solve the conflict in a.txt' }).click()
  await page.getByRole('menuitem', { name: 'This thread’s' }).click()
  const why = 'a.txt was changed since it was shown. Look at it again first.'
  await pane().getByRole('alert').getByText(`a.txt is not solved. ${why}`).waitFor()
  await place.getByText('half solved').waitFor()
  expect(inTree()).toBe('half solved\n')

  await between('/conflicts/resolve', () => writeFileSync(join(tree, 'a.txt'), 'solved more\n'))
  await press('a.txt: The other’s')
  await foot().getByRole('alert').getByText(why).waitFor()
  await place.getByText('solved more').waitFor()
  expect(inTree()).toBe('solved more\n')

  await press('a.txt: The other’s')
  await foot().getByText('All conflicts are solved.').waitFor()
  expect(inTree()).toBe('hello\n')
  await foot().getByText('a.txt is solved', { exact: true }).waitFor()
  await expect
    .poll(() => pane().getByText('a.txt is not solved').count(), { timeout: 30_000 })
    .toBe(0)
  await press('Undo')
  await expect.poll(inTree, { timeout: 30_000 }).toBe('solved more\n')
})

it('takes back nothing that began meanwhile', async () => {
  await between('/update/finish', () => {
    git(tree, 'reset', '-q', '--hard')
    expect(() => git(tree, 'merge', '-q', 'main')).toThrow('merge')
  })
  await press('Take it all back')
  await foot().getByRole('alert').getByText('What you saw here has ended').waitFor()
  await conflicts()
  expect(git(tree, 'rev-parse', 'MERGE_HEAD')).toBe(git(tree, 'rev-parse', 'main'))

  writeFileSync(join(tree, 'a.txt'), 'half solved\n')
  await press('Take it all back')
  await foot().getByText('Taken back; 1 file is kept as it stood').waitFor()
  expect(inTree()).toBe('goodbye\n')
  await press('Undo')
  await expect.poll(inTree, { timeout: 30_000 }).toBe('half solved\n')
})
