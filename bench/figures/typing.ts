// How long a key takes from its press to its paint in a thread's message box, while ten agents stream.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { ThreadSummary } from '@a-parallel/shared'
import { withBrowser } from '../rig/browser.ts'
import type { Findings } from '../rig/figure.ts'
import { lossOf } from '../loss.ts'
import { quantile } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import type { BenchServer } from '../rig/server.ts'

const agents = 10
const perSecond = 5
const betweenKeysMs = 60
const startLimitMs = 120_000

export async function typing(rig: Rig): Promise<Findings> {
  const { server, projectId } = await rig.server('typing')
  const keys = rig.quick ? 60 : 300
  // Long enough for both boxes, and for the slowest start.
  const seconds = (3 * keys * betweenKeysMs) / 1000 + 60
  try {
    const ids = await startAll(server, projectId, perSecond * seconds)
    return await withBrowser(rig, server, async ({ page, version }) => {
      await page.goto(`${server.origin}/t/${ids[0]}`)
      const ours = await typed(page, keys)
      const streaming = await countRunning(server)
      await page.goto('data:text/html,<textarea></textarea>')
      const bare = await typed(page, keys)
      rig.say(
        `  typing: p95 ${quantile(ours.times, 0.95).toFixed(1)} ms, bare ${quantile(bare.times, 0.95).toFixed(1)} ms`,
      )
      const figure = (share: number, most: number | null) => ({
        name: `key press to paint, p${share * 100}, ${agents} agents streaming`,
        unit: 'ms' as const,
        ours: quantile(ours.times, share),
        limitOf: 'a bare text area on an empty page in the same browser meanwhile',
        limit: quantile(bare.times, share),
        aim: most === null ? null : { most },
        note: `${keys} keys, one each ${betweenKeysMs} ms, ${perSecond} deltas/s an agent (${streaming} streamed to the end), ${version}`,
      })
      return {
        figures: [figure(0.5, null), figure(0.95, 50)],
        lost: lossOf(keys, ours.arrived),
        remarks: [
          ...(ours.arrived === keys ? [] : ['typing: not every key that was pressed arrived']),
          ...(streaming === agents ? [] : [`typing: only ${streaming} agents streamed throughout`]),
        ],
      }
    })
  } finally {
    await server.stop()
  }
}

async function startAll(server: BenchServer, projectId: string, deltas: number): Promise<string[]> {
  const steps = [[{ huge: { deltas, perSecond } }]]
  const prompt = `Write on. [[script:${JSON.stringify(steps)}]]`
  const ids = Array.from({ length: agents }, () => randomUUID())
  for (const id of ids) await server.api('POST', '/api/threads', { id, projectId, prompt })
  const deadline = Date.now() + startLimitMs
  while ((await countRunning(server)) < agents) {
    if (Date.now() > deadline) break
    await wait(200)
  }
  return ids
}

async function countRunning(server: BenchServer): Promise<number> {
  const { threads } = await server.api<{ threads: ThreadSummary[] }>('GET', '/api/threads')
  return threads.filter(({ status }) => status === 'running').length
}

interface Typed {
  /** From the press to the frame after it, in milliseconds. */
  times: number[]
  /** How many keys came to stand in the box and were timed. */
  arrived: number
}

async function typed(page: Page, keys: number): Promise<Typed> {
  const box = page.locator('textarea').first()
  await box.waitFor()
  await box.focus()
  await box.evaluate((element) => {
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    element.addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const painted = new MessageChannel()
        painted.port1.addEventListener('message', () => times.push(performance.now() - timeStamp))
        painted.port1.start()
        painted.port2.postMessage(null)
      })
    })
  })
  const words = 'the quick brown fox '
  for (let at = 0; at < keys; at += 1) {
    await page.keyboard.press(
      words[at % words.length] === ' ' ? 'Space' : (words[at % words.length] ?? 'a'),
    )
    await wait(betweenKeysMs)
  }
  const times = await page.evaluate(() => {
    const measured: unknown = Reflect.get(window, 'keyTimes')
    return measured as number[] // What stands above.
  })
  return { times, arrived: Math.min((await box.inputValue()).length, times.length) }
}
