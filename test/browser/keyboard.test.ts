// The main job without a mouse: sign in, add a repository, start, allow, follow up, stop, and find the way between threads.
// Every stop of the Tab key must show where it is.
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composer, conversation, insist, openThread } from '../support/app-page.ts'
import { builtApp, startBrowser, visit, type Visit } from '../support/browser.ts'
import { bash, prompt } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { asked } from '../support/threads.ts'

const scenarios = [
  {
    name: 'touch',
    steps: [[{ tool: 'Bash', input: { command: 'touch one.txt' } }], 'Now it is there.'],
  },
  { name: 'long', steps: [['It begins. ', { hold: 'long' }, 'It ends.']] },
  { name: 'follow', steps: ['And so it follows.'] },
]

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let repository: string
let first: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp }, scenarios })
  repository = server.repository('shop')
  browser = await startBrowser()
  tab = await visit(browser)
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** What is wrong with how the focus is shown; null when nothing is. */
function focusFault(): string | null {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || focused === document.body) return 'nothing has the focus'
  const name = focused.outerHTML.slice(0, 160)
  const box = focused.getBoundingClientRect()
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1)
  const y = Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  if (!top || !(focused.contains(top) || top.contains(focused))) return `covered: ${name}`
  const around = () => {
    const chain = [...focused.children]
    for (let at: Element | null = focused, up = 0; at && up < 4; at = at.parentElement, up += 1)
      chain.push(at)
    return chain.map((each) => getComputedStyle(each))
  }
  const isOutlined = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) =>
    outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
  if (around().some(isOutlined)) return null
  const looks = () =>
    around().map((style) =>
      [style.borderColor, style.boxShadow, style.backgroundColor, style.width].join(),
    )
  const shown = looks().join()
  focused.blur()
  const plain = looks().join()
  focused.focus()
  return shown === plain ? `not shown: ${name}` : null
}

function hasFocus(target: Locator): Promise<boolean> {
  return target
    .first()
    .evaluate((element) => element === document.activeElement)
    .catch(() => false)
}

/** Presses Tab until `target` has the focus; every stop on the way must show itself. */
async function tabTo(target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(focusFault)).toBeNull()
    if (await hasFocus(target)) return
  }
  throw new Error(`the Tab key does not reach ${target.toString()}`)
}

const pressUntil = (key: string, took: () => Promise<boolean>) =>
  insist(() => page.keyboard.press(key), took)

const idInAddress = () => new URL(page.url()).pathname.slice('/t/'.length)

it('signs in, adds a repository and starts a thread', async () => {
  const link = server.signInLink()
  await page.goto(server.origin)
  await tabTo(page.getByRole('textbox', { name: 'Link or code' }))
  await page.keyboard.insertText(link)
  await page.keyboard.press('Enter')
  await tabTo(page.getByRole('main').getByRole('button', { name: 'Add a project' }))
  await page.keyboard.press('Enter')
  const folder = page.getByRole('dialog').getByRole('textbox', { name: 'Folder' })
  await expect.poll(() => hasFocus(folder)).toBe(true)
  await page.keyboard.type(repository)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('Alt+N')
  const box = page.getByRole('textbox', { name: 'What the agent should do' })
  await expect.poll(() => hasFocus(box)).toBe(true)
  await page.keyboard.type('Please @touch it')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/t\/[0-9a-f-]{36}/)
  first = idInAddress()
})

it('allows what is asked and follows up', async () => {
  const card = page.getByRole('region', { name: 'Allow this command?' })
  await card.waitFor()
  expect(await card.evaluate((element) => element.contains(document.activeElement))).toBe(false)
  await page.keyboard.press('Alt+P')
  await expect.poll(() => hasFocus(card)).toBe(true)
  expect(await page.evaluate(focusFault)).toBeNull()
  await pressUntil('1', async () => (await card.count()) === 0)
  await conversation(page).getByText('Now it is there.').waitFor()
  await page.keyboard.press('Control+I')
  await expect.poll(() => hasFocus(composer(page))).toBe(true)
  await page.keyboard.type('And a @follow up')
  await page.keyboard.press('Enter')
  await conversation(page).getByText('And so it follows.').waitFor()
})

it('does not send by an Enter that an input method needs', async () => {
  await server.untilStatus(first, 'completed')
  const before = (await server.snapshot(first)).turns.length
  await page.keyboard.press('Control+I')
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', {
    text: 'にほ',
    selectionStart: 2,
    selectionEnd: 2,
  })
  await page.evaluate(() => {
    addEventListener('keydown', (event) => (document.title = `${event.key} ${event.isComposing}`), {
      once: true,
      capture: true,
    })
  })
  await session.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  expect(await page.title()).toBe('Enter true')
  await session.send('Input.insertText', { text: '日本 @follow' })
  expect(await composer(page).inputValue()).toBe('日本 @follow')
  expect((await server.snapshot(first)).turns).toHaveLength(before)
  await page.keyboard.press('Enter')
  const after = await server.until(first, (thread) => thread.turns.length > before)
  expect(after.turns.at(-1)?.text).toBe('日本 @follow')
  await server.untilStatus(first, 'completed')
})

it('stops by Escape only when it is pressed twice, and loses nothing typed', async () => {
  await page.keyboard.press('Control+I')
  await page.keyboard.type('Go on, @long')
  await page.keyboard.press('Enter')
  await conversation(page).getByText('It begins.').waitFor()
  await page.keyboard.type('half a thought')
  await page.keyboard.press('Escape')
  await page.getByText('Esc again to stop').waitFor()
  await page.getByText('Esc again to stop').waitFor({ state: 'hidden' })
  expect((await server.snapshot(first)).status).toBe('running')
  await page.keyboard.press('Escape')
  await page.getByText('Esc again to stop').waitFor()
  await page.keyboard.press('Escape')
  await server.untilStatus(first, 'stopped')
  expect(await composer(page).inputValue()).toBe('half a thought')
})

it('gives Escape to what is nearest, and to the agent only when nothing else is open', async () => {
  await composer(page).fill('')
  await page.keyboard.type('Again, @long')
  await page.keyboard.press('Enter')
  await conversation(page).getByText('It begins.').nth(1).waitFor()
  await page.keyboard.type('half a thought')
  const armed = page.getByText('Esc again to stop')
  const palette = page.getByRole('combobox', { name: 'Find threads, projects and commands' })
  await page.keyboard.press('Control+K')
  await palette.waitFor()
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'hidden' })
  expect(await armed.count()).toBe(0)
  await page.keyboard.press('Control+F')
  const search = page.getByRole('search').getByRole('textbox')
  await search.waitFor()
  await page.keyboard.press('Control+I')
  await expect.poll(() => hasFocus(composer(page))).toBe(true)
  await page.keyboard.press('Escape')
  await search.waitFor({ state: 'hidden' })
  expect(await armed.count()).toBe(0)
  await conversation(page).focus()
  await page.evaluate(() =>
    window.getSelection()?.selectAllChildren(document.querySelector('[role=log]') ?? document.body),
  )
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => String(window.getSelection()))).toBe('')
  expect(await armed.count()).toBe(0)
  await page.keyboard.press('Escape')
  await armed.waitFor()
  await page.keyboard.press('Escape')
  await server.untilStatus(first, 'stopped')
  expect(await composer(page).inputValue()).toBe('half a thought')
})

it('walks between the threads, and to the one that needs a person', async () => {
  const [{ id: projectId }] = (await server.api('GET', '/api/projects')).body.projects
  const calm = await server.thread({ projectId, prompt: prompt('Calm', 'Nothing to do.') })
  await server.untilStatus(calm, 'completed')
  const needing = await server.thread({
    projectId,
    prompt: prompt('Needing', [bash('touch two.txt')], 'Done.'),
  })
  await asked(server, needing)
  await openThread(page, server, first)
  await page.getByRole('navigation').getByText('Needing').first().waitFor()
  const walked = [first]
  for (const key of ['Alt+ArrowDown', 'Alt+ArrowDown', 'Alt+ArrowUp']) {
    await page.keyboard.press(key)
    await expect.poll(idInAddress).not.toBe(walked.at(-1))
    walked.push(idInAddress())
  }
  expect(new Set(walked.slice(0, 3))).toEqual(new Set([first, calm, needing]))
  expect(walked[3]).toBe(walked[1])
  await openThread(page, server, calm)
  await page.getByRole('navigation').getByText('Needing').first().waitFor()
  await page.keyboard.press('Control+J')
  await expect.poll(idInAddress).toBe(needing)
  await page.getByRole('region', { name: 'Allow this command?' }).waitFor()
  await page.keyboard.press('Alt+P')
  await tabTo(page.getByRole('button', { name: /^Deny…/ }))
  await pressUntil('4', () =>
    page.getByRole('textbox', { name: 'Why not? The agent reads this.' }).isVisible(),
  )
  await page.keyboard.type('Not today')
  await page.keyboard.press('Enter')
  await conversation(page).getByText('Denied by you', { exact: false }).first().waitFor()
})

it('reaches everything on the thread page by Tab, and goes round its parts by F6', async () => {
  await openThread(page, server, first)
  await tabTo(conversation(page))
  await tabTo(composer(page))
  const regions = new Set<string>()
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press('F6')
    expect(await page.evaluate(focusFault)).toBeNull()
    regions.add(
      await page.evaluate(
        () => document.activeElement?.closest('[data-region]')?.outerHTML.slice(0, 60) ?? '',
      ),
    )
  }
  expect(regions.size).toBe(3)
  expect(tab.complaints).toEqual([])
})
