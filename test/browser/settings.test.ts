// What a person sets: saved at once, in force at once, on every page and in the next browser; refused with a reason.
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { composer, openThread, signedIn } from '../support/app-page.ts'
import { judge } from '../support/pages/judge.ts'
import { browser, browserRig, page, projectId, server, tab } from '../support/pages/rig.ts'
import { speak } from '../support/pages/speak.ts'
import { prompt } from '../support/scripts.ts'
import { rest } from '../support/threads.ts'

browserRig({ tab: { colorScheme: 'light' } })

const stored = async () => (await server.api('GET', '/api/settings')).body
const theme = (of: Page) => of.evaluate(() => document.documentElement.dataset.theme)

it('are in force and saved at once, also on another page that is open', async () => {
  const other = await signedIn(browser, server)
  await other.page.goto(`${server.origin}/settings/general`)
  await other.page.getByRole('heading', { name: 'General' }).waitFor()
  await page.goto(`${server.origin}/settings/appearance`)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByText('Saved').waitFor()
  expect(await theme(page)).toBe('dark')
  await expect.poll(() => theme(other.page)).toBe('dark')
  expect((await stored()).appearance.theme).toBe('dark')
  await other.page.getByRole('combobox', { name: 'Language' }).selectOption('es')
  await page.getByRole('heading', { name: 'Apariencia' }).waitFor()
  await other.page.getByRole('combobox', { name: 'Idioma' }).selectOption('en')
  await page.getByRole('heading', { name: 'Appearance' }).waitFor()
  expect(other.complaints).toEqual([])
  await other.context.close()
})

it('are there on the next page before its first paint', async () => {
  const next = await tab.context.newPage()
  await next.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('#root > *')) return
      observer.disconnect()
      document.documentElement.dataset.atFirst = document.documentElement.dataset.theme
    }).observe(document, { childList: true, subtree: true })
  })
  // The server is not even asked: what the browser keeps must do.
  await next.route('**/api/**', (route) => route.abort())
  await next.goto(`${server.origin}/no/such/page`)
  await next.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
  expect(await next.evaluate(() => document.documentElement.dataset.atFirst)).toBe('dark')
  await next.close()
})

it('say why they were not saved, and go back to what counts', async () => {
  await page.goto(`${server.origin}/settings/appearance`)
  await page.getByRole('radio', { name: 'Dark', checked: true }).waitFor()
  await page.route('**/api/settings', (route) => route.abort())
  await page.getByRole('radio', { name: 'Light' }).check({ force: true })
  await page.getByRole('alert').getByText('Not saved', { exact: false }).waitFor()
  await page.getByRole('radio', { name: 'Dark', checked: true }).waitFor()
  expect((await stored()).appearance.theme).toBe('dark')
  await page.unroute('**/api/settings')
  const themes = page.getByRole('group', { name: 'Theme' })
  await themes.getByRole('radio', { name: 'System' }).check()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByText('Not saved', { exact: false }).waitFor({ state: 'hidden' })
})

it('are not written over by a page that has not heard of a change', async () => {
  await page.goto(`${server.origin}/settings/appearance`)
  await page.getByRole('radio', { name: 'System', checked: true }).first().waitFor()
  // Another page is faster: its change is on the server before this one's.
  await page.route(
    '**/api/settings',
    async (route) => {
      await server.api('PATCH', '/api/settings', { appearance: { density: 'compact' } })
      await route.continue()
    },
    { times: 1 },
  )
  await page.getByRole('radio', { name: 'Compact' }).check({ force: true })
  await page
    .getByRole('alert')
    .getByText('Another page has changed this', { exact: false })
    .waitFor()
  await page.getByRole('radio', { name: 'Compact', checked: true }).waitFor()
  await page.getByRole('radio', { name: 'Comfortable' }).check({ force: true })
  await expect.poll(async () => (await stored()).appearance.density).toBe('comfortable')
  await page.getByText('Not saved', { exact: false }).waitFor({ state: 'hidden' })
})

it('are found by their words, and reached one after the other on a phone', async () => {
  await page.goto(`${server.origin}/settings`)
  await page.getByRole('heading', { name: 'General' }).waitFor()
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('text si')
  await page.getByRole('link', { name: 'Text size' }).click()
  await page.getByRole('combobox', { name: 'Text size' }).waitFor()
  expect(page.url()).toContain('/settings/appearance#appearance.textSize')
  for (const [words, name, place] of [
    ['dark', /^Theme\s*Dark$/, 'appearance#appearance.theme'],
    ['high contrast', /^Contrast\s*High$/, 'appearance#appearance.contrast'],
    ['restore', /^Backups\s*Restore…$/, 'data#data.backups'],
    ['markdown', /^Export of a conversation/, 'data#data.export'],
    ['budget', /^Each project by itself/, 'projects#projects.each'],
    ['sign out', 'Sign out of this browser', 'about#about.signOut'],
  ] as const) {
    await page.getByRole('searchbox', { name: 'Search settings' }).fill(words)
    await page.getByRole('link', { name }).click()
    await expect.poll(() => page.url()).toContain(`/settings/${place}`)
    await page.locator(`[id="${place.split('#')[1]}"]`).waitFor()
  }
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('high contrast')
  await judge(page, async () => {
    if (await page.getByRole('searchbox', { name: 'Search settings' }).isVisible()) return
    await page.goto(`${server.origin}/settings`)
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('high contrast')
    await page.getByRole('link', { name: /^Contrast/ }).waitFor()
  })
  await page.goto(`${server.origin}/settings`)
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('zebra')
  await page.getByText('No setting matches').waitFor()
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(`${server.origin}/settings`)
  await page.getByRole('link', { name: 'Keyboard' }).click()
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).waitFor()
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('searchbox', { name: 'Search settings' }).waitFor()
  await page.setViewportSize({ width: 1440, height: 900 })
})

it('decide which key sends, and whether single keys do anything', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Calm', 'Nothing to do.') })
  await server.untilStatus(id, 'completed')
  await server.api('PATCH', '/api/settings', {
    general: { sendKey: 'mod-enter' },
    keyboard: { singleKeys: false },
  })
  await openThread(page, server, id)
  await expect.poll(async () => (await stored()).general.sendKey).toBe('mod-enter')
  await composer(page).fill('one line')
  await composer(page).press('Enter')
  expect(await composer(page).inputValue()).toBe('one line\n')
  await page.getByRole('log').focus()
  await page.keyboard.press('/')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('log')
  await composer(page).press('Control+Enter')
  await expect.poll(() => composer(page).inputValue()).toBe('')
  const turns = async () => (await server.snapshot(id)).turns.map((turn) => turn.text.trim())
  await expect.poll(turns).toContain('one line')
  await server.api('PATCH', '/api/settings', { keyboard: { singleKeys: true } })
  await page.getByRole('log').focus()
  await expect
    .poll(async () => {
      await page.keyboard.press('/')
      return composer(page).evaluate((box) => box === document.activeElement)
    })
    .toBe(true)
})

it('draw in high contrast by choice, or as the system wants it', async () => {
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--line'))
  const contrast = () => page.evaluate(() => document.documentElement.dataset.contrast)
  await page.goto(`${server.origin}/settings/appearance`)
  const choice = page.getByRole('group', { name: 'Contrast' })
  await choice.getByRole('radio', { name: 'System', checked: true }).waitFor()
  const usual = await ground()
  await page.emulateMedia({ contrast: 'more' })
  await expect.poll(contrast).toBe('high')
  expect(await ground()).not.toBe(usual)
  await choice.getByRole('radio', { name: 'Usual' }).check({ force: true })
  await expect.poll(contrast).toBeUndefined()
  await page.emulateMedia({ contrast: 'no-preference' })
  await choice.getByRole('radio', { name: 'High' }).check({ force: true })
  await expect.poll(contrast).toBe('high')
  await expect.poll(async () => (await stored()).appearance.contrast).toBe('high')
  await judge(page, () => choice.waitFor())
  await choice.getByRole('radio', { name: 'System' }).check({ force: true })
  await expect.poll(contrast).toBeUndefined()
})

/** A program of the agent's name that does what a line of shell says. */
function program(name: string, line: string): string {
  const path = join(server.folder, name)
  writeFileSync(path, `#!/bin/sh\n${line}\n`)
  chmodSync(path, 0o755)
  return path
}

it('take another path of claude only once it has answered, and name the agents on the old one', async () => {
  const id = await server.thread({
    projectId,
    title: 'Long at work',
    prompt: prompt('Wait', ['Waiting.', { hold: 'old' }, 'Done.']),
  })
  await server.until(id, ({ run }) => run?.state === 'live')
  await page.goto(`${server.origin}/settings`)
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('path of')
  await page.getByRole('link', { name: 'Path of claude' }).click()
  const main = page.getByRole('main')
  const path = main.getByRole('textbox', { name: 'Path of claude' })
  await main.getByText(/^Claude Code [\d.]+ answers$/).waitFor()
  await main.getByText('It was looked for and found by itself.').waitFor()

  await path.fill('bin/claude')
  await main.getByRole('button', { name: 'Check now' }).click()
  await main.getByText('bin/claude is no whole path', { exact: false }).waitFor()
  const broken = program('broken', 'echo "no such option" >&2; exit 3')
  await path.fill(broken)
  await main.getByRole('button', { name: 'Use this path' }).click()
  const alert = main.getByRole('alert').filter({ hasText: 'Nothing was changed' })
  await alert.getByText('ended with an error', { exact: false }).waitFor()
  expect((await stored()).agents.program).toBeNull()

  const own = program('claude', 'echo "2.1.150 (Claude Code)"')
  await path.fill(own)
  await path.press('Enter')
  await main.getByText('Claude Code 2.1.150 answers').waitFor()
  await main.getByText('Older than a-parallel was tried with', { exact: false }).waitFor()
  await main.getByText('You named it here.').waitFor()
  await alert.waitFor({ state: 'detached' })
  await main.getByText(/running agents? (is|are) still on another path/).waitFor()
  await main.getByRole('link', { name: 'Long at work' }).waitFor()
  expect((await stored()).agents.program).toBe(own)

  await main.getByRole('button', { name: 'Find it by itself again' }).click()
  await main.getByText('It was looked for and found by itself.').waitFor()
  await main.getByText('still on another path', { exact: false }).waitFor({ state: 'detached' })
  server.model.release('old')
  await rest(server, id)
})

it('say how agents are signed in and can be, and what new threads begin with', async () => {
  await page.goto(`${server.origin}/settings/agents`)
  const main = page.getByRole('main')
  await main.getByText('Signed in: API key').waitFor()
  await main.getByText('Told by ANTHROPIC_API_KEY').waitFor()
  await main.getByText(`Requests go to ${server.model.url}`).waitFor()
  const bedrock = main.getByRole('button', { name: 'With Amazon Bedrock' })
  await bedrock.click()
  await main.getByText('export CLAUDE_CODE_USE_BEDROCK=1').waitFor()
  await main.getByRole('button', { name: 'With a Claude subscription' }).click()
  await main.getByText('claude auth login').waitFor()
  // An agent has told by now what it offers.
  await main.getByText('As the agent’s program offered them', { exact: false }).waitFor()

  await main.getByRole('button', { name: /^Model/ }).click()
  await page.getByRole('menuitemradio', { name: /^Haiku/ }).click()
  await expect.poll(async () => (await stored()).agents.model).toBe('haiku')
  await main.getByRole('combobox', { name: 'Default permission mode' }).selectOption('plan')
  await expect.poll(async () => (await stored()).agents.permissionMode).toBe('plan')
  const heading = page.getByRole('heading', { level: 2 })
  await judge(page, () => main.getByText('claude auth login').waitFor(), {
    speak: (language) => speak(page, server, language),
    stays: heading.or(main.getByRole('textbox')).first(),
  })

  await page.goto(`${server.origin}/new?project=${projectId}`)
  await main.getByRole('button', { name: /Haiku/ }).waitFor()
  const mode = main.getByRole('button', { name: /^Permissions.*Plan/ })
  await mode.waitFor()
  await server.api('PATCH', '/api/settings', { agents: { model: null, permissionMode: null } })
  await mode.waitFor({ state: 'detached' })
  // What was cut off and refused on purpose.
  const others = tab.complaints.filter((one) => !/ERR_FAILED|\b(409|422)\b/.test(one))
  expect(others).toEqual([])
})
