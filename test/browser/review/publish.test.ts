// A thread's work on its way at the foot of its changes: a hook that fails and then passes, a push that comes back and is
// recovered by a rebase, a conflict that is foreseen, taken back, solved by hand and by the agent, a merge, also as one commit
// or without a commit of its own, and the archive.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ScenarioInput } from '@a-parallel/scripted-model'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, inPalette, insist, openMenu, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { judge } from '../../support/pages/judge.ts'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said } from '../../support/threads.ts'

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let repository: string
let bare: string
let projectId: string

const look = (path: string) => ({ tool: 'Read', input: { file_path: `{{cwd}}/${path}` } })

const goesOn = 'git add a.txt && git -c core.editor=true merge --continue'
/** What the agent does about a conflict that it is handed. */
const solving: ScenarioInput = {
  name: 'solve',
  match: 'Solve the conflicts so that the intent of both sides holds',
  steps: [
    [look('a.txt')],
    [
      {
        tool: 'Write',
        input: { file_path: '{{cwd}}/a.txt', content: 'hello, and goodbye\n' },
      },
    ],
    [{ tool: 'Bash', input: { command: goesOn, description: 'End the merge' } }],
    'It says both now.',
  ],
}

beforeAll(async () => {
  server = await startTestServer({
    env: { A_PARALLEL_WEB: builtApp, A_PARALLEL_MEMORY_FLOOR_MB: '0' },
    scenarios: [solving],
  })
  repository = server.repository('shop', { 'a.txt': 'one\n', 'mine.txt': 'mine\n' })
  bare = join(server.folder, 'bare.git')
  git(server.folder, 'init', '-q', '--bare', '-b', 'main', bare)
  git(repository, 'remote', 'add', 'origin', bare)
  writeFileSync(join(repository, 'mine.txt'), 'the person works here\n')
  projectId = await server.addProject(repository)
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
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const foot = () => page.getByRole('region', { name: 'Next step' })
const press = (name: string | RegExp) => foot().getByRole('button', { name }).click()
const says = (words: string) => foot().getByText(words, { exact: true }).waitFor()

async function threadThat(title: string, path: string, content: string) {
  const id = await server.thread({
    projectId,
    title,
    permissionMode: 'autoEdit',
    prompt: prompt(title, [look(path)], [write(path, content)], `Did: ${title}.`),
  })
  const { worktreePath, branch } = await rest(server, id)
  return { id, tree: worktreePath ?? '', branch: branch ?? '' }
}

async function openChanges(id: string): Promise<void> {
  await page.goto(`${server.origin}/t/${id}?panel=review`)
  await conversation(page).waitFor()
  await foot().waitFor()
}

async function hook(script: string): Promise<void> {
  const folder = join(repository, '.git/hooks')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'pre-commit'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  await server.trust(projectId)
}

it('goes from a failing hook to an archived thread', async () => {
  await hook('seq -f "looked at file %g" 400 >&2; echo the tests fail >&2; exit 1')
  const { id, tree, branch } = await threadThat('Change a', 'a.txt', 'first\n')
  await openChanges(id)
  const message = foot().getByRole('textbox', { name: 'Commit message' })
  await proposedAndUndone(message)
  await message.fill('Change what a says')
  await page.reload()
  await expect.poll(() => message.inputValue(), { timeout: 30_000 }).toBe('Change what a says')
  await press(/^Commit 1 file/)
  const printed = foot().getByRole('group', { name: 'What was printed' })
  await printed.getByText('the tests fail').waitFor()
  await foot()
    .getByText(/^\d+ earlier lines are not shown$/)
    .waitFor()
  expect(await message.inputValue()).toBe('Change what a says')
  await judge(page, () => foot().waitFor())
  await failsForWhoCommits()
  await hook('echo looked at all of it >&2')
  await press(/^Commit 1 file/)
  await says('Committed.')
  await printed.getByText('looked at all of it').waitFor()
  await judge(page, () => printed.waitFor())
  await hook('true')

  const letThrough = slowRemote()
  await press('Push')
  await foot().getByRole('progressbar').waitFor()
  letThrough()
  await says(`Pushed to origin/${branch}.`)
  const other = join(server.folder, 'other')
  git(server.folder, 'clone', '-q', '-b', branch, bare, other)
  git(
    other,
    '-c',
    'user.name=B',
    '-c',
    'user.email=b@example.test',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'B',
  )
  git(other, 'push', '-q', 'origin', branch)
  writeFileSync(join(tree, 'more.txt'), 'more\n')
  await page.reload()
  await message.fill('More')
  await committedOnceSeen(tree, message)
  await press('Push')
  await foot().getByText('The branch on origin has commits that are not here: 1.').waitFor()
  await press('Rebase onto it and push')
  await expect
    .poll(() => git(bare, 'log', '--format=%s', '-3', branch), { timeout: 30_000 })
    .toBe('More\nB\nChange what a says')
  await walkHistory()

  await press('Merge into main')
  await says('Merged into main. The thread can be archived.')
  expect(git(repository, 'show', 'main:a.txt')).toBe('first')
  expect(git(repository, 'status', '--porcelain')).toBe('M mine.txt')
  await pane().getByRole('button', { name: 'Commits of the branch' }).click()
  await expect.poll(() => commits().getByText('In the base').count(), soon).toBe(3)
  await press('Archive')
  await server.until(id, ({ archived }) => archived)
  expect(readFileSync(join(repository, 'mine.txt'), 'utf8')).toBe('the person works here\n')
})

/** What was typed comes back, by the key that undoes and by a button; with nothing typed there is nothing to undo. */
async function proposedAndUndone(message: Locator): Promise<void> {
  const undo = foot().getByRole('button', { name: 'Undo, back to what I wrote' })
  const propose = async (typed: string) => {
    await press('Propose a message')
    // The agent is asked.
    await expect.poll(() => message.inputValue(), { timeout: 60_000 }).not.toBe(typed)
  }
  await propose('')
  expect(await undo.count()).toBe(0)
  await message.fill('What I\n\ntyped')
  await propose('What I\n\ntyped')
  const proposed = await message.inputValue()
  await undo.waitFor()
  await expect.poll(() => message.evaluate((own) => own.matches(':focus')), soon).toBe(true)
  await page.keyboard.press('Control+z')
  await expect.poll(() => message.inputValue(), soon).toBe('What I\n\ntyped')
  await undo.waitFor({ state: 'detached' })
  await propose('What I\n\ntyped')
  await message.fill(`${proposed} and more`)
  await undo.press('Enter')
  await expect.poll(() => message.inputValue(), soon).toBe('What I\n\ntyped')
  await undo.waitFor({ state: 'detached' })
  await chooseStyle('Conventional Commits')
  await propose('What I\n\ntyped')
  await page.reload()
  await expect.poll(lastAsked, soon).toContain('Follow Conventional Commits')
  await chooseStyle('Like this repository’s commits')
  expect(lastAsked()).toContain('Follow Conventional Commits')
}

const lastAsked = () =>
  server.model.requests().findLast(({ userText }) => userText.includes('Write the message for'))
    ?.userText

/** One of two, the other of which is chosen until then; the server has kept it. */
async function chooseStyle(name: string): Promise<void> {
  const button = foot().getByRole('button', { name: 'Style of proposed messages' })
  await openMenu(button)
  const style = page.getByRole('menuitemradio', { name })
  expect(await style.getAttribute('aria-checked')).toBe('false')
  const kept = page.waitForResponse((response) => response.request().method() === 'PATCH')
  await style.click()
  expect((await kept).status()).toBe(200)
}

/** What is written behind the reader's back is told, shown, and committed at the next press. */
async function committedOnceSeen(tree: string, message: Locator): Promise<void> {
  await pane().getByRole('group', { name: 'more.txt' }).getByText('more', { exact: true }).waitFor()
  const before = git(tree, 'rev-parse', 'HEAD')
  writeFileSync(join(tree, 'more.txt'), 'more than was seen\n')
  await pane().getByText('1 file changed meanwhile').waitFor()
  await press(/^Commit 1 file/)
  const alert = foot().getByRole('alert')
  await alert.getByText('Something was written or staged here since you looked').waitFor()
  await pane().getByText('more than was seen').waitFor()
  expect(git(tree, 'rev-parse', 'HEAD')).toBe(before)
  expect(git(tree, 'status', '--porcelain')).toBe('?? more.txt')
  expect(await message.inputValue()).toBe('More')
  await judge(page, () => alert.waitFor())
  await press(/^Commit 1 file/)
  await says('Committed.')
}

/** A push waits on the other side until it is let through. */
function slowRemote(): () => void {
  const gate = join(bare, 'let-through')
  const script = `#!/bin/sh\nwhile [ ! -e '${gate}' ]; do sleep 0.1; done\n`
  writeFileSync(join(bare, 'hooks', 'pre-receive'), script, { mode: 0o755 })
  return () => writeFileSync(gate, '')
}

/** For want of a program that signs, and of a name. */
async function failsForWhoCommits(): Promise<void> {
  await hook('true')
  git(repository, 'config', 'commit.gpgSign', 'true')
  git(repository, 'config', 'gpg.program', join(server.folder, 'no-such-program'))
  await server.trust(projectId)
  await press(/^Commit 1 file/)
  const alert = foot().getByRole('alert')
  await alert.getByText('Git could not sign the commit, so none was made').waitFor()
  await alert.getByText('no-such-program').waitFor()
  for (const key of ['commit.gpgSign', 'gpg.program']) git(repository, 'config', '--unset', key)
  const name = git(repository, 'config', 'user.name')
  git(repository, 'config', '--unset', 'user.name')
  await page.reload()
  await foot().getByText('Git knows no name and address to commit with', { exact: false }).waitFor()
  expect(
    await foot()
      .getByRole('button', { name: /^Commit 1 file/ })
      .isDisabled(),
  ).toBe(true)
  git(repository, 'config', 'user.name', name)
  await page.reload()
  await foot()
    .getByRole('button', { name: /^Commit 1 file/ })
    .waitFor()
}

const soon = { timeout: 20_000 }
const commits = () => pane().getByRole('list', { name: 'Commits of the branch' })
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')

/** By keys alone: from the commits to one of them, to its neighbour, and back. */
async function walkHistory(): Promise<void> {
  await pane().focus()
  await page.keyboard.press('h')
  await expect.poll(focused, soon).toContain('More')
  expect(await commits().getByRole('listitem').count()).toBe(3)
  expect(await commits().getByText('Pushed', { exact: true }).count()).toBe(3)
  await judge(page, () => commits().getByText('More', { exact: true }).waitFor())
  await commits().getByRole('button', { name: 'More' }).focus()
  await page.keyboard.press('j')
  await expect.poll(focused, soon).toContain('B')
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused, soon).toContain('Change what a says')
  await page.keyboard.press('Enter')
  await pane().getByRole('group', { name: 'a.txt' }).getByText('first').waitFor()
  await pane().getByRole('button', { name: 'Newer commit' }).click()
  await pane().getByRole('button', { name: 'Newer commit' }).click()
  await pane().getByRole('group', { name: 'more.txt' }).waitFor()
  await judge(page, () => pane().getByRole('group', { name: 'more.txt' }).waitFor())
  await pane().getByRole('button', { name: 'All commits' }).press('Enter')
  await expect.poll(focused, soon).toContain('More')
  await page.keyboard.press('h')
  await pane().getByText('Nothing to review').waitFor()
}

/** What two turns left behind, and nobody has committed. */
async function isForeseenUncommitted(id: string): Promise<void> {
  await openChanges(id)
  const told = foot().getByText(
    'As the last turn left it, conflicts with the thread “Say hello” in a.txt',
  )
  await told.waitFor()
  await foot()
    .getByRole('button', { name: /^Commit 1 file/ })
    .waitFor()
  await judge(page, () => told.waitFor())
}

it('foresees a conflict with another thread, takes it back, merges what the agent made of it, and is deleted', async () => {
  const first = await threadThat('Say hello', 'a.txt', 'hello\n')
  const second = await threadThat('Say goodbye', 'a.txt', 'goodbye\n')
  await isForeseenUncommitted(second.id)
  for (const [{ id, tree }, message] of [
    [first, 'Hello'],
    [second, 'Goodbye'],
  ] as const) {
    const head = git(tree, 'rev-parse', 'HEAD')
    await server.api('POST', `/api/threads/${id}/commit`, { message, head, all: true })
  }
  writeFileSync(join(second.tree, 'b.txt'), 'b\n')
  await openChanges(second.id)
  await foot().getByRole('textbox').fill('A message\n\nwith a body')
  await press(/^Commit 1/)
  await foot().getByText('Conflicts with the thread “Say hello” in a.txt').waitFor()
  // Whatever the others do meanwhile is seen from here.
  await threadThat('Say b', 'b.txt', 'another b\n')
  await foot().getByText('Conflicts with the thread “Say b” in b.txt').waitFor()
  const head = git(first.tree, 'rev-parse', 'HEAD')
  await server.api('POST', `/api/threads/${first.id}/merge`, { how: 'merge', head })
  await foot().getByText('Will conflict with main in a.txt').waitFor()
  git(repository, 'remote', 'remove', 'origin')
  await page.reload()
  await foot().getByText('Will conflict with main in a.txt').waitFor()
  await press('Update from main')
  await foot().getByText('1 file was changed in the same places on both sides.').waitFor()
  await judge(page, () => foot().waitFor())
  const place = pane().getByRole('group', { name: 'a.txt', exact: true })
  await place.getByRole('button', { name: 'a.txt: Both' }).click()
  await foot().getByText('All conflicts are solved.').waitFor()
  expect(readFileSync(join(second.tree, 'a.txt'), 'utf8')).toBe('goodbye\nhello\n')
  await press('Take it all back')
  await foot().getByText('Will conflict with main in a.txt').waitFor()
  expect(readFileSync(join(second.tree, 'a.txt'), 'utf8')).toBe('goodbye\n')
  await press('Update from main')
  await place.getByRole('button', { name: 'Solve the conflict in a.txt' }).click()
  await page.getByRole('menuitem', { name: 'This thread’s' }).click()
  await foot().getByText('All conflicts are solved.').waitFor()
  await press('Go on')
  await foot().getByRole('button', { name: 'Merge into main' }).waitFor()
  expect(git(second.tree, 'show', 'HEAD:a.txt')).toBe('goodbye')
  git(second.tree, 'reset', '-q', '--hard', 'HEAD~1')
  await page.reload()
  await solvedByAgent(second)
  await press('Merge into main')
  await says('Merged into main. The thread can be archived.')
  expect(git(repository, 'show', 'main:a.txt')).toBe('hello, and goodbye')
  expect(git(repository, 'status', '--porcelain')).toBe('M mine.txt')
  expect(readFileSync(join(repository, 'mine.txt'), 'utf8')).toBe('the person works here\n')
  await deletedAfterMerge(second)
})

/** Nothing is lost by it, so nothing is asked. The branch stays for a while. */
async function deletedAfterMerge({ tree, branch }: { tree: string; branch: string }) {
  await openMenu(foot().getByRole('button', { name: 'More that can be done' }))
  await page.getByRole('menuitem', { name: /^Delete the thread…/ }).click()
  await page
    .getByRole('region', { name: 'Notices' })
    .getByText('Deleted “Say goodbye”', { exact: true })
    .waitFor()
  await expect.poll(() => existsSync(tree), soon).toBe(false)
  expect(git(repository, 'branch', '--list', branch)).not.toBe('')
  expect(git(repository, 'status', '--porcelain')).toBe('M mine.txt')
}

/** It edits the file, and ends what git is in the middle of once it is allowed to. */
async function solvedByAgent({ id, tree }: { id: string; tree: string }): Promise<void> {
  const before = git(tree, 'rev-parse', 'HEAD')
  await press('Update from main')
  await press('Let the agent solve it')
  await says('The agent was asked to solve it.')
  const asks = page.getByRole('region', { name: /^Allow/ })
  await asks.getByText(goesOn, { exact: true }).waitFor()
  expect(git(tree, 'diff', '--name-only', '--diff-filter=U')).toBe('a.txt')
  await page.keyboard.press('Alt+P')
  await insist(
    () => page.keyboard.press('1'),
    async () => !(await asks.isVisible()),
  )
  expect(said(await rest(server, id)).at(-1)).toBe('It says both now.')
  expect(git(tree, 'log', '-1', '--format=%P')).toBe(
    `${before} ${git(repository, 'rev-parse', 'main')}`,
  )
  expect(git(tree, 'status', '--porcelain')).toBe('')
}

/** Commits on top of a branch, none of which changes a file; of the longest history at once. */
function commitMany(tree: string, branch: string, count: number): void {
  const stream = Array.from({ length: count }, (_, index) => {
    const subject = `Number ${index + 1}.`
    const from = index === 0 ? `from refs/heads/${branch}^0\n` : ''
    return `commit refs/heads/${branch}\ncommitter Ada <ada@example.test> ${1_900_000_000 + index} +0000\ndata ${subject.length}\n${subject}\n${from}\n`
  })
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: tree,
    input: stream.join(''),
    stdio: 'pipe',
  })
}

it('reaches the oldest of many commits by keys', async () => {
  const { id, tree, branch } = await threadThat('Many commits', 'many.txt', 'many\n')
  git(tree, 'add', '-A')
  git(tree, 'commit', '-q', '--no-verify', '-m', 'The first of all')
  commitMany(tree, branch, 450)
  await openChanges(id)
  await pane().focus()
  await page.keyboard.press('h')
  await expect.poll(focused, soon).toContain('Number 450.')
  await page.keyboard.press('End')
  await expect.poll(focused, soon).toContain('Number 251.')
  const toTheEnd = async () => {
    await page.keyboard.press('End')
    return focused()
  }
  await expect.poll(toTheEnd, soon).toContain('The first of all')
  await page.keyboard.press('Home')
  await expect.poll(focused, soon).toContain('Number 450.')
})

it('signs off and amends, and goes into the base as one commit or as those it has', async () => {
  const squashed = await threadThat('Sign it', 'signed.txt', 'signed\n')
  await openChanges(squashed.id)
  const message = foot().getByRole('textbox', { name: 'Commit message' })
  await message.fill('Sign the work')
  await foot().getByRole('checkbox', { name: 'Sign off' }).check()
  await press(/^Commit 1 file/)
  await says('Committed.')
  const log = (cwd: string, ...args: string[]) => git(cwd, 'log', '--format=%s', ...args)
  expect(git(squashed.tree, 'log', '-1', '--format=%B')).toMatch(
    /^Sign the work\n\nSigned-off-by: Ada <ada@example\.com>$/,
  )
  writeFileSync(join(squashed.tree, 'sealed.txt'), 'sealed\n')
  await page.reload()
  await message.fill('Sign all of the work')
  await foot().getByRole('checkbox', { name: 'Amend the last commit' }).check()
  await press('Reword the last commit')
  await says('Committed.')
  expect(git(squashed.tree, 'status', '--porcelain')).toBe('?? sealed.txt')
  git(squashed.tree, 'add', 'sealed.txt')
  await page.reload()
  await message.fill('Sign all of the work')
  await foot().getByRole('checkbox', { name: 'Amend the last commit' }).check()
  await press(/^Commit 1 file/)
  await says('Committed.')
  expect(log(squashed.tree, 'main..')).toBe('Sign all of the work')
  git(squashed.tree, 'commit', '-q', '--allow-empty', '-m', 'And one more')
  const before = git(repository, 'rev-parse', 'main')
  await page.reload()
  await foot().getByRole('button', { name: 'Merge into main' }).waitFor()
  await openMenu(foot().getByRole('button', { name: 'More that can be done' }))
  await page.getByRole('menuitem', { name: 'Squash into main' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Squash into main' }).click()
  await says('Merged into main. The thread can be archived.')
  expect(git(repository, 'log', '-1', '--format=%P', 'main')).toBe(before)
  expect(git(repository, 'show', 'main:sealed.txt')).toBe('sealed')

  const rebased = await threadThat('Rebase it', 'rebased.txt', 'rebased\n')
  for (const subject of ['One', 'Two']) {
    writeFileSync(join(rebased.tree, 'rebased.txt'), subject)
    git(rebased.tree, 'add', '-A')
    git(rebased.tree, 'commit', '-q', '--no-verify', '-m', subject)
  }
  // Meanwhile the base goes on, away from any checkout.
  const next = git(repository, 'commit-tree', '-p', 'main', '-m', 'Meanwhile', 'main^{tree}')
  git(rebased.tree, 'update-ref', 'refs/heads/main', next)
  await openChanges(rebased.id)
  await foot().getByRole('button', { name: 'Merge into main' }).waitFor()
  await (await listed(/^Update the branch from its base by rebase/)).waitFor()
  await byName(/^Merge the branch into its base by rebase/)
  await says('Merged into main. The thread can be archived.')
  expect(log(repository, '-3', 'main')).toBe('Two\nOne\nMeanwhile')
  expect(git(repository, 'status', '--porcelain')).toBe('M mine.txt')
})

const listed = (name: RegExp) => inPalette(page, `>${name.source.slice(1)}`, name)
/** Done by its name, from the palette. */
const byName = async (name: RegExp) => (await listed(name)).click()
