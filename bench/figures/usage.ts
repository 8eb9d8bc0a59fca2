// How long the page of a year's use takes to be drawn, and the server's part in it.
import type { Page } from 'playwright-core'
import type { Project, UsageReport } from '@a-parallel/shared'
import { withBrowser } from '../rig/browser.ts'
import type { Findings } from '../rig/figure.ts'
import { median, now } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import { startServer, type BenchServer } from '../rig/server.ts'
import { writeYearOfUse } from '../rig/written/year-of-use.ts'

const perDay = 4
const days = 365

export async function usage(rig: Rig): Promise<Findings> {
  const { server: first } = await rig.server('usage')
  const { projects } = await first.api<{ projects: Project[] }>('GET', '/api/projects')
  await first.stop()
  const until = Date.now()
  const turns = writeYearOfUse(first.data, { projects, perDay, days, until })
  const { model, claude: agent, profile } = rig
  const server = await startServer({
    folder: rig.place('usage'),
    modelUrl: model.url,
    agent,
    profile,
  })
  try {
    const rounds = rig.quick ? 1 : 7
    const times: number[] = []
    let read = 0
    for (let round = 0; round < rounds; round += 1) {
      const began = now()
      read = (await readYear(server, until)).turns
      times.push(now() - began)
    }
    const drawn = await inBrowser(rig, server, rounds)
    const lost = Math.abs(turns - read)
    return {
      figures: [
        {
          name: `usage of a year, ${turns.toLocaleString('en')} turns, GET`,
          unit: 'ms',
          ours: median(times),
          limitOf: null,
          limit: null,
          aim: null,
          note: `median of ${rounds}`,
        },
        {
          name: 'the same, from the key to its chart painted',
          unit: 'ms',
          ours: median(drawn),
          limitOf: null,
          limit: null,
          aim: { most: 300 },
          note: `median of ${rounds}, in Chromium, 1440 × 900; the page’s script was loaded before`,
        },
      ],
      lost,
      remarks: lost === 0 ? [] : [`usage: ${lost} turns missing or too many`],
    }
  } finally {
    await server.stop()
  }
}

function readYear(server: BenchServer, until: number): Promise<UsageReport> {
  const from = new Date(until - 366 * 24 * 3_600_000).toISOString()
  const to = new Date(until + 24 * 3_600_000).toISOString()
  const zone = encodeURIComponent('Europe/Madrid')
  return server.api('GET', `/api/usage?from=${from}&to=${to}&timeZone=${zone}`)
}

function inBrowser(rig: Rig, server: BenchServer, rounds: number): Promise<number[]> {
  return withBrowser(rig, server, async ({ page }) => {
    const chart = page.getByRole('img', { name: /in 364 days/ })
    await page.goto(`${server.origin}/usage?range=52w`)
    await chart.waitFor()
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      // A new page each time: what was fetched before is not shown again meanwhile.
      await page.goto(`${server.origin}/settings/about`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      times.push(await paint(page))
    }
    return times
  })
}

/** Milliseconds from the click that leads there to the frame after the chart stood in the page. */
function paint(page: Page): Promise<number> {
  return page.evaluate(async () => {
    history.pushState(null, '', '/usage?range=52w')
    const began = performance.now()
    window.dispatchEvent(new PopStateEvent('popstate'))
    // No function of its own: the compiler would give it a name by a means that the page does not have.
    while (!document.querySelector('main figure svg rect')) await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    return performance.now() - began
  })
}
