// What a running command prints is seen while it runs, in the foreground and in the background, and one call can be ended.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { conversation, openThread } from '../../support/app-page.ts'
import { browserRig, page, projectId, server } from '../../support/pages/rig.ts'

const untilGo = 'until [ -e go ]; do sleep 0.1; done'
const bash = (command: string, more: object = {}) => [{ tool: 'Bash', input: { command, ...more } }]

const scenarios = [
  {
    name: 'wait',
    steps: [
      bash(`touch a; echo step one; echo step two; ${untilGo}; echo over`),
      'The command is over.',
    ],
  },
  {
    name: 'serve',
    steps: [
      bash('touch a; echo listening; sleep 600', { run_in_background: true }),
      'It runs in the background.',
    ],
  },
  { name: 'long', steps: [bash('touch a; echo begun; sleep 600'), 'I was told that it ended.'] },
]

browserRig({ server: { scenarios } })

/** Starts a thread and lets its command run. */
async function running(prompt: string): Promise<string> {
  const id = await server.thread({ projectId, prompt })
  const { approvals } = await server.untilStatus(id, 'waiting')
  const path = `/api/threads/${id}/approvals/${approvals[0]?.id}`
  expect((await server.api('POST', path, { decision: 'allow' })).status).toBe(202)
  await openThread(page, server, id)
  return id
}

const header = (name: RegExp) => conversation(page).getByRole('button', { name })
const output = (name: RegExp) => conversation(page).getByRole('group', { name })

it('shows what a command prints before it ends, also after the server came back, and then what it gave', async () => {
  const id = await running('Please @wait')
  await header(/step two/).waitFor()
  const line = await header(/step two/).boundingBox()
  await header(/echo step one/).click()
  await output(/so far/)
    .getByText('step one')
    .waitFor()
  await server.restart()
  // At another port.
  await openThread(page, server, id)
  await header(/echo step one/).waitFor()
  await expect.poll(() => header(/step two/).count(), { timeout: 30_000 }).toBe(1)
  await header(/echo step one/).click()
  await output(/so far/)
    .getByText('step two')
    .waitFor()
  const { worktreePath } = await server.snapshot(id)
  writeFileSync(join(worktreePath ?? '', 'go'), '')
  await output(/echo over$/)
    .getByText('over', { exact: false })
    .waitFor()
  expect(await output(/so far/).count()).toBe(0)
  await server.untilStatus(id, 'completed')
  expect((await header(/echo step one/).boundingBox())?.height).toBe(line?.height)
})

it('shows a command in the background, ends it when asked, and tells of its end', async () => {
  const id = await running('Please @serve')
  await header(/in background/).waitFor()
  await header(/listening/).waitFor()
  await conversation(page).getByText('It runs in the background.').waitFor()
  await page.getByRole('button', { name: 'Stop this call' }).click()
  await conversation(page).getByText('Work in the background ended.').waitFor()
  expect(await page.getByRole('button', { name: 'Stop this call' }).count()).toBe(0)
  const events = await server.events(id)
  expect(events.filter(({ type }) => type === 'item.stop-requested')).toHaveLength(1)
  const { items } = await server.snapshot(id)
  const call = items.find((item) => item.kind === 'tool-call')
  expect(call).toMatchObject({
    state: 'interrupted',
    background: true,
    output: { text: 'listening\n', omittedBytes: 0 },
  })
})

it('ends one command and not its turn', async () => {
  const id = await running('Please run @long')
  await page.getByRole('button', { name: 'Stop this call' }).click()
  await conversation(page).getByText('I was told that it ended.').waitFor()
  const { run, turns } = await server.untilStatus(id, 'completed')
  expect([run?.state, turns.length]).toEqual(['live', 1])
  expect(existsSync(join(server.home, 'runs', run?.id ?? '', 'scratch'))).toBe(true)
})
