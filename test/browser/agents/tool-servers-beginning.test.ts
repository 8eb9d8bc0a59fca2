// With which MCP servers a thread begins: chosen where it is written, and so for its first turn.
import { expect, it } from 'vitest'
import { join } from 'node:path'
import { conversation } from '../../support/app-page.ts'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { rest, said } from '../../support/threads.ts'

browserRig({ tab: { colorScheme: 'light' } })

const program = join(import.meta.dirname, '../../support/tool-servers/stdio.js')
const choice = (words: string) =>
  page.getByRole('button', { name: `MCP servers: ${words}`, exact: true })
const one = (name: string) => page.getByRole('switch', { name, exact: true })

it('is chosen beside the other options, and holds for the first turn and for no other thread', async () => {
  const fresh = () => page.goto(`${server.origin}/new?project=${projectId}`)
  await fresh()
  await page.getByRole('button', { name: /^Permissions/ }).waitFor()
  expect(await page.getByRole('button', { name: /^MCP servers/ }).count()).toBe(0)
  for (const name of ['echo', 'parrot']) {
    const transport = { type: 'stdio', command: process.execPath, args: [program], values: {} }
    await server.api('POST', '/api/tool-servers', { name, projectId: null, transport })
  }
  await choice('2 of 2').press('Enter')
  await one('echo').press('Space')
  await choice('1 of 2').waitFor()
  await judge(page, async () => {
    if (!(await one('echo').isVisible())) await choice('1 of 2').press('Enter')
    await one('parrot').waitFor()
  })
  await page.keyboard.press('Escape')
  await one('echo').waitFor({ state: 'detached' })
  const say = { tool: 'mcp__echo__say', input: { text: 'hi' } }
  await page
    .getByRole('textbox', { name: 'What the agent should do' })
    .fill(prompt('Say hi', say, '{{toolResult}}'))
  await page.getByRole('button', { name: 'Start', exact: true }).press('Enter')
  await conversation(page).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  expect(said(await rest(server, id)).at(-1)).toContain('No such tool available')
  await page
    .getByRole('button', { name: 'MCP servers of this thread: 1 given', exact: true })
    .waitFor()

  // The next one begins as the project has it.
  await fresh()
  await choice('2 of 2').waitFor()
  expect(tab.complaints).toEqual([])
})
