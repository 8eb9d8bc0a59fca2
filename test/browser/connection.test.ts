// What a person sees and keeps when the server goes away, a request gets lost, the page is reloaded, or another tab is faster.
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Locator, Route } from 'playwright-core'
import { beforeAll, expect, it, vi } from 'vitest'
import {
  composer,
  conversation,
  insist,
  openThread,
  saidOnce,
  signedIn,
} from '../support/app-page.ts'
import { browser, browserRig, page, projectId, server } from '../support/pages/rig.ts'
import { bash, prompt } from '../support/scripts.ts'
import { asked } from '../support/threads.ts'

const scenarios = [
  {
    name: 'halves',
    steps: [['The first half is here. ', { hold: 'halves' }, 'The second half came meanwhile.']],
  },
  { name: 'follow', steps: ['And so it follows.'] },
  { name: 'lost', steps: ['It came once.'] },
]

let id: string
const failures: string[] = []

browserRig(async () => ({
  // The page comes back to the address it knows, so the port has to stay.
  server: { env: { PORT: String(await freePort()) }, scenarios },
}))
beforeAll(() => {
  page.on('pageerror', (error) => failures.push(error.message))
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const chip = () => page.getByRole('button', { name: /^Reconnecting…/ })

it('a server that goes away in mid-stream loses nothing: said, typed or produced meanwhile', async () => {
  id = await server.thread({ projectId, prompt: 'Tell me the two @halves' })
  await openThread(page, server, id)
  await conversation(page).getByText('The first half is here.').waitFor()
  await composer(page).fill('typed before')
  await server.restart(async () => {
    await chip().first().waitFor()
    await page.getByText('Not connected: kept here, not sent').waitFor()
    await composer(page).press('End')
    await page.keyboard.type(', and after: @follow')
    expect(await page.getByRole('button', { name: 'Queue', exact: true }).isDisabled()).toBe(true)
    await composer(page).press('Enter')
    expect(await composer(page).inputValue()).toBe('typed before, and after: @follow')
    await conversation(page).getByText('The first half is here.').waitFor()
    server.model.release('halves')
    await vi.waitFor(
      () => {
        const request = server.model.requests().find((one) => one.userText.includes('@halves'))
        expect(request?.answer.state).toBe('complete')
      },
      { timeout: 20_000 },
    )
  })
  await chip().first().waitFor({ state: 'hidden' })
  await conversation(page).getByText('The second half came meanwhile.').waitFor()
  await saidOnce(conversation(page), 'The first half is here.')
  await saidOnce(conversation(page), 'The second half came meanwhile.')
  await server.untilStatus(id, 'completed')
  expect(await composer(page).inputValue()).toBe('typed before, and after: @follow')
  expect((await server.snapshot(id)).turns).toHaveLength(1)
  await composer(page).press('Enter')
  await conversation(page).getByText('And so it follows.').waitFor()
  expect(await composer(page).inputValue()).toBe('')
  await server.untilStatus(id, 'completed')
  expect(failures).toEqual([])
})

it('a message whose answer gets lost is one message, and nothing stays behind', async () => {
  const lose = async (route: Route) => {
    await route.fetch()
    await route.abort()
  }
  await page.route('**/messages', lose, { times: 1 })
  await composer(page).fill('This may get @lost')
  const before = (await server.snapshot(id)).turns.length
  await composer(page).press('Enter')
  await conversation(page).getByText('It came once.').waitFor()
  await expect.poll(() => page.getByRole('list', { name: 'Messages on their way' }).count()).toBe(0)
  const after = await server.untilStatus(id, 'completed')
  expect(after.turns).toHaveLength(before + 1)
  await saidOnce(conversation(page), 'It came once.')
})

it('a message that does not get through stays in sight, and goes on its way when tried again', async () => {
  const before = (await server.snapshot(id)).turns.length
  await page.route('**/messages', (route) => route.abort())
  await composer(page).fill('Another to @follow')
  await composer(page).press('Enter')
  const waiting = page.getByRole('list', { name: 'Messages on their way' })
  await waiting.getByText('The server does not answer.', { exact: false }).waitFor()
  await waiting.getByText('Another to @follow').waitFor()
  await page.unroute('**/messages')
  await waiting.getByRole('button', { name: 'Try again' }).click()
  await server.until(id, (thread) => thread.turns.length === before + 1)
  await waiting.waitFor({ state: 'hidden' })
  await server.untilStatus(id, 'completed')
})

it('a reload keeps what was typed, in the thread and for a new one', async () => {
  await composer(page).fill('half a thought')
  await expect.poll(keptTexts).toContain('half a thought')
  await page.reload()
  await expect.poll(() => composer(page).inputValue()).toBe('half a thought')
  await page.goto(`${server.origin}/new`)
  const box = page.getByRole('textbox', { name: 'What the agent should do' })
  await box.fill('half a plan')
  await expect.poll(keptTexts).toContain('half a plan')
  await page.reload()
  await expect.poll(() => box.inputValue()).toBe('half a plan')
  await openThread(page, server, id)
  await expect.poll(() => composer(page).inputValue()).toBe('half a thought')
})

/** Everything the page has written down in the browser, names and values. */
function keptTexts(): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('keyval-store')
        opening.addEventListener('error', () => reject(new Error('no store')))
        opening.addEventListener('success', () => {
          const db = opening.result
          const all = db.transaction('keyval').objectStore('keyval')
          const [names, values] = [all.getAllKeys(), all.getAll()]
          values.addEventListener('success', () => {
            db.close()
            resolve(JSON.stringify([names.result, values.result, Object.entries(localStorage)]))
          })
        })
      }),
  )
}

const pressUntil = (button: Locator, took: () => Promise<boolean>) =>
  insist(() => button.click({ timeout: 1_000 }), took)

it('of two tabs the first answer wins, and the second is told so', async () => {
  const asking = await server.thread({
    projectId,
    prompt: prompt('Ask', [bash('touch asked.txt')], 'I heard: {{toolResult}}'),
  })
  await asked(server, asking)
  const slow = (await signedIn(browser, server)).page
  let late = false
  const held: (() => void)[] = []
  await slow.routeWebSocket(/\/api\/live/, (socket) => {
    const toServer = socket.connectToServer()
    toServer.onMessage((message) => {
      const deliver = () => socket.send(message)
      if (late) held.push(deliver)
      else deliver()
    })
  })
  await openThread(page, server, asking)
  await openThread(slow, server, asking)
  const deny = slow.getByRole('button', { name: 'Deny', exact: true })
  const dots = slow.getByRole('button', { name: /^Deny…/ })
  await pressUntil(dots, () => deny.isVisible())
  late = true
  const allow = page.getByRole('button', { name: /^Allow/ })
  await pressUntil(allow, async () => (await allow.count()) === 0)
  const told = slow.getByText(/^Allowed in another window at/)
  await pressUntil(deny, () => told.isVisible())
  const { approvals } = await server.untilStatus(asking, 'completed')
  expect(approvals.map(({ answer }) => answer?.decision)).toEqual(['allow'])
  late = false
  for (const deliver of held) deliver()
  await conversation(slow).getByText('Allowed by you').first().waitFor()
  await deny.waitFor({ state: 'hidden' })
  await slow.context().close()
  expect(failures).toEqual([])
})
