// Ten agents that say 10,000 lines a second together, for half a minute, while a page shows one of them: is every line
// stored, does the API answer, does the page go on painting. No model says so much: it is the wall behind which all is calm.
import { setTimeout as wait } from 'node:timers/promises'
import type { ThreadSnapshot } from '@a-parallel/shared'
import { floodAgent, startBurst, timeAnswers } from '../../test/support/burst/burst.ts'
import { countPaints } from '../../test/support/pages/paints.ts'
import { withBrowser } from '../rig/browser.ts'
import type { Figure, Findings } from '../rig/figure.ts'
import { quantile } from '../rig/numbers.ts'
import type { Rig } from '../rig/rig.ts'
import { usageOf } from '../rig/usage.ts'

const load = { threads: 10, perSecond: 1_000 }

export async function burst(rig: Rig): Promise<Findings> {
  const seconds = rig.quick ? 5 : 30
  const { server, projectId } = await rig.server('burst', { agent: floodAgent })
  try {
    return await withBrowser(rig, server, async ({ page, version }) => {
      const { ids, over } = await startBurst({ api: server.api, projectId, seconds, ...load })
      const last = ids.at(-1) ?? ''
      await page.goto(`${server.origin}/t/${last}`)
      while ((await server.api<ThreadSnapshot>('GET', `/api/threads/${last}`)).open.length === 0)
        await wait(50)
      const paints = await countPaints(page)
      let ended = false
      const answers = timeAnswers(
        () => server.api('GET', '/api/threads'),
        () => ended,
      )
      const faults = await over().finally(() => (ended = true))
      const painted = await paints.stop()
      const took = await answers
      const { cpuMs, peakMb } = usageOf(server.pid)
      const what = `${(load.threads * load.perSecond * seconds).toLocaleString('en')} lines of ${load.threads} stand-ins in ${seconds} s`
      const figure = (name: string, unit: Figure['unit'], ours: number, note: string): Figure => {
        return { name, unit, ours, limitOf: null, limit: null, aim: null, note }
      }
      return {
        figures: [
          {
            ...figure('burst: the API answers, p99', 'ms', quantile(took, 0.99), what),
            aim: { most: 250 },
          },
          {
            ...figure('burst: paints', '/s', painted.perSecond, `of one thread’s page, ${version}`),
            aim: { least: 30 },
          },
          figure('burst: longest wait for a paint', 'ms', painted.longestGap, 'on the same page'),
          figure(
            'burst: processor time of the server',
            's',
            cpuMs / 1000,
            'start and end included',
          ),
          figure('burst: peak memory of the server', 'MB', peakMb, 'likewise'),
        ],
        lost: faults.length,
        remarks: faults.map((fault) => `burst: ${fault}`),
      }
    })
  } finally {
    await server.stop()
  }
}
