// A server that is killed with ten agents in mid-sentence and comes back: a small notice, and nothing else moves.
import type { ThreadSnapshot } from '@a-parallel/shared'
import type { Browser, Page } from 'playwright-core'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composer, conversation } from '../support/app-page.ts'
import { builtApp, startBrowser, visit } from '../support/browser.ts'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { prompt } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'

const agents = 10
const numbers = Array.from({ length: agents }, (_, number) => number)

/** What lies between two gates, so that all ten speak while it happens: a piece of it each 200 ms, for 16 s. */
const piecesOf = (number: number) =>
  Array.from({ length: 150 }, (_, at) => `${number}-${at}`.padEnd(11))
const paced = (number: number) => ({ text: piecesOf(number).join(' '), chunk: 12, delayMs: 200 })

let rig: CrashRig
let browser: Browser
let page: Page
let projectId: string
const failures: string[] = []

beforeAll(async () => {
  const env = { A_PARALLEL_SLOTS: String(agents), A_PARALLEL_MEMORY_FLOOR_MB: '0' }
  rig = await startCrashRig({ env })
  // The page comes back to the address it knows, so the port has to stay.
  rig.env['PORT'] = new URL(rig.server().origin).port
  rig.env['A_PARALLEL_WEB'] = builtApp
  await rig.end('SIGTERM')
  await rig.start()
  const path = makeRepository(join(rig.folder, 'shop'))
  projectId = (await rig.api('POST', '/api/projects', { path })).body['id']
  browser = await startBrowser()
  const tab = await visit(browser)
  page = tab.page
  page.on('pageerror', (error) => failures.push(error.message))
  await page.goto(rig.server().signInLink)
  await page.getByText('Connected', { exact: true }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await rig?.close()
})

interface Watched {
  frames: number
  /** What was there on the first frame, and on every one that differed from the one before. */
  changes: string[]
}

/** Watches the page on every frame until `stop`: what the conversation holds, where it stands, what lies over it. */
function watch(words: string): Promise<void> {
  return page.evaluate((kept) => {
    const log = document.querySelector('[role=log]')
    const scroller = log?.closest('.scroll-thin') ?? log
    const look = () => ({
      text: log?.textContent?.includes(kept) ?? false,
      top: scroller?.scrollTop ?? -1,
      rows: log?.childElementCount ?? 0,
      toasts: document.querySelectorAll('[aria-label="Notices"] p').length,
      draft: document.querySelector('textarea')?.value,
      listed: document.querySelectorAll('nav a[href^="/t/"]').length,
      path: location.pathname,
    })
    let last = ''
    const seen = { frames: 0, changes: [] as string[] }
    Object.assign(window, { seen })
    const onFrame = () => {
      seen.frames += 1
      const now = JSON.stringify(look())
      if (now !== last && seen.changes.length < 9) seen.changes.push(now)
      last = now
      requestAnimationFrame(onFrame)
    }
    onFrame()
  }, words)
}

const seen = () => page.evaluate(() => (window as unknown as { seen: Watched }).seen) // Made by `watch`.

/** Waits until the conversation stands still: behind a turn of the wheel it scrolls on for a while. */
function still(): Promise<void> {
  return page.evaluate(async () => {
    const log = document.querySelector('[role=log]')
    const scroller = log?.closest('.scroll-thin') ?? log
    let top = -1
    for (let same = 0; same < 30; same = scroller?.scrollTop === top ? same + 1 : 0) {
      top = scroller?.scrollTop ?? -1
      await new Promise(requestAnimationFrame)
    }
  })
}

/** Lets the page paint so many frames. */
async function frames(count: number): Promise<void> {
  const until = (await seen()).frames + count
  await page.waitForFunction(
    (wanted) => (window as unknown as { seen: Watched }).seen.frames >= wanted, // Made by `watch`.
    until,
  )
}

/** Ten threads whose agents have all begun, and wait to speak on; the first has said much. */
async function startAll(long: string): Promise<ThreadSnapshot[]> {
  const ids: string[] = []
  for (const number of numbers) {
    // The session's name is in what the agent says and not in what it was told.
    const opening = `${number === 0 ? long : ''}Half of {{session}} `
    const words = [opening, { hold: 'go' }, paced(number), { hold: 'half' }, ' is whole.']
    ids.push(await rig.thread({ projectId, prompt: prompt(`Agent ${number}`, words) }))
  }
  const speaks = (thread: ThreadSnapshot) =>
    thread.open.some(({ text }) => text.includes('Half of'))
  const threads: ThreadSnapshot[] = []
  for (const id of ids) threads.push(await rig.until(id, speaks))
  return threads
}

const openText = (thread: ThreadSnapshot) => thread.open.map(({ text }) => text).join('')

it('nothing flickers, jumps, pops up or gets lost, and it is back within a moment of the server', async () => {
  const long = Array.from({ length: 60 }, (_, line) => `Line ${line} of what was found.`)
  const begun = await startAll(`${long.join('\n\n')}\n\n`)
  const pids = begun.map(({ run }) => rig.agentPid(run!.id))
  const [{ id, run } = begun[0]!] = begun
  const half = `Half of ${run?.sessionId}`
  await page.goto(`${rig.server().origin}/t/${id}`)
  await conversation(page).getByText(half).waitFor()
  await expect.poll(() => page.locator('nav a[href^="/t/"]').count()).toBe(agents)
  await composer(page).fill('half a thought')
  await conversation(page).hover()
  await page.mouse.wheel(0, -900)
  await page.getByRole('button', { name: 'To the latest' }).waitFor()
  await still()
  await watch(half)
  rig.model.release('go')
  for (const { id: each } of begun)
    await rig.until(each, (thread) => openText(thread).includes('-3 '))
  await frames(30)
  const before = (await seen()).changes.length
  // None has come to the end of what it says.
  expect(rig.model.requests().filter(({ answer }) => answer.holding === 'half')).toEqual([])
  await rig.end('SIGKILL')
  await page
    .getByRole('button', { name: /^Reconnecting…/ })
    .first()
    .waitFor()
  await rig.start()
  const up = Date.now()
  await page.getByText('Connected', { exact: true }).waitFor()
  const took = Date.now() - up
  const now = () => Promise.all(begun.map((thread) => rig.snapshot(thread.id)))
  expect((await now()).map(({ status }) => status)).toEqual(numbers.map(() => 'running'))
  // The agent's words were read again by then, or will be: the page must not show the gap.
  await rig.until(id, (thread) => openText(thread).includes('0-149'))
  await frames(30)
  const { changes } = await seen()
  expect(changes.slice(before)).toEqual([])
  rig.model.release('half')
  await conversation(page).getByText('is whole.').waitFor()
  expect(await composer(page).inputValue()).toBe('half a thought')
  for (const thread of begun) await rig.until(thread.id, ({ status }) => status === 'completed')
  await expectWhole(await now(), pids)
  expect(failures).toEqual([])
  // Two tries at most lie between; the longest pause by then is that of a server which took 10 s to start. The rest is
  // for ten conversations on a busy machine.
  expect(took).toBeLessThan(30_000)
})

/** Every thread holds what the model sent, by the same agent as before; the page shows the first one's once. */
async function expectWhole(threads: ThreadSnapshot[], pids: (number | null)[]): Promise<void> {
  const sent = (sessionId: string | undefined) =>
    rig.model.requests().filter((one) => one.kind === 'turn' && one.sessionId === sessionId)
  for (const { items, run } of threads) {
    const answers = sent(run?.sessionId).map(({ answer }) => answer.text.trim())
    const told = items.flatMap((item) => (item.kind === 'agent-message' ? [item.text.trim()] : []))
    expect([told, answers.length]).toEqual([answers, 1])
  }
  expect(threads.map(({ run }) => rig.agentPid(run!.id))).toEqual(pids)
  const shown = (await conversation(page).textContent()) ?? ''
  const pieces = piecesOf(0).map((piece) => `${piece.trim()} `)
  expect(pieces.filter((piece) => shown.split(piece).length !== 2)).toEqual([])
  const rows = page.getByRole('navigation').getByRole('link', { name: /Agent \d/ })
  expect(await rows.count()).toBe(agents)
}
