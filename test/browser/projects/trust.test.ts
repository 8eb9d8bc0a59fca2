// A project whose repository brings what runs by itself: said where work begins, listed on one page, decided by a key, and
// asked again once something was added.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openThread, signedIn } from '../../support/app-page.ts'
import { builtApp, startBrowser, type Visit } from '../../support/browser.ts'
import { judge } from '../../support/pages/judge.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let browser: Browser
let tab: Visit
let page: Page
let repository: string
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_WEB: builtApp } })
  repository = server.repository('shop', {
    'README.md': '# Shop\n',
    '.mcp.json': JSON.stringify({
      mcpServers: { tickets: { command: 'node', args: ['tools/tickets.js', '--all'] } },
    }),
    '.claude/settings.json': JSON.stringify({
      hooks: {
        PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: './guard' }] }],
      },
      env: { TICKETS_URL: 'https://tickets.example.test/with/a/long/path/that/has/to/wrap' },
      permissions: { allow: ['Bash(npm test)', 'Bash(npm run *)'] },
    }),
  })
  const hooks = join(repository, '.git', 'hooks')
  mkdirSync(hooks, { recursive: true })
  writeFileSync(join(hooks, 'pre-commit'), '#!/bin/sh\nnpm test\n', { mode: 0o755 })
  projectId = await server.addProject(repository)
  browser = await startBrowser()
  tab = await signedIn(browser, server, { colorScheme: 'light' })
  page = tab.page
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const line = (words: string) => page.getByRole('status').filter({ hasText: words })
const start = () => page.goto(`${server.origin}/new?project=${projectId}`)

it('is said where a thread begins, and lists all that it is about', async () => {
  await start()
  await line('Restricted: this repository brings 5 things that run by themselves.').waitFor()
  await judge(page, () => line('Restricted: this').waitFor())
  await page.getByRole('link', { name: 'See what it brings' }).click()
  await page.getByRole('heading', { name: 'What shop brings' }).waitFor()
  for (const [group, text] of [
    ['Hooks of the agent', './guard'],
    ['MCP servers', 'node tools/tickets.js --all'],
    ['Environment of the agent', 'https://tickets.example.test/with/a/long/path'],
    ['Permissions of the agent', 'Bash(npm test)'],
    ['Git hooks', 'npm test'],
  ] as const) {
    await page.getByRole('region', { name: group }).getByText(text).first().waitFor()
  }
  await judge(page, () => page.getByRole('region', { name: 'MCP servers' }).waitFor())
})

it('stays restricted where a person wants it so, and says that quietly', async () => {
  await page.getByRole('button', { name: 'Keep restricted' }).press('Enter')
  await line('Restricted, as you chose.').waitFor()
})

it('is as its owner chose in another browser, too', async () => {
  const other = await signedIn(browser, server)
  await other.page.goto(`${server.origin}/new?project=${projectId}`)
  const chosen = other.page.getByRole('status').filter({ hasText: 'Restricted, as you chose.' })
  await chosen.waitFor()
  await other.page.context().close()
})

it('is trusted by a key, and asks again when something is added', async () => {
  await page.getByRole('link', { name: 'See what it brings' }).press('Enter')
  await page.getByRole('button', { name: 'Trust this project' }).press('Enter')
  await page.getByRole('status').filter({ hasText: 'You trusted this on' }).waitFor()
  await start()
  await page.locator('main textarea').waitFor()
  const thread = await server.thread({ projectId, prompt: prompt('Say it', 'Said.') })
  await rest(server, thread)
  await openThread(page, server, thread)
  expect(await page.getByRole('link', { name: 'See what it brings' }).count()).toBe(0)
  execFileSync('git', ['config', 'core.fsmonitor', './watch'], { cwd: repository })
  await page.reload()
  await line('Restricted again. New since you trusted this project: core.fsmonitor.').waitFor()
  await judge(page, () => line('Restricted again').waitFor())
  await page.getByRole('link', { name: 'See what it brings' }).press('Enter')
  const added = page.getByRole('listitem').filter({ hasText: 'core.fsmonitor' })
  await added.getByText('New', { exact: true }).waitFor()
  await judge(page, () => page.getByRole('region', { name: 'Git settings' }).waitFor())
})

it('is refused when it changed since it was shown, and shown as it is now', async () => {
  execFileSync('git', ['config', 'core.sshCommand', './ssh'], { cwd: repository })
  await page.getByRole('button', { name: 'Trust this project' }).press('Enter')
  await page.getByRole('alert').getByText('has changed since it was shown').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'core.sshcommand' }).waitFor()
  await page.getByRole('button', { name: 'Trust this project' }).press('Enter')
  await page.getByRole('button', { name: 'Take the trust back' }).press('Enter')
  await page
    .getByRole('status')
    .filter({ hasText: 'None of this runs until you trust it' })
    .waitFor()
  expect(tab.complaints.filter((said) => !said.includes('409'))).toEqual([])
})
