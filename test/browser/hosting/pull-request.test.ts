// A pull request from a token to the merge, as a person goes about it, what the host refuses on the way told with what to do
// about it: real git to a bare remote, the real agent, and a small GitHub that answers as the real one does.
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inPalette, insist, openThread, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { refused } from '../../support/hosting/github-answers.ts'
import { startGithub, type FakeGithub } from '../../support/hosting/github.ts'
import {
  newId,
  type FakeCheck,
  type FakePull,
  type FakeRepository,
} from '../../support/hosting/github-state.ts'
import { judge } from '../../support/pages/judge.ts'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let github: FakeGithub
let lamps: FakeRepository
let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let threadId: string
let worktree: string
let branch: string

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
const bare = () => join(server.folder, 'remotes', 'lamps.git')

function headOf(name: string): string | null {
  try {
    return git(bare(), '--git-dir=.', 'rev-parse', '--verify', '-q', `refs/heads/${name}`)
  } catch {
    return null // The remote has no such branch.
  }
}

beforeAll(async () => {
  github = await startGithub()
  github.tokens.set('ghp_good', mine)
  server = await startTestServer({
    env: {
      A_PARALLEL_WEB: builtApp,
      A_PARALLEL_GITHUB_APIS: `github.com=${github.origin}`,
      A_PARALLEL_PULL_REQUEST_SECONDS: '0.5',
    },
  })
  const repository = server.repository('lamps')
  execFileSync('git', ['clone', '-q', '--bare', repository, bare()], { stdio: 'pipe' })
  git(repository, 'remote', 'add', 'origin', 'https://github.com/acme/lamps.git')
  git(
    repository,
    'config',
    `url.${join(server.folder, 'remotes')}/.insteadOf`,
    'https://github.com/acme/',
  )
  git(repository, 'fetch', '-q', 'origin')
  // Work of the person's own, which is left alone by all that follows.
  appendFileSync(join(repository, 'README.md'), own)
  lamps = github.repository('acme/lamps', { headOf })
  const projectId = await server.addProject(repository)
  // Nothing is pushed into a repository on this machine before: its hooks would run.
  await server.trust(projectId)
  threadId = await server.thread({
    projectId,
    title: 'Brighter lamps',
    permissionMode: 'autoEdit',
    prompt: prompt('Make the lamps brighter.', write('lamp.txt', 'bright\n'), 'Done.'),
  })
  const thread = await rest(server, threadId)
  worktree = thread.worktreePath ?? ''
  branch = thread.branch ?? ''
  browser = await startBrowser()
  tab = await signedIn(browser, server)
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await github?.close()
})

const own = 'half a sentence'
const soon = { timeout: 20_000 }
const commitAndPush = (subject: string) => {
  git(worktree, 'add', '-A')
  git(worktree, 'commit', '-q', '--allow-empty', '-m', subject)
  git(worktree, 'push', '-q', '-u', 'origin', branch)
}
const panel = () => page.getByRole('dialog', { name: 'Pull request' })
/** By its name: as long as nothing is pushed the next step is another one. */
const showPanel = async () => {
  if (await panel().isHidden()) {
    const command = await inPalette(page, '> open the pull request', 'Open the pull request')
    await command.click()
  }
  await panel().waitFor()
}
const hidePanel = async () => {
  await panel().getByRole('button', { name: 'Close', exact: true }).click()
  await panel().waitFor({ state: 'hidden' })
}
const foot = () => page.getByRole('region', { name: 'Next step' })

it('asks for an account, and says what is wrong with a token', async () => {
  await openThread(page, server, threadId)
  await showPanel()
  await panel().getByText('No account for github.com yet').waitFor()
  await panel().getByRole('link', { name: 'Add an account' }).click()
  const form = page.getByRole('form', { name: 'Add an account' })
  const token = form
    .getByRole('textbox', { name: 'Personal access token' })
    .or(form.getByLabel('Personal access token'))
  await token.fill('ghp_wrong')
  await form.getByRole('button', { name: 'Check and keep' }).click()
  await form.getByText('github.com does not know this token').waitFor()
  await judge(page, () => form.waitFor())
  await token.fill('ghp_good')
  await form.getByRole('button', { name: 'Check and keep' }).click()
  const list = page.getByRole('list', { name: 'Hosts of repositories' })
  await list.getByText('as ada').waitFor()
  await list.getByText('Token ending in good').waitFor()
  expect(await token.inputValue()).toBe('')
  expect(await page.content()).not.toContain('ghp_good')
})

it('proposes what the thread says, keeps what is changed of it, and says what must come first', async () => {
  await openThread(page, server, threadId)
  await showPanel()
  const title = panel().getByRole('textbox', { name: 'Title' })
  await expect.poll(() => title.inputValue(), soon).toBe('Brighter lamps')
  await panel().getByText('this branch was never pushed').waitFor()
  await panel().getByRole('button', { name: 'Open pull request' }).click()
  await panel().getByText(`The host does not have the branch ${branch}`).waitFor()
  await title.fill('Brighter lamps, at last')
  await page.reload()
  await showPanel()
  await expect.poll(() => title.inputValue(), soon).toBe('Brighter lamps, at last')
  await judge(page, showPanel)
})

const mine = { login: 'ada', scopes: ['repo'] }

/** As GitHub refuses when too much was asked, for a few seconds. */
function limitReached(): void {
  const reset = String(Math.ceil(Date.now() / 1000) + 3)
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
  github.next.push(refused(403, 'API rate limit exceeded for user ID 1.', {}, headers))
}

/** As it refuses many requests at once: it says for how long, and not with which that began. */
function tooManyAtOnce(): void {
  const words = 'You have exceeded a secondary rate limit.'
  github.next.push(refused(429, words, {}, { 'retry-after': '2' }))
}

it.each([
  [
    'a token that was taken back',
    () => void github.tokens.delete('ghp_good'),
    /^github\.com does not know this token: it was mistyped, revoked, or has expired\./,
    'Add an account',
  ],
  [
    'a token without the scope',
    () => github.tokens.set('ghp_good', { ...mine, scopes: ['gist'] }),
    /^The token for github\.com may not do this\. Give it this permission, .*: repo\.$/,
    'Add an account',
  ],
  [
    'a repository that it does not know',
    () => github.tokens.set('ghp_good', { ...mine, blind: ['acme/lamps'] }),
    /^github\.com does not know acme\/lamps, .* Check the remote, and what the token may see\.$/,
    'Try again',
  ],
  [
    'more requests than an hour has',
    limitReached,
    /^github\.com was asked too often\. It answers again: .*\d/,
    'Try again',
  ],
  [
    'more requests at once than it bears',
    tooManyAtOnce,
    /^github\.com was asked too often\. It answers again: .*\d/,
    'Try again',
  ],
])('says what the host refuses, and leads on: %s', async (_, arrange, words, next) => {
  await showPanel()
  arrange()
  await panel().getByRole('alert').filter({ hasText: words }).waitFor()
  await panel().getByRole('link', { name: 'Open it in the browser' }).waitFor()
  const onward = panel()
    .getByRole(next === 'Try again' ? 'button' : 'link', { name: next })
    .first()
  await onward.waitFor()
  github.tokens.set('ghp_good', mine)
  const title = panel().getByRole('textbox', { name: 'Title' })
  if (next !== 'Try again') return title.waitFor()
  await insist(
    () => onward.click({ timeout: 1_000 }),
    () => title.isVisible(),
  )
})

it('leads to the page of a host that is not asked, with both branches chosen', async () => {
  const { projectPath } = await server.snapshot(threadId)
  const origin = (at: string) => git(projectPath, 'remote', 'set-url', 'origin', at)
  await hidePanel()
  origin('git@gitlab.com:acme/lamps.git')
  await page.reload()
  await showPanel()
  await panel()
    .getByText(/gitlab\.com/)
    .first()
    .waitFor()
  const link = panel().getByRole('link', { name: 'Open it in the browser' })
  const address = new URL((await link.getAttribute('href')) ?? '')
  expect([address.origin, address.pathname]).toEqual([
    'https://gitlab.com',
    '/acme/lamps/-/merge_requests/new',
  ])
  expect(address.searchParams.get('merge_request[source_branch]')).toBe(branch)
  await judge(page, () => link.waitFor())
  await hidePanel()
  origin('https://github.com/acme/lamps.git')
  await page.reload()
  await showPanel()
  await panel().getByRole('button', { name: 'Open pull request' }).waitFor()
})

it('says at the form, too, that a token may not do this, and leads to the accounts', async () => {
  github.tokens.set('ghp_good', { login: 'ada', scopes: null })
  const words = /^The token for github\.com may not do this\..*: pull_requests: write\.$/
  await panel().getByRole('button', { name: 'Open pull request' }).click()
  await panel().getByRole('alert').filter({ hasText: words }).waitFor()
  await panel().getByRole('link', { name: 'Add an account' }).waitFor()
  github.tokens.set('ghp_good', mine)
})

it('shows the pull request that somebody else opened meanwhile', async () => {
  lamps.headOf = () => 'a'.repeat(40)
  lamps.ahead = () => {
    if (lamps.pulls.length === 0) lamps.pulls.push(theirs())
    return true
  }
  let letThrough = () => {}
  const told = new Promise<void>((resolve) => (letThrough = resolve))
  await page.route(/\/pull-request(\?|$)/, async (route) => {
    if (route.request().method() === 'GET') await told
    await route.fallback()
  })
  await panel().getByRole('button', { name: 'Open pull request' }).click()
  await panel().getByText(`There is a pull request of ${branch} already.`).waitFor()
  letThrough()
  const card = panel().getByRole('article', { name: 'Pull request #1' })
  await card.getByText('Grace was first').waitFor()
  await page.unroute(/\/pull-request(\?|$)/)
  Object.assign(lamps, { headOf, ahead: () => true, pulls: [] })
  // Whoever opens the changes next would be shown what the server knew before.
  await panel().getByRole('button', { name: 'Open pull request' }).waitFor()
})

const theirs = (): FakePull => ({
  number: 1,
  title: 'Grace was first',
  body: '',
  user: 'grace',
  state: 'open',
  merged: false,
  draft: false,
  base: 'main',
  headRepository: 'acme/lamps',
  head: branch,
  createdAt: '2026-11-26T09:00:00Z',
  mergeable: true,
  mergeableState: 'clean',
  mergedWith: null,
  reviews: [],
  comments: [],
  conversation: [],
})

const check: FakeCheck = {
  id: newId(),
  name: 'test',
  status: 'in_progress',
  conclusion: null,
  output: { title: null, summary: null },
  log: '2026-11-26T09:00:00.1Z expected bright, got dim\n2026-11-26T09:00:00.2Z ##[error]exit code 1',
  annotations: [],
}

it('is opened as the next step once all is pushed, and its failing check goes to the agent by one press', async () => {
  await page.goto(`${server.origin}/t/${threadId}?panel=review`)
  await foot().getByRole('textbox', { name: 'Commit message' }).fill('Turn the lamps up')
  await foot().getByRole('button', { name: 'More that can be done' }).click()
  await page.getByRole('menuitem', { name: 'Open pull request… Commit' }).waitFor()
  await page.keyboard.press('Escape')
  await foot().getByRole('button', { name: 'Commit 1 file' }).click()
  await foot().getByRole('button', { name: 'Push', exact: true }).click()
  await foot().getByRole('button', { name: 'Open pull request…' }).click()
  await panel().getByRole('switch', { name: 'As a draft' }).click()
  await panel().getByRole('button', { name: 'Open as a draft' }).click()
  const card = panel().getByRole('article', { name: 'Pull request #1' })
  await card.getByText('A draft is not merged.').waitFor()
  await judge(page, () => card.waitFor())
  await card.getByRole('button', { name: 'Ready for review' }).click()
  await card.getByText('Can be merged into main.').waitFor()
  expect(lamps.pulls).toMatchObject([{ draft: false }])
  await card.getByText('No checks yet').waitFor()
  expect(lamps.pulls).toMatchObject([
    { title: 'Brighter lamps, at last', head: branch, user: 'ada' },
  ])

  lamps.checks.set(headOf(branch)!, [check])
  lamps.pulls[0]!.mergeableState = 'blocked'
  const user = { login: 'grace' }
  const at = '2026-11-26T09:00:00Z'
  lamps.pulls[0]!.reviews.push({
    id: 1,
    user,
    state: 'CHANGES_REQUESTED',
    body: 'Warmer, please.',
    submitted_at: at,
  })
  lamps.pulls[0]!.comments.push({
    id: 2,
    user,
    body: 'Why so bright?',
    path: 'lamp.txt',
    line: 1,
    diff_hunk: '@@ -0,0 +1 @@\n+bright',
    created_at: at,
  })
  await card.getByText('1 running').waitFor()
  await card.getByText('grace wants changes').waitFor()
  Object.assign(check, {
    status: 'completed',
    conclusion: 'failure',
    output: { title: '1 of 3 failed', summary: null },
  })
  await card.getByText('1 failed', { exact: true }).waitFor()
  await card.getByText('do not let it be merged yet').waitFor()
  await judge(page, () => card.waitFor())
  // Also on a phone, where the changes are a page of their own.
  await hidePanel()
  await foot().getByText('Pull request #1 · 1 failed').waitFor()
  await judge(page, () => foot().waitFor())
  await foot().getByRole('button', { name: '#1: checks failed…' }).click()

  await card.getByRole('button', { name: 'Send to the agent: test' }).click()
  await card.getByText('The agent has it.').waitFor()
  await card.getByRole('button', { name: 'Send to the agent: grace at lamp.txt:1' }).click()
  const messages = async () => (await server.snapshot(threadId)).turns.map((turn) => turn.text)
  await expect
    .poll(messages, soon)
    .toEqual([
      expect.stringContaining('Make the lamps brighter'),
      expect.stringMatching(
        /^The check “test” of pull request #1 failed[^]+> 1 of 3 failed[^]+expected bright, got dim/,
      ),
      expect.stringMatching(
        /^grace commented on pull request #1, at lamp\.txt:1[^]+> Why so bright\?/,
      ),
    ])
  await rest(server, threadId)
})

it('passes, is merged as it was seen, and its thread can be archived', async () => {
  const card = panel().getByRole('article', { name: 'Pull request #1' })
  commitAndPush('Not so bright')
  lamps.checks.set(headOf(branch)!, [
    { ...check, id: newId(), conclusion: 'success', output: { title: null, summary: null } },
  ])
  lamps.pulls[0]!.mergeableState = 'clean'
  await card.getByText('1 passed').waitFor()
  await hidePanel()
  await foot().getByText('Pull request #1 · 1 passed').waitFor()
  await foot().getByRole('button', { name: 'Merge #1…' }).click()
  await card
    .getByRole('combobox', { name: 'How it is merged' })
    .selectOption({ label: 'With a merge commit' })
  await card.getByRole('button', { name: 'Merge into main' }).click()
  // Before it “can be merged into main.”
  await card.getByText(/^Merged into main\./).waitFor()
  expect(lamps.pulls[0]).toMatchObject({ merged: true, mergedWith: 'merge' })
  await judge(page, () => card.waitFor())
  await hidePanel()
  await foot().getByText('Pull request #1 was merged').waitFor()
  await foot().getByRole('button', { name: 'Archive' }).waitFor()
  await page.getByRole('button', { name: 'Close the changes' }).click()
  await page.getByRole('button', { name: 'Pull request 1: Merged' }).click()
  await card.getByRole('button', { name: 'Archive the thread' }).click()
  await server.until(threadId, ({ archived }) => archived)
  const { projectPath } = await server.snapshot(threadId)
  expect(git(projectPath, 'status', '--porcelain')).toBe('M README.md')
  expect(readFileSync(join(projectPath, 'README.md'), 'utf8')).toMatch(new RegExp(`${own}$`))
  expect(tab.complaints.filter((text) => !/40[0-9]|422/.test(text))).toEqual([])
})
