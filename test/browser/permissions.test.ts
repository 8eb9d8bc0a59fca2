// What agents ask for permission, answered in the built app: once, for the thread, for the project, or not.
import { existsSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { conversation, insist, openThread } from '../support/app-page.ts'
import { judge } from '../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../support/pages/rig.ts'
import { bash, prompt, write } from '../support/scripts.ts'
import { asked, decide, rest, said, talk } from '../support/threads.ts'

browserRig()

/** Reading outside the checkout asks, and is what the agent does side by side. */
const read = (name: string) => ({ tool: 'Read', input: { file_path: join(server.folder, name) } })

const card = (name: string | RegExp = /^Allow/) => page.getByRole('region', { name })

const press = (key: string, took: () => Promise<boolean>) =>
  insist(() => page.keyboard.press(key), took)

const talkInto = (id: string, text: string) =>
  server.api('POST', `/api/threads/${id}/messages`, { text })

const notices = () => page.getByRole('region', { name: 'Notices' })
/** The way back from what was done last. */
const undo = () => notices().getByRole('button', { name: 'Undo' }).last().click()

const hidden = async (place: Locator) => !(await place.isVisible())

it('three are open at once and answered in order, by key', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt('Read', [read('one'), read('two'), read('three')], 'Read.'),
  })
  await asked(server, id, 3)
  await openThread(page, server, id)
  for (const [at, name] of ['one', 'two', 'three'].entries()) {
    const whole = card().getByText(join(server.folder, name), { exact: true })
    await whole.waitFor()
    if (at < 2)
      await card()
        .getByText(`1 of ${3 - at}`)
        .waitFor()
    await page.keyboard.press('Alt+P')
    await press('1', () => hidden(whole))
  }
  await rest(server, id)
  expect(tab.complaints).toEqual([])
})

it('a rule for the project silences the next, but no command that does more', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Touch',
      bash('touch one.txt'),
      bash('touch two.txt'),
      bash('touch three.txt && rm two.txt'),
      'Done.',
    ),
  })
  await openThread(page, server, id)
  await card().getByText('touch one.txt', { exact: true }).waitFor()
  await card().getByText('Bash(touch *)').waitFor()
  await page.keyboard.press('Alt+P')
  const pattern = page.getByRole('textbox', { name: /^Command/ })
  await press('3', () => pattern.isVisible())
  expect(await pattern.inputValue()).toBe('touch *')
  await pattern.fill('rm *')
  await card().getByText('This rule does not match what is asked here.').waitFor()
  expect(await page.getByRole('button', { name: 'Always allow' }).isDisabled()).toBe(true)
  await pattern.fill('touch *')
  await card().getByText('It would have answered 1 of 1 requests').waitFor()
  await pattern.press('Enter')
  await card().getByText('touch three.txt && rm two.txt', { exact: true }).waitFor()
  const { worktreePath } = await server.snapshot(id)
  expect(existsSync(join(worktreePath!, 'two.txt'))).toBe(true)
  await page.keyboard.press('Alt+P')
  await press('Enter', () => hidden(card()))
  expect(said(await rest(server, id)).at(-1)).toBe('Done.')

  const other = await server.thread({
    projectId,
    prompt: prompt('Elsewhere', bash('touch four.txt'), 'Done elsewhere.'),
  })
  expect(said(await rest(server, other)).at(-1)).toBe('Done elsewhere.')
  expect(tab.complaints).toEqual([])
})

it('a change too long to be shown whole says so beside its buttons, and can be looked at whole', async () => {
  const content = Array.from({ length: 2100 }, (_, at) => `${at}`).join('\n')
  const id = await server.thread({
    projectId,
    permissionMode: 'confirmEdit',
    prompt: prompt('Write', [write('long.txt', content)], 'Written.'),
  })
  await asked(server, id)
  await openThread(page, server, id)
  await card().getByText('Not all of it is shown here. 100 lines are missing.').waitFor()
  await card().getByRole('button', { name: 'Show all of it' }).click()
  const whole = page.getByRole('dialog').getByRole('group', { name: 'content' })
  await whole.waitFor()
  expect(await whole.textContent()).toBe(content)
  await page.keyboard.press('1')
  await page.keyboard.press('Escape')
  await whole.waitFor({ state: 'detached' })
  expect((await asked(server, id)).length).toBe(1)
  await page.keyboard.press('Alt+P')
  await press('1', () => hidden(card()))
  await rest(server, id)
  expect(tab.complaints).toEqual([])
})

it('a no reaches the agent with its reason; with “and stop” the turn ends', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt('Remove', bash('rm README.md'), bash('rm -r .'), 'Never said.'),
  })
  await openThread(page, server, id)
  await card().getByText('rm README.md', { exact: true }).waitFor()
  const reason = page.getByRole('textbox', { name: 'Why not? The agent reads this.' })
  await page.keyboard.press('Alt+P')
  await press('4', () => reason.isVisible())
  await page.keyboard.press('Escape')
  await reason.waitFor({ state: 'hidden' })
  expect((await asked(server, id)).length).toBe(1)
  await page.keyboard.press('Alt+P')
  await press('4', () => reason.isVisible())
  await reason.fill('We need that file')
  await page.reload()
  await card().waitFor()
  await page.keyboard.press('Alt+P')
  await press('4', () => reason.isVisible())
  expect(await reason.inputValue()).toBe('We need that file')
  await reason.press('Enter')
  await card().getByText('rm -r .', { exact: true }).waitFor()
  const heard = server.model.requests().flatMap((request) => request.toolResults)
  expect(heard.map(({ text }) => text).join()).toContain('We need that file')
  await page.keyboard.press('Alt+P')
  await press('4', () => reason.isVisible())
  await page.getByRole('checkbox', { name: /^and stop/ }).check()
  await page.getByRole('button', { name: 'Deny and stop' }).click()
  const { turns, worktreePath } = await server.untilStatus(id, 'stopped')
  expect(turns[0]?.state).toBe('interrupted')
  expect(existsSync(join(worktreePath!, 'README.md'))).toBe(true)
  expect(tab.complaints).toEqual([])
})

it('a rule of one thread stands at that thread, with its uses, and is removed there', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Make',
      bash('mkdir one.d'),
      bash('mkdir two.d'),
      bash('mkdir -p three.d'),
      'Made.',
    ),
  })
  await openThread(page, server, id)
  await card().getByText('mkdir one.d', { exact: true }).waitFor()
  await page.keyboard.press('Alt+P')
  await press('2', () => hidden(card()))
  await rest(server, id)
  const sign = page.getByRole('button', { name: '1 rule of this thread' })
  await sign.click()
  const window = page.getByRole('dialog', { name: 'Rules of this thread' })
  await window.getByText('Bash(mkdir *)').waitFor()
  await window.getByText('used 2 times').waitFor()
  await window.getByText('Made by you').waitFor()
  await judge(page, () => window.waitFor())
  await page.emulateMedia({ colorScheme: 'light' })
  await window.getByRole('button', { name: 'Remove Bash(mkdir *)' }).click()
  await window.getByText('No rules').waitFor()
  // The way back is in reach while the window is open, and leaves it open.
  await undo()
  await window.getByText('Bash(mkdir *)').waitFor()
  await window.getByText('Single commands of this form').waitFor()
  await window.getByRole('button', { name: 'Remove Bash(mkdir *)' }).click()
  await window.getByText('No rules').waitFor()
  await page.keyboard.press('Escape')
  await sign.waitFor({ state: 'detached' })
  await talkInto(id, prompt('Again', bash('mkdir four.d'), 'Made again.'))
  await card().getByText('mkdir four.d', { exact: true }).waitFor()
  await page.keyboard.press('Alt+P')
  await press('1', () => hidden(card()))
  await rest(server, id)
  expect((await server.snapshot(id)).rules).toEqual([])
  expect(tab.complaints).toEqual([])
})

it('a rule about a place says where a link leads, and allows nothing but that', async () => {
  const real = realpathSync(server.folder)
  writeFileSync(join(server.folder, 'notes.txt'), 'Notes\n')
  symlinkSync(join(real, 'notes.txt'), join(server.folder, 'link.txt'))
  const link = read('link.txt')
  const id = await server.thread({ projectId, prompt: prompt('Read', link, link, 'Read it.') })
  await openThread(page, server, id)
  const file = page.getByRole('region', { name: 'Allow reading this file?' })
  await file.getByText(`Leads to ${real}/notes.txt`).waitFor()
  await file.getByText(`Read(${real}/notes.txt)`).waitFor()
  await page.keyboard.press('Alt+P')
  await judge(page, () => file.waitFor())
  await page.emulateMedia({ colorScheme: 'light' })
  const place = file.getByRole('textbox', { name: /^Place from the root/ })
  await page.keyboard.press('Alt+P')
  await press('3', () => place.isVisible())
  await place.fill('/**')
  await file.getByText('Name a place from the root').waitFor()
  await place.fill(`${real}/*`)
  await file.getByText('Only what really lies there').waitFor()
  await file.getByRole('button', { name: 'Always allow', exact: true }).click()
  await conversation(page).getByText('Read it.', { exact: true }).waitFor()
  const [rule] = (await server.api('GET', '/api/rules')).body.rules
  expect(rule).toMatchObject({ kind: 'path', tool: 'Read', pattern: `${real}/*`, usedCount: 1 })
  await page.goto(`${server.origin}/settings/permissions`)
  await page.getByText('Only what really lies there').waitFor()
  await page.getByRole('button', { name: `Remove Read(${real}/*)` }).click()
  await notices().getByText(`Read(${real}/*) was removed`).waitFor()
  await notices().getByRole('button', { name: 'Close' }).last().click()
  expect(tab.complaints).toEqual([])
})

it('the rules stand in the settings, to be changed and removed', async () => {
  await page.goto(`${server.origin}/settings/permissions`)
  const list = page.getByRole('list', { name: 'Rules' })
  await list.getByText('Bash(touch *)').waitFor()
  await list.getByText('used 2 times').waitFor()
  await page.getByRole('combobox', { name: 'Project' }).selectOption({ label: 'shop' })
  await page.getByRole('button', { name: 'Edit Bash(touch *)' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit rule' })
  const pattern = dialog.getByRole('textbox', { name: /^Command/ })
  await pattern.fill('* x')
  await dialog.getByText('Begin with the name of a program, in full.').waitFor()
  await pattern.fill('touch four*')
  await dialog.getByRole('radio', { name: 'Deny' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await list.getByText('Bash(touch four*)').waitFor()
  await list.getByText('Deny', { exact: true }).waitFor()
  await undo()
  await list.getByText('Bash(touch *)').waitFor()
  await list.getByText('Allow', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Edit Bash(touch *)' }).click()
  await pattern.fill('touch four*')
  await dialog.getByRole('radio', { name: 'Deny' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await list.getByText('Bash(touch four*)').waitFor()
  await page.getByRole('button', { name: 'Remove Bash(touch four*)' }).click()
  await page.getByText('No rules').waitFor()
  await undo()
  await list.getByText('Bash(touch four*)').waitFor()
  await list.getByText('Deny', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Remove Bash(touch four*)' }).click()
  await page.getByText('No rules').waitFor()
  expect((await server.api('GET', '/api/rules')).body.rules).toEqual([])
  // What it would have answered is asked again.
  const id = await server.thread({ projectId, prompt: prompt('Five', bash('touch five'), 'Done.') })
  const [again] = await asked(server, id)
  expect(again?.title).toBe('touch five')
  await decide(server, id, again!, { decision: 'deny' })
  await rest(server, id)
  expect(tab.complaints).toEqual([])
})

it('bypass is off until it is switched on, and then shown in red for threads in a worktree alone', async () => {
  const hello = prompt('Hello', 'Hello.')
  const local = await server.thread({ projectId, mode: 'local', prompt: hello })
  const own = await server.thread({ projectId, prompt: hello })
  await Promise.all([rest(server, local), rest(server, own)])
  const modes = async (id: string) => {
    await openThread(page, server, id)
    await page.getByRole('button', { name: 'Permissions' }).click()
    await page.getByRole('menuitemradio', { name: /^Plan/ }).waitFor()
    const names = await page.getByRole('menuitemradio').allTextContents()
    await page.keyboard.press('Escape')
    return names.filter((name) => name.startsWith('Bypass')).length
  }
  expect(await modes(own)).toBe(0)
  await page.goto(`${server.origin}/settings/permissions`)
  await page.getByRole('switch', { name: 'Offer the bypass mode' }).click()
  await page.getByText('Saved').waitFor()
  expect([await modes(local), await modes(own)]).toEqual([0, 1])
  await page.getByRole('button', { name: 'Permissions' }).click()
  await page.getByRole('menuitemradio', { name: /^Bypass/ }).click()
  await page.getByTitle('Permissions').getByText('Bypass').first().waitFor()
  await page.getByLabel('Bypass: everything is allowed').first().waitFor()
  const done = await talk(server, own, prompt('Do', bash('touch a && mkdir b | cat'), 'Did.'))
  expect(done.approvals.at(-1)?.answer?.by).toEqual({ kind: 'rule', name: 'bypass' })
  expect(existsSync(join(done.worktreePath!, 'b'))).toBe(true)
  await page.getByRole('textbox', { name: 'Message to the agent' }).press('Shift+Tab')
  await server.until(own, ({ permissionMode }) => permissionMode === 'plan')
  expect(tab.complaints).toEqual([])
})

it('on a phone: large buttons, no and yes on opposite sides', async () => {
  const switched = { command: 'mkdir x', timeout: 90_000, dangerouslyDisableSandbox: true }
  const id = await server.thread({
    projectId,
    prompt: prompt('Make', { tool: 'Bash', input: switched }, 'Done.'),
  })
  await asked(server, id)
  await page.setViewportSize({ width: 390, height: 844 })
  await openThread(page, server, id)
  const box = async (name: RegExp) => {
    const found = await page.getByRole('button', { name }).boundingBox()
    expect(found!.height).toBeGreaterThanOrEqual(48)
    return found!
  }
  await page.getByRole('button', { name: /^Allow once/ }).waitFor()
  await card().getByText('Ends after 1m 30s at the latest').waitFor()
  await card().getByText('Runs outside the sandbox').waitFor()
  const [once, deny] = [await box(/^Allow once/), await box(/^Deny…/)]
  const [thread, project] = [await box(/^This thread/), await box(/^Always in project/)]
  expect(deny.x + deny.width).toBeLessThan(once.x)
  expect(project.x + project.width).toBeLessThan(thread.x)
  expect([once.y, project.y]).toEqual([deny.y, thread.y])
  const allow = page.getByRole('button', { name: /^Allow once/ })
  await insist(
    () => allow.click({ timeout: 1_000 }),
    () => hidden(allow),
  )
  await conversation(page).getByText('Done.', { exact: true }).waitFor()
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(tab.complaints).toEqual([])
})
