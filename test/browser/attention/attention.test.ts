// One value tells everywhere who wants something: lists, the tab's title and its icon; looking clears what it may.
import { expect, it } from 'vitest'
import { conversation, openThread, signedIn } from '../../support/app-page.ts'
import { builtApp } from '../../support/browser.ts'
import { browser, browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer } from '../../support/server.ts'
import { asked, decide, rest } from '../../support/threads.ts'

browserRig()

const sidebar = () => page.getByRole('navigation')
const icon = () => page.locator('link[rel="icon"]').getAttribute('href')
const soon = { timeout: 15_000 }
const attention = async (id: string) => {
  const { body } = await server.api('GET', '/api/threads?limit=500')
  return body.threads.find((thread: { id: string }) => thread.id === id).attention
}

it('what has finished is unread until it is looked at, and can be marked so again', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Sum it up', 'All is well.') })
  await rest(server, id)
  await page.goto(server.origin)
  const row = sidebar().getByRole('link', { name: /Sum it up/ })
  await row.getByRole('img', { name: 'Ready for review' }).waitFor()
  await expect.poll(icon, soon).toContain('2f9e57')
  await row.click()
  await conversation(page).getByText('All is well.', { exact: true }).waitFor()
  await row.getByRole('img', { name: 'Done' }).waitFor()
  await expect.poll(icon, soon).toBe('/icon.svg')
  expect(await attention(id)).toBeNull()
  // Marked by hand while it is open, it stays so: the two seconds have long begun when another thread has finished.
  await sidebar().getByRole('button', { name: 'Thread Sum it up' }).click()
  await page.getByRole('menuitem', { name: 'Mark as unread' }).click()
  await row.getByRole('img', { name: 'Ready for review' }).waitFor()
  const other = await server.thread({ projectId, prompt: prompt('Sum up more', 'Well again.') })
  await rest(server, other)
  await openThread(page, server, other)
  await sidebar()
    .getByRole('link', { name: /Sum up more/ })
    .getByRole('img', { name: 'Done' })
    .waitFor()
  expect(await attention(id)).toMatchObject({ kind: 'finished' })
  expect(tab.complaints).toEqual([])
})

it('a request stays until it is answered, however long it is looked at', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Clean up', bash('touch c'), 'Ok.') })
  const [approval] = await asked(server, id)
  await openThread(page, server, id)
  await expect.poll(() => page.title(), soon).toMatch(/^\(1\) /)
  await expect.poll(icon, soon).toContain('e08a00')
  // Another thread, in front for its two seconds, is seen meanwhile; this one, in a tab of its own, is not cleared.
  const second = await tab.context.newPage()
  const finished = await server.thread({ projectId, prompt: prompt('Look here', 'Here.') })
  await rest(server, finished)
  await second.goto(`${server.origin}/t/${finished}`)
  await expect.poll(() => attention(finished), soon).toBeNull()
  await second.close()
  expect(await attention(id)).toMatchObject({ kind: 'permission', approvalId: approval!.id })
  await decide(server, id, approval!, { decision: 'allow' })
  await expect.poll(() => page.title(), soon).not.toMatch(/^\(/)
  await expect.poll(() => attention(id), soon).toBeNull()
  expect(tab.complaints).toEqual([])
})

it('a usage limit parks a thread, which goes on by itself when told to', async () => {
  const limitedServer = await startTestServer({
    env: {
      A_PARALLEL_WEB: builtApp,
      ANTHROPIC_API_KEY: '',
      CLAUDE_CODE_OAUTH_TOKEN: 'scripted',
    },
  })
  try {
    const other = await signedIn(browser, limitedServer)
    const headers = {
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': String(Math.ceil(Date.now() / 1000) + 20),
    }
    const step = { blocks: ['It went on.'], error: { status: 429, headers } }
    const id = await limitedServer.thread({
      projectId: await limitedServer.addProject(limitedServer.repository('shop')),
      prompt: prompt('Go far', step),
    })
    await openThread(other.page, limitedServer, id)
    await other.page.getByText('The usage limit is reached').first().waitFor()
    await other.page.getByRole('button', { name: 'Go on by itself then' }).click()
    await other.page.getByText('The thread goes on by itself on', { exact: false }).waitFor()
    await limitedServer.until(id, ({ turns }) => turns.at(-1)?.state === 'completed')
    await other.page
      .getByText('The thread goes on by itself on', { exact: false })
      .waitFor({ state: 'detached' })
    expect(other.complaints).toEqual([])
    await other.context.close()
  } finally {
    await limitedServer.close()
  }
})
