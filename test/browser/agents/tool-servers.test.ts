// MCP servers in the settings and beside a thread: added by pasted JSON, by a file of the registry and by hand, tested, used by
// an agent, switched off for a project and for one thread; with the keyboard, in each look.
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openThread, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { judge } from '../../support/pages/judge.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said, talk } from '../../support/threads.ts'
import { startHttpToolServer, type HttpToolServer } from '../../support/tool-servers/http.ts'

const secret = 'sk-browser-0123456789'
const program = join(import.meta.dirname, '../../support/tool-servers/stdio.js')

let server: TestServer
let guarded: HttpToolServer
let radio: HttpToolServer
let browser: Browser
let tab: Visit
let page: Page
let projectId: string
let threadId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp } })
  guarded = await startHttpToolServer({ wants: 'oauth' })
  radio = await startHttpToolServer({ wants: `Bearer ${secret}` })
  projectId = await server.addProject(server.repository('shop'))
  browser = await startBrowser()
  tab = await signedIn(browser, server, { colorScheme: 'light' })
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await guarded?.close()
  await radio?.close()
})

const settings = () => page.goto(`${server.origin}/settings/mcp`)
const row = (name: string) => page.getByRole('listitem', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const field = (name: string) => dialog().getByRole('textbox', { name, exact: true })

/** What a key has opened is not covered by the name of its first button; what a key has reached is named. */
async function nothingCoversIt(): Promise<void> {
  const name = page.locator('body > div.pointer-events-none').getByText('Close', { exact: true })
  const close = dialog().getByRole('button', { name: 'Close' })
  const hasFocus = () => close.evaluate((button) => button === document.activeElement)
  await expect.poll(hasFocus).toBe(true)
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  expect(await name.count()).toBe(0)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  await name.waitFor()
}

it('is added by pasted JSON: faults by their place, then what will run is shown, then it is kept', async () => {
  await settings()
  await page.getByText('No MCP server yet.').waitFor()
  await page.getByRole('button', { name: 'Add an MCP server' }).press('Enter')
  await nothingCoversIt()
  await dialog().getByRole('radio', { name: 'Paste JSON' }).check()
  await field('Paste JSON').fill(
    '{\n  "mcpServers": {\n    "--scope": { "command": "node" }\n  }\n}',
  )
  await dialog().getByText('Line 3, column 5').waitFor()
  await dialog().getByText('cannot be a name').waitFor()
  const pasted = {
    mcpServers: {
      echo: { command: process.execPath, args: [program], env: { ECHO_KEY: secret } },
    },
  }
  await field('Paste JSON').fill(JSON.stringify(pasted, null, 2))
  await judge(page, () => dialog().getByRole('button', { name: 'Look at echo' }).waitFor())
  await dialog().getByRole('button', { name: 'Look at echo' }).press('Enter')
  await dialog().getByText('This runs on this machine as you').waitFor()
  await dialog().getByText(`${process.execPath} ${program}`).waitFor()
  await judge(page, () => field('Name').waitFor())
  await dialog().getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await dialog().waitFor({ state: 'detached' })
  await row('echo').getByText('Kept encrypted: ECHO_KEY').waitFor()
  expect(await page.content()).not.toContain(secret)
})

it('is tested: its tools and how long it took', async () => {
  await row('echo').getByRole('button', { name: 'Test' }).press('Enter')
  await row('echo').getByText('2 tools').waitFor()
  await row('echo').getByText('say, rest').waitFor()
  await judge(page, () => row('echo').getByText('Connected').waitFor())
})

it('is added by hand; an address of one’s own network has to be meant; it is signed in to', async () => {
  await page.getByRole('button', { name: 'Add an MCP server' }).press('Enter')
  await field('Name').fill('guarded')
  await dialog().getByRole('radio', { name: 'HTTP' }).check()
  await field('Address').fill(guarded.url)
  await dialog().getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await dialog().getByRole('alert').getByText('leads to this machine').waitFor()
  await dialog().getByRole('switch', { name: 'I mean an address of my own network' }).press('Space')
  await dialog().getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await dialog().waitFor({ state: 'detached' })
  await row('guarded').getByRole('button', { name: 'Test' }).press('Enter')
  await row('guarded').getByText('Needs a sign-in').waitFor()
  await row('guarded').getByRole('button', { name: 'Sign in to guarded' }).press('Enter')
  const link = row('guarded').getByRole('link', { name: 'Open the sign-in' })
  await link.waitFor()
  await judge(page, () => link.waitFor())
  const [opened] = await Promise.all([tab.context.waitForEvent('page'), link.press('Enter')])
  await row('guarded').getByText('1 tool').waitFor()
  await opened.close()
  await row('guarded').getByRole('switch').press('Space')
  await expect.poll(() => row('guarded').getByRole('switch').isChecked()).toBe(false)
})

it('is read from a file of the registry, asks for what that leaves open, and is reached over SSE', async () => {
  const listed = {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: 'io.github.ada/radio',
    version: '1.0.0',
    remotes: [
      {
        type: 'sse',
        url: radio.sse.replace('127.0.0.1', '{host}'),
        headers: [{ name: 'Authorization', value: 'Bearer {api-key}', isSecret: true }],
      },
    ],
    packages: [{ registryType: 'mcpb', identifier: 'https://x.test/radio.mcpb' }],
  }
  await page.getByRole('button', { name: 'Add an MCP server' }).press('Enter')
  await dialog().getByRole('radio', { name: 'Paste JSON' }).check()
  await field('Paste JSON').fill(JSON.stringify(listed, null, 2))
  await dialog().getByText('cannot be used from here: mcpb https://x.test/radio.mcpb').waitFor()
  await judge(page, () => dialog().getByRole('button', { name: 'Look at radio' }).waitFor())
  await dialog().getByRole('button', { name: 'Look at radio' }).press('Enter')
  const add = dialog().getByRole('button', { name: 'Add', exact: true })
  await dialog().getByText('Fill in what stands in braces: {host} and {api-key}.').waitFor()
  expect(await add.isDisabled()).toBe(true)
  await field('Address').fill(radio.sse)
  await dialog().getByText('Fill in what stands in braces: {api-key}.').waitFor()
  const value = dialog().getByLabel('Value of Authorization', { exact: true })
  expect(await value.inputValue()).toBe('Bearer {api-key}')
  await judge(page, () => value.waitFor())
  await value.focus()
  await page.keyboard.type(secret)
  expect(await value.getAttribute('type')).toBe('password')
  expect(await value.inputValue()).toBe(`Bearer ${secret}`)
  await add.press('Enter')
  await dialog().getByRole('switch', { name: 'I mean an address of my own network' }).press('Space')
  await add.press('Enter')
  await dialog().waitFor({ state: 'detached' })
  await row('radio').getByText('SSE', { exact: true }).waitFor()
  await row('radio').getByText('Kept encrypted: Authorization').waitFor()
  await row('radio').getByRole('button', { name: 'Test' }).press('Enter')
  await row('radio').getByText('1 tool').waitFor()
})

it('is switched off for one project, whose agents do not have it', async () => {
  const places = (name: string) => row('echo').getByRole('button', { name })
  await places('The same in every project').press('Enter')
  const choice = row('echo').getByRole('combobox', { name: 'shop' })
  await choice.selectOption({ label: 'Off' })
  await places('Otherwise in 1 project').waitFor()
  await judge(page, () => choice.waitFor())
  const say = prompt('Say', { tool: 'mcp__echo__say', input: { text: 'hi' } }, '{{toolResult}}')
  const id = await server.thread({ projectId, prompt: say })
  expect(said(await rest(server, id)).at(-1)).toContain('No such tool available')
  await choice.selectOption({ label: 'As everywhere (on)' })
  await places('The same in every project').waitFor()
})

it('is used by an agent, and switched off for one thread while its agent lives', async () => {
  const say = prompt('Say', { tool: 'mcp__echo__say', input: { text: 'hello' } }, '{{toolResult}}')
  const id = await server.thread({ projectId, prompt: say })
  const [approval] = await asked(server, id)
  await decide(server, id, approval!, { decision: 'allow' })
  expect(said(await rest(server, id)).at(-1)).toContain(`hello, with ${secret.length}`)
  await openThread(page, server, id)
  const open = () => page.getByRole('button', { name: 'MCP servers of this thread' }).press('Enter')
  await open()
  await dialog().getByText('Connected').first().waitFor()
  const here = dialog().getByRole('switch', { name: 'echo' })
  await judge(page, async () => {
    if (!(await dialog().isVisible())) await open()
    await here.waitFor()
  })
  await here.press('Space')
  await dialog().getByText('Off in this thread').first().waitFor()
  await expect.poll(() => here.isChecked()).toBe(false)
  expect(said(await talk(server, id, say)).at(-1)).toContain('No such tool available')
  threadId = id
})

it('that does not work says why, is connected again by hand, and shows at once that it was mended', async () => {
  const broken = (command: string) => ({
    name: 'broken',
    projectId: null,
    transport: { type: 'stdio', command, args: [program], values: {} },
  })
  const { body: made } = await server.api('POST', '/api/tool-servers', broken('no-such-program'))
  await openThread(page, server, threadId)
  const open = () => page.getByRole('button', { name: 'MCP servers of this thread' }).press('Enter')
  await open()
  const here = dialog().getByRole('listitem').filter({ hasText: 'broken' })
  await here.getByText('There is no such program.').waitFor()
  const again = here.getByRole('button', { name: 'Connect broken again' })
  await judge(page, async () => {
    if (!(await dialog().isVisible())) await open()
    await again.waitFor()
  })
  await again.press('Enter')
  await here.getByText('There is no such program.').waitFor()
  const mended = broken(process.execPath)
  expect((await server.api('PATCH', `/api/tool-servers/${made.id}`, mended)).status).toBe(200)
  await here.getByText('Connected').waitFor()
  await expect.poll(() => again.count()).toBe(0)
  expect((await server.snapshot(threadId)).turns).toHaveLength(2)
})

it('starts elsewhere unless it is one project’s and was put into the thread’s folder', async () => {
  await settings()
  await row('broken').getByRole('button', { name: 'Change broken' }).press('Enter')
  const inside = dialog().getByRole('switch', { name: /^Works in the thread’s folder/ })
  await dialog().getByText('For a server of one project.').waitFor()
  expect(await inside.isDisabled()).toBe(true)
  await field('Program').fill('./tools/server')
  await dialog().getByText('Give the whole path of the program').waitFor()
  await field('Arguments').fill(`\${CLAUDE_PROJECT_DIR}/server.js`)
  await dialog().getByText('of whatever repository the agent works in').waitFor()
  await dialog().getByRole('combobox', { name: 'Given in' }).selectOption({ label: 'shop' })
  await dialog().getByText('It names the folder of shop').waitFor()
  await inside.press('Space')
  await judge(page, () => dialog().getByText('whoever can write to the repository').waitFor())
  await dialog().getByRole('button', { name: 'Save' }).press('Enter')
  await dialog().waitFor({ state: 'detached' })
  await judge(page, () => row('broken').getByText('Works in the thread’s folder').waitFor())
  expect(tab.complaints.filter((one) => !one.includes('422'))).toEqual([])
})
