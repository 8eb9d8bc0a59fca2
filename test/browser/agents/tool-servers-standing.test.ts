// How MCP servers stand, seen beside a thread without opening anything: how many its agent has, and which it does without, in
// words; the same in every window, and at once when that changes.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { join } from 'node:path'
import { openThread } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { rest, talk } from '../../support/threads.ts'
import { startHttpToolServer } from '../../support/tool-servers/http.ts'

browserRig({ tab: { colorScheme: 'light' } })

const program = join(import.meta.dirname, '../../support/tool-servers/stdio.js')
const sign = (of: Page, more = '') =>
  of.getByRole('button', { name: `MCP servers of this thread${more}`, exact: true })
const given = (name: string, transport: object) => ({
  name,
  projectId: null,
  privateAddress: !('command' in transport),
  transport: { values: {}, ...transport },
})
const stdio = (command: string) => ({ type: 'stdio', command, args: [program] })
const add = async (name: string, transport: object): Promise<string> =>
  (await server.api('POST', '/api/tool-servers', given(name, transport))).body.id

it('what a trusted repository brings is shown as its agent tells it, also where there is nothing else', async () => {
  const mcpServers = {
    shelf: { command: process.execPath, args: [program] },
    lost: { command: 'no-such-program' },
  }
  const files = { '.mcp.json': JSON.stringify({ mcpServers }) }
  const bringing = await server.addProject(server.repository('bringing', files))
  const hi = { projectId: bringing, prompt: prompt('Hi', 'Hello.') }
  const before = await server.thread(hi)
  await rest(server, before)
  await openThread(page, server, before)
  expect(await sign(page).count()).toBe(0)
  await server.trust(bringing)
  const threadId = await server.thread(hi)
  await rest(server, threadId)
  await openThread(page, server, threadId)
  const amiss = sign(page, ': 1 given · lost failed')
  await amiss.press('Enter')
  const list = page.getByRole('dialog').getByRole('list', { name: 'From the repository' })
  await list.getByRole('listitem').filter({ hasText: 'shelf' }).getByText('Connected').waitFor()
  await list.getByRole('listitem').filter({ hasText: 'lost' }).getByText('Failed').waitFor()
  expect(await page.getByRole('dialog').getByText('No MCP server yet.').count()).toBe(0)
  await judge(page, async () => {
    if (!(await list.isVisible())) await amiss.press('Enter')
    await list.waitFor()
  })
  await server.api('POST', `/api/threads/${threadId}/stop`)
  await list.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await amiss.waitFor({ state: 'detached' })
  await page.goto(`${server.origin}/settings/mcp`)
  await judge(page, () => page.getByText('“claude mcp add” are not used here').waitFor())
  expect(tab.complaints).toEqual([])
})

it('is told by a number, in words, in every window, and at once when it changes', async () => {
  const guarded = await startHttpToolServer({ wants: 'oauth' })
  try {
    await add('echo', stdio(process.execPath))
    const broken = await add('broken', stdio('no-such-program'))
    const asking = await add('guarded', { type: 'http', url: guarded.url })
    const threadId = await server.thread({ projectId, prompt: prompt('Hi', 'Hello.') })
    await rest(server, threadId)
    const other = await tab.context.newPage()
    const windows = [page, other]
    for (const one of windows) await openThread(one, server, threadId)
    const amiss = ': 1 given · broken failed · guarded needs a sign-in'
    for (const one of windows) await sign(one, amiss).waitFor()
    expect(await sign(page, amiss).textContent()).toBe('1')
    await judge(page, () => sign(page, amiss).waitFor())

    const notice = page.getByText(
      'The MCP server broken failed. The agent works without its tools.',
    )
    await notice.waitFor()
    await page.getByText('The MCP server guarded needs a sign-in.').waitFor()
    await talk(server, threadId, prompt('Once more', 'Again.'))
    await page.getByText('Again.', { exact: true }).waitFor()
    expect(await notice.count()).toBe(1)

    const mended = given('broken', stdio(process.execPath))
    await server.api('PATCH', `/api/tool-servers/${broken}`, mended)
    for (const one of windows) await sign(one, ': 2 given · guarded needs a sign-in').waitFor()
    const off = { place: { threadId }, on: false }
    await server.api('POST', `/api/tool-servers/${asking}/switch`, off)
    for (const one of windows) await sign(one, ': 2 given').waitFor()

    const shown = await server.api('GET', `/api/threads/${threadId}/tool-servers`)
    for (const one of shown.body.servers)
      await server.api('POST', `/api/tool-servers/${one.server.id}/switch`, off)
    await sign(page, ': none given').waitFor()
    expect(await sign(page, ': none given').textContent()).toBe('')
    await page.setViewportSize({ width: 390, height: 844 })
    await sign(page, ': none given').waitFor({ state: 'hidden' })
    await page.setViewportSize({ width: 1440, height: 900 })
    await notice.getByRole('link', { name: 'All MCP servers' }).press('Enter')
    await page.getByRole('listitem', { name: 'broken', exact: true }).waitFor()
    expect(tab.complaints).toEqual([])
  } finally {
    await guarded.close()
  }
})
