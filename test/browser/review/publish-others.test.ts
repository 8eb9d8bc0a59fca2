// A thread's branch among what others do: the base that they push to is fetched, taken in and taken back out, what was pushed
// and rewritten is put in the place of its old version, messages are written for a merge and anew for a commit, a rebase that
// cannot be has another way on, and a push or a commit that takes its time is seen, and stopped, from wherever the page is.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, openMenu, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { judge } from '../../support/pages/judge.ts'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let repository: string
let bare: string
let other: string
let projectId: string

beforeAll(async () => {
  server = await startTestServer({
    env: { A_PARALLEL_WEB: builtApp, A_PARALLEL_MEMORY_FLOOR_MB: '0' },
  })
  repository = server.repository('shop', { 'a.txt': 'one\n' })
  bare = join(server.folder, 'bare.git')
  other = join(server.folder, 'other')
  git(server.folder, 'clone', '-q', '--bare', repository, bare)
  git(repository, 'remote', 'add', 'origin', bare)
  git(repository, 'fetch', '-q', 'origin')
  git(repository, 'branch', '-q', '--set-upstream-to=origin/main', 'main')
  git(server.folder, 'clone', '-q', bare, other)
  projectId = await server.addProject(repository)
  await server.trust(projectId)
  browser = await startBrowser()
  tab = await signedIn(browser, server, { reducedMotion: 'reduce' })
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
const foot = () => page.getByRole('region', { name: 'Next step' })
const press = (name: string | RegExp) => foot().getByRole('button', { name }).click()
const says = (words: string) => foot().getByText(words, { exact: true }).waitFor()
const message = () => foot().getByRole('textbox', { name: 'Commit message' })

async function hook(script: string): Promise<void> {
  const folder = join(repository, '.git/hooks')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'pre-commit'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  await server.trust(projectId)
}

/** A thread with one commit of its own. */
async function threadThat(title: string, path: string) {
  const id = await server.thread({
    projectId,
    title,
    permissionMode: 'autoEdit',
    prompt: prompt(title, [write(path, `${path}\n`)], `Did: ${title}.`),
  })
  const { worktreePath, branch } = await rest(server, id)
  const tree = worktreePath ?? ''
  git(tree, 'add', '-A')
  git(tree, 'commit', '-q', '--no-verify', '-m', title)
  return { id, tree, branch: branch ?? '' }
}

/** Somebody else pushes to main. */
function pushedThere(subject: string): string {
  const by = ['-c', 'user.name=B', '-c', 'user.email=b@example.test']
  git(other, ...by, 'commit', '-q', '--allow-empty', '-m', subject)
  git(other, 'push', '-q', 'origin', 'main')
  return git(other, 'rev-parse', 'HEAD')
}

async function openChanges(id: string): Promise<void> {
  await page.goto(`${server.origin}/t/${id}?panel=review`)
  await conversation(page).waitFor()
  await foot().waitFor()
}

async function choose(entry: string): Promise<void> {
  await openMenu(foot().getByRole('button', { name: 'More that can be done' }))
  await page.getByRole('menuitem', { name: entry }).click()
}

/** Something else is shown for a moment in the place of the changes. */
async function closeAndOpen(): Promise<void> {
  await page.keyboard.press('Control+\\')
  await foot().waitFor({ state: 'detached' })
  await page.keyboard.press('Control+\\')
  await foot().waitFor()
}

it('takes in what others pushed to its base, says when there is nothing new, and when nobody answers', async () => {
  const { id, tree, branch } = await threadThat('Follow main', 'follow.txt')
  const here = git(repository, 'rev-parse', 'main')
  const theirs = pushedThere('By somebody else')
  await openChanges(id)
  await choose('Update from main by merge')
  await says('The branch is up to date.')
  git(tree, 'merge-base', '--is-ancestor', theirs, 'HEAD')
  expect(git(repository, 'rev-parse', 'main')).toBe(here)
  await judge(page, () => foot().getByRole('button', { name: 'Take back the update' }).waitFor())
  await press('Take back the update')
  await says('The branch is as it was before the update.')
  expect(git(tree, 'log', '-1', '--format=%s')).toBe('Follow main')
  await choose('Update from main by merge')
  await says('The branch is up to date.')
  await press('Push')
  await says(`Pushed to origin/${branch}.`)
  git(bare, 'merge-base', '--is-ancestor', theirs, branch)
  await choose('Update from main by rebase')
  await says('There was nothing new on origin/main.')

  git(repository, 'remote', 'set-url', 'origin', 'http://127.0.0.1:9/nowhere.git')
  const mine = git(repository, 'commit-tree', '-p', 'main', '-m', 'Mine', 'main^{tree}')
  git(tree, 'update-ref', 'refs/heads/main', mine)
  await choose('Update from main by merge')
  const alert = foot().getByRole('alert')
  await alert.getByText(/^origin could not be reached, so nothing was taken in\./).waitFor()
  await judge(page, () => alert.waitFor())
  await press('Update without fetching')
  await says('The branch is up to date.')
  git(tree, 'merge-base', '--is-ancestor', mine, 'HEAD')
  git(repository, 'remote', 'set-url', 'origin', bare)
})

it('rewords a commit that is pushed, and puts the new version in the place of the old one', async () => {
  const { id, branch } = await threadThat('Say it better', 'better.txt')
  await openChanges(id)
  await press('Push')
  await says(`Pushed to origin/${branch}.`)
  await choose('Reword the last commit…')
  await expect.poll(() => message().inputValue(), { timeout: 20_000 }).toBe('Say it better')
  await says('This commit is pushed already: the next push has to replace it there.')
  await judge(page, () => message().waitFor())
  await press('Cancel')
  await message().waitFor({ state: 'detached' })
  await choose('Reword the last commit…')
  await message().fill('Say it well')
  await press('Reword the last commit')
  await says('Committed.')
  await press('Push')
  const alert = foot().getByRole('alert')
  await alert
    .getByText(
      'origin still has the branch as it was before you rewrote it here. Nothing of anybody else’s is there.',
    )
    .waitFor()
  expect(await alert.getByRole('button', { name: 'Rebase onto it and push' }).count()).toBe(0)
  await judge(page, () => alert.waitFor())
  await press('Put the new version there…')
  const asked = page.getByRole('alertdialog')
  await asked.getByText(/^1 commit there is of this branch as it was before/).waitFor()
  await asked.getByRole('button', { name: 'Put it there' }).click()
  await says(`Pushed to origin/${branch}.`)
  expect(git(bare, 'log', '-1', '--format=%s', branch)).toBe('Say it well')
})

it('becomes one commit that says what all of its commits did, as it was worded', async () => {
  const { id, tree } = await threadThat('Grow the shop', 'grow.txt')
  git(tree, 'commit', '-q', '--no-verify', '--allow-empty', '-m', 'Grow it more')
  await openChanges(id)
  await choose('Squash into main…')
  const dialog = page.getByRole('dialog', { name: 'Squash into main' })
  const box = dialog.getByRole('textbox', { name: 'Commit message' })
  const proposed = 'Grow the shop\n\n- Grow the shop\n- Grow it more'
  await expect.poll(() => box.inputValue(), { timeout: 20_000 }).toBe(proposed)
  await judge(page, () => dialog.waitFor())
  await box.fill('Grow, and more\n\n- because')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await choose('Squash into main…')
  expect(await box.inputValue()).toBe('Grow, and more\n\n- because')
  await box.press('Control+Enter')
  await says('Merged into main. The thread can be archived.')
  expect(git(repository, 'log', '-1', '--format=%B', 'main')).toBe('Grow, and more\n\n- because')
})

it('offers a merge where commits that conflict one by one cannot be rebased', async () => {
  const { id, tree } = await threadThat('Both ways', 'both.txt')
  const commit = (where: string, path: string, text: string) => {
    writeFileSync(join(where, path), text)
    git(where, 'add', path)
    git(where, 'commit', '-q', '--no-verify', '-m', text)
  }
  commit(tree, 'a.txt', 'ours')
  commit(repository, 'a.txt', 'theirs')
  expect(() => git(tree, 'merge', '-q', 'main')).toThrow('merge')
  commit(tree, 'a.txt', 'ours and theirs')
  commit(repository, 'more.txt', 'more')
  await openChanges(id)
  await choose('Rebase onto main, without a merge commit')
  const alert = foot().getByRole('alert')
  await alert.getByText(/^One by one, commits of this branch conflict with main/).waitFor()
  // It would be refused as well.
  expect(await alert.getByRole('button', { name: 'Update by rebase' }).count()).toBe(0)
  await judge(page, () => alert.waitFor())
  await alert.getByRole('button', { name: 'Merge into main…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Merge into main' }).click()
  await says('Merged into main. The thread can be archived.')
  expect(git(repository, 'show', 'main:a.txt')).toBe('ours and theirs')
})

it('shows a push that runs after the page was somewhere else, and stops a commit whose hook takes too long', async () => {
  const { id, tree, branch } = await threadThat('Take long', 'long.txt')
  const gate = join(bare, 'let-through')
  const waits = `#!/bin/sh\nwhile [ ! -e '${gate}' ]; do sleep 0.1; done\n`
  writeFileSync(join(bare, 'hooks', 'pre-receive'), waits, { mode: 0o755 })
  await openChanges(id)
  await press('Push')
  await foot().getByRole('progressbar').waitFor()
  await closeAndOpen()
  await foot().getByRole('progressbar').waitFor()
  await page.reload()
  await foot().getByRole('progressbar').waitFor()
  await foot().getByRole('button', { name: 'Stop' }).waitFor()
  writeFileSync(gate, '')
  await foot().getByRole('progressbar').waitFor({ state: 'detached' })
  expect(git(bare, 'rev-parse', branch)).toBe(git(tree, 'rev-parse', 'HEAD'))

  await hook('echo the tests fail >&2; exit 1')
  writeFileSync(join(tree, 'most.txt'), 'more\n')
  await page.reload()
  await message().fill('More')
  await press(/^Commit 1 file/)
  const alert = foot().getByRole('alert')
  await alert.getByText('the tests fail').waitFor()
  await closeAndOpen()
  await alert.getByText('the tests fail').waitFor()

  const pid = join(server.folder, 'pid')
  await hook(`echo $$ > '${pid}'; echo the tests run >&2; sleep 1000`)
  await press(/^Commit 1 file/)
  await foot().getByText('the tests run').waitFor()
  await page.reload()
  await foot().getByText('the tests run').waitFor()
  await judge(page, () => foot().getByText('the tests run').waitFor())
  const before = git(tree, 'rev-parse', 'HEAD')
  await press('Stop')
  await foot().getByText('the tests run').waitFor({ state: 'detached' })
  expect([git(tree, 'rev-parse', 'HEAD'), git(tree, 'status', '--porcelain')]).toEqual([
    before,
    '?? most.txt',
  ])
  expect(await message().inputValue()).toBe('More')
  const runs = () => existsSync(`/proc/${readFileSync(pid, 'utf8').trim()}`)
  await expect.poll(runs, { timeout: 10_000 }).toBe(false)
})
