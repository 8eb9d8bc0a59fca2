// A server that is killed with an agent in mid-sentence and comes back: a small notice, and nothing else moves.
import type { Browser, Page } from 'playwright-core'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composer, conversation } from '../support/app-page.ts'
import { builtApp, startBrowser, visit } from '../support/browser.ts'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { prompt } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'

let rig: CrashRig
let browser: Browser
let page: Page
let projectId: string
const failures: string[] = []

beforeAll(async () => {
  rig = await startCrashRig()
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

it('nothing flickers, jumps, pops up or gets lost, and it is back within a moment of the server', async () => {
  const long = Array.from({ length: 60 }, (_, line) => `Line ${line} of what was found.`)
  // The session's name is in what the agent says and not in what it was told.
  const words = [`${long.join('\n\n')}\n\nHalf of {{session}} `, { hold: 'half' }, 'is whole.']
  const id = await rig.thread({ projectId, prompt: prompt('Look', words) })
  const { run } = await rig.until(id, ({ open }) =>
    open.some(({ text }) => text.includes('Half of')),
  )
  const half = `Half of ${run?.sessionId}`
  await page.goto(`${rig.server().origin}/t/${id}`)
  await conversation(page).getByText(half).waitFor()
  await composer(page).fill('half a thought')
  await conversation(page).hover()
  await page.mouse.wheel(0, -900)
  await page.getByRole('button', { name: 'To the latest' }).waitFor()
  await still()
  await watch(half)
  await frames(30)
  const before = (await seen()).changes.length
  await rig.end('SIGKILL')
  await page
    .getByRole('button', { name: /^Reconnecting…/ })
    .first()
    .waitFor()
  await rig.start()
  const up = Date.now()
  await page.getByText('Connected', { exact: true }).waitFor()
  const took = Date.now() - up
  // The agent's words were read again by then, or will be: the page must not show the gap.
  await rig.until(id, (thread) => thread.open.some(({ text }) => text.includes(half)))
  await frames(30)
  const { changes } = await seen()
  expect(changes.slice(before)).toEqual([])
  rig.model.release('half')
  await conversation(page).getByText(`${half} is whole.`).waitFor()
  expect(await composer(page).inputValue()).toBe('half a thought')
  expect(failures).toEqual([])
  // Two tries at most lie between; the longest pause by then is that of a server which took 10 s to start.
  expect(took).toBeLessThan(10_000)
})
