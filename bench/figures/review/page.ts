// How long it takes in a real browser until the first changed line of a thread that changed 2,000 files can be read, and
// whether 25 MB of changes can be gone through without a halt.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ThreadSnapshot } from '@a-parallel/shared'
import type { Page } from 'playwright-core'
import { withBrowser } from '../../rig/browser.ts'
import type { Findings } from '../../rig/figure.ts'
import { changeSome, fill, rewriteAll } from './large-checkout.ts'
import { median, quantile } from '../../rig/numbers.ts'
import type { Rig } from '../../rig/rig.ts'
import type { BenchServer } from '../../rig/server.ts'

const files = 2_000

export async function reviewPage(rig: Rig): Promise<Findings> {
  const { server, projectId } = await rig.server('review-page')
  try {
    const repository = join(rig.folder, 'review-page', 'repository')
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' })
    await fill(repository, files, head.trim())
    const { id, worktreePath } = await restedThread(server, projectId)
    changeSome(String(worktreePath), files, files)
    return await withBrowser(rig, server, async ({ page, version }) => {
      const rounds = rig.quick ? 2 : 7
      const times: number[] = []
      for (let round = 0; round <= rounds; round += 1)
        times.push(await firstLine(page, `${server.origin}/t/${id}?panel=review`))
      const [cold = 0, ...warm] = times
      rig.say(`  first line of ${files} files: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`)
      rewriteAll(String(worktreePath), files)
      await firstLine(page, `${server.origin}/t/${id}?panel=review`, true)
      const frames = await goThrough(page, rig.quick ? 40 : 300)
      return {
        figures: [
          {
            name: `a thread that changed ${files.toLocaleString('en')} files: navigation to its first changed line`,
            unit: 'ms',
            ours: median(warm),
            limitOf: null,
            limit: null,
            aim: { most: 1_000 },
            note: `median of ${rounds}, ${version}, 1440 × 900; the first ever ${cold.toFixed(0)} ms`,
          },
          {
            name: 'going through about 25 MB of changes, frame to frame, p95',
            unit: 'ms',
            ours: quantile(frames, 0.95),
            limitOf: null,
            limit: null,
            aim: { most: 50 },
            note: `${frames.length} frames over ${files} files; the longest ${Math.max(...frames).toFixed(0)} ms`,
          },
        ],
        lost: 0,
        remarks: [],
      }
    })
  } finally {
    await server.stop()
  }
}

async function restedThread(server: BenchServer, projectId: string): Promise<ThreadSnapshot> {
  const live = await server.live()
  const id = randomUUID()
  const prompt = '[[script:["Done."]]]'
  await server.api('POST', '/api/threads', { id, projectId, prompt, title: 'Many files' })
  await live.subscribe(id)
  await live.until(id, ({ events }) => events.some(({ type }) => type === 'turn.completed'))
  await server.api('POST', `/api/threads/${id}/stop`)
  await live.until(id, ({ events }) => events.some(({ type }) => type === 'run.exited'))
  live.close()
  return server.api<ThreadSnapshot>('GET', `/api/threads/${id}`)
}

/** Milliseconds from the start of the navigation to the frame after a line stood in the page. */
async function firstLine(page: Page, address: string, stays = false): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  const seen = await page.waitForFunction(
    () => document.querySelector('[data-line]') !== null && performance.now(),
    undefined,
    { polling: 'raf', timeout: 60_000 },
  )
  const ms = Number(await seen.jsonValue())
  if (!stays) await page.goto('about:blank')
  return ms
}

/** Milliseconds from frame to frame while the changes are scrolled by a screen each. */
function goThrough(page: Page, count: number): Promise<number[]> {
  return page.evaluate(async (most) => {
    const box = document.querySelector('[data-line]')?.closest('[role=group][tabindex="0"]')
    if (!box) throw new Error('no changes are shown')
    const times: number[] = []
    let last: number | null = null
    // No function in here has a name: the compiler would call one for it that no page knows.
    for (let index = 0; index <= most; index += 1) {
      const now = await new Promise<number>((done) => requestAnimationFrame(done))
      if (last !== null) times.push(now - last)
      last = now
      box.scrollTop += box.clientHeight
    }
    return times
  }, count)
}
