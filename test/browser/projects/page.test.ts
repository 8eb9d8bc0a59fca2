// What a person sets about a project in the app: each field kept by itself, seen in the lists and in the next thread; its
// place by keys and by hand; and how it is put away, brought back and taken off the list.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversation, insist, openMenu } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt, write } from '../../support/scripts.ts'
import { rest } from '../../support/threads.ts'

browserRig()

const side = () => page.getByRole('navigation', { name: 'Projects and threads' })
const heading = (name: string) => side().getByRole('button', { name, exact: true })
const names = () => side().locator('h2 button').allTextContents()
const main = () => page.getByRole('main')
const saved = () => main().getByText('Saved', { exact: true })

const kept = async () => {
  const { projects } = (await server.api('GET', '/api/projects')).body
  return projects.find(({ id }: { id: string }) => id === projectId)
}

async function choose(entry: string, name = 'Shop window'): Promise<void> {
  await openMenu(side().getByRole('button', { name: `Project ${name}` }))
  await page.getByRole('menuitem', { name: entry }).click()
}

beforeAll(async () => {
  await page.goto(`${server.origin}/`)
})
// The browser tells of the refused folder, too.
afterAll(() => expect(tab.complaints.filter((text) => !text.includes('422'))).toEqual([]))

it('is found in the menu, and each field is kept by itself', async () => {
  await choose('Settings…', 'shop')
  await page.getByRole('heading', { level: 1, name: 'Settings of shop' }).waitFor()
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('Shop window')
  await name.press('Enter')
  await heading('Shop window').waitFor()
  await page.getByRole('radio', { name: 'Teal' }).press('Space')
  await expect.poll(() => saved().count()).toBe(2)
  const prefix = page.getByRole('textbox', { name: 'Branch prefix' })
  await prefix.fill('-x')
  await prefix.press('Tab')
  await main().getByText('Not saved: letters, digits').waitFor()
  await prefix.fill('ana')
  await prefix.press('Tab')
  await main().getByText('Not saved: letters, digits').waitFor({ state: 'detached' })
  await openMenu(page.getByRole('button', { name: /^Model/ }))
  await page.getByRole('menuitemradio', { name: /^Haiku/ }).click()
  await page.getByRole('combobox', { name: 'Permissions' }).selectOption('Plan')
  const style = page.getByRole('combobox', { name: 'Style of commit messages' })
  await style.selectOption('Conventional Commits')
  await expect.poll(async () => (await kept()).commitStyle).toBe('conventional')
  const told = page.getByRole('textbox', { name: 'Instructions for agents' })
  await told.fill('Answer in verse.')
  await told.press('Control+Enter')
  await expect.poll(() => saved().count()).toBe(7)
  // What was not kept for a reason that is over can be sent again as it stands.
  const at = `**/api/projects/${projectId}`
  await page.route(at, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
  )
  await told.fill('Answer in prose.')
  await told.press('Control+Enter')
  await main().getByText('Not saved:').waitFor()
  await page.unroute(at)
  // The browser itself complains of the request that never went out.
  await expect.poll(() => tab.complaints.length).toBe(1)
  expect(tab.complaints.pop()).toContain('ERR_FAILED')
  await told.press('Control+Enter')
  await main().getByText('Not saved:').waitFor({ state: 'detached' })
  await expect.poll(async () => (await kept()).instructions).toBe('Answer in prose.')
  // What was typed is kept when the page is left, too.
  await told.fill('Answer in verse, always.')
  await page.getByRole('link', { name: 'Worktree setup' }).click()
  await page.getByRole('link', { name: 'General', exact: true }).click()
  await expect.poll(() => told.inputValue()).toBe('Answer in verse, always.')
  await page.reload()
  await expect.poll(() => told.inputValue()).toBe('Answer in verse, always.')
  expect(await page.getByRole('radio', { name: 'Teal' }).isChecked()).toBe(true)
  expect(await prefix.inputValue()).toBe('ana')
})

it('is where the worktrees of new threads lie, in a folder that is fit for them', async () => {
  await page.goto(`${server.origin}/projects/${projectId}`)
  const field = page.getByRole('textbox', { name: 'Folder for worktrees' })
  const { path } = await kept()
  await field.fill(path)
  await field.press('Tab')
  await main().getByText(`No worktrees can lie in ${path}.`).waitFor()
  expect(await field.inputValue()).toBe(path)
  expect((await kept()).worktreeFolder).toBeNull()
  const fast = join(server.folder, 'fast disk')
  mkdirSync(fast)
  await field.fill(fast)
  await field.press('Tab')
  await expect.poll(async () => (await kept()).worktreeFolder).toBe(fast)
  await main().getByText('No worktrees can lie').waitFor({ state: 'detached' })
  await judge(page, () => field.waitFor())
})

it('is what the next thread begins with', async () => {
  await page.goto(`${server.origin}/new?project=${projectId}`)
  await page.getByRole('button', { name: /Model\s*Haiku/ }).waitFor()
  await page.getByRole('button', { name: /Permissions\s*Plan/ }).waitFor()
  const box = page.getByRole('textbox', { name: 'What the agent should do' })
  await box.fill('Say it')
  await page.getByRole('button', { name: 'Start' }).click()
  await page.waitForURL(/\/t\//)
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const { model, permissionMode, worktree } = await rest(server, id)
  expect([model, permissionMode, worktree?.branch]).toEqual([
    'haiku',
    'plan',
    expect.stringMatching(/^ana\//),
  ])
  expect(worktree?.path).toContain(join(server.folder, 'fast disk'))
  const asked = server.model.requests().find(({ userText }) => userText === 'Say it')
  expect(asked?.system).toContain('Answer in verse, always.')
  // What the project says is no choice of the person's: elsewhere it is as it was.
  const other = await server.addProject(server.repository('other'))
  await page.goto(`${server.origin}/new?project=${other}`)
  await page.getByRole('button', { name: /Model\s*Sonnet/ }).waitFor()
})

it('is where the next thread’s branch begins, and what it may cost until somebody is asked', async () => {
  const { path } = await kept()
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, encoding: 'utf8' })
  git('branch', 'next')
  git('commit', '-q', '--allow-empty', '-m', 'Main went on')
  await page.goto(`${server.origin}/projects/${projectId}`)
  await main()
    .getByRole('button', { name: /Base branch/ })
    .press('Enter')
  await page
    .getByRole('list', { name: 'Base branch' })
    .getByRole('button', { name: 'next' })
    .press('Enter')
  await expect.poll(async () => (await kept()).defaultBranch).toBe('next')
  const budget = page.getByRole('textbox', { name: 'Budget (US$)' })
  await budget.fill('-3')
  await budget.press('Tab')
  await main().getByText('Enter an amount above zero, or nothing.').waitFor()
  await budget.fill('0,0001')
  await budget.press('Enter')
  await expect.poll(async () => (await kept()).budgetUsd).toBe(0.0001)

  await page.goto(`${server.origin}/new?project=${projectId}`)
  await page.getByRole('button', { name: /Base branch\s*next/ }).waitFor()
  const box = page.getByRole('textbox', { name: 'What the agent should do' })
  await box.fill(prompt('And now', 'It is done.'))
  await page.getByRole('button', { name: 'Start' }).click()
  const card = page.getByRole('region', { name: 'Budget reached' })
  await card.getByText('The threads of this project have used').waitFor()
  await card.getByRole('textbox', { name: 'New budget' }).fill('50')
  await insist(
    () => card.getByRole('button', { name: 'Raise and go on' }).click({ timeout: 1_000 }),
    async () => (await kept()).budgetUsd === 50,
  )
  await conversation(page).getByText('It is done.', { exact: true }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const { worktree } = await rest(server, id)
  expect(git('rev-parse', String(worktree?.branch))).toBe(git('rev-parse', 'next'))
  expect(git('rev-parse', 'next')).not.toBe(git('rev-parse', 'main'))
})

it('is moved by keys with the focus on it, and by hand', async () => {
  await server.addProject(server.repository('third'))
  await expect.poll(names).toEqual(['Shop window', 'other', 'third'])
  await heading('Shop window').focus()
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect.poll(names).toEqual(['other', 'Shop window', 'third'])
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await expect.poll(focused).toBe('Shop window')
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect.poll(names).toEqual(['other', 'third', 'Shop window'])
  await expect.poll(focused).toBe('Shop window')
  await heading('Shop window').dragTo(heading('other'), { targetPosition: { x: 20, y: 2 } })
  await expect.poll(names).toEqual(['Shop window', 'other', 'third'])
  await choose('Move up', 'third')
  await expect.poll(names).toEqual(['Shop window', 'third', 'other'])
  await page.reload()
  await expect.poll(names).toEqual(['Shop window', 'third', 'other'])
})

it('is put away after its threads were asked about, and brought back', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Go', write('x.txt', 'x'), 'Done.') })
  await server.api('POST', `/api/threads/${id}/stop`)
  const body = {
    projectId,
    permissionMode: 'confirmEdit',
    prompt: prompt('Ask', write('x.txt', 'x')),
  }
  const waits = await server.thread(body)
  await server.untilStatus(waits, 'waiting')
  await page.goto(`${server.origin}/settings/projects`)
  const dialog = page.getByRole('alertdialog', { name: 'Archive “Shop window”?' })
  await judge(page, async () => {
    if (await dialog.isVisible()) return
    await openMenu(main().getByRole('button', { name: 'Project Shop window' }))
    await page.getByRole('menuitem', { name: 'Archive', exact: true }).click()
    await dialog.getByText('1 thread is at work here').waitFor()
  })
  await dialog.getByRole('button', { name: 'Stop and archive' }).click()
  await server.untilStatus(waits, 'stopped')
  await expect.poll(names).toEqual(['third', 'other'])
  const away = main().getByRole('region', { name: 'Archived' })
  await away.getByText('Shop window').waitFor()
  await away.getByRole('button', { name: 'Bring Shop window back' }).click()
  await expect.poll(names).toEqual(['Shop window', 'third', 'other'])
  await choose('Archive', 'third')
  await expect.poll(names).toEqual(['Shop window', 'other'])
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(names).toEqual(['Shop window', 'third', 'other'])
})

it('leaves the list after it was said what stays', async () => {
  const { path, branches } = (await server.api('GET', `/api/projects/${projectId}/remains`)).body
  const dialog = page.getByRole('alertdialog', { name: 'Remove “Shop window” from the list?' })
  await judge(page, async () => {
    if (await dialog.isVisible()) return
    await openMenu(main().getByRole('button', { name: 'Project Shop window' }))
    await page.getByRole('menuitem', { name: 'Remove from list…' }).click()
    await dialog.getByText(path, { exact: true }).waitFor()
  })
  await dialog.getByText(branches[0], { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Remove from list' }).click()
  await expect.poll(names).toEqual(['third', 'other'])
})
