// Ten agents say 1,000 lines a second each: the overview and a thread's page go on painting, and show it all in the end.
// The long form (A_PARALLEL_TEST=long) lasts 30 s and judges times too.
import { expect, it } from 'vitest'
import { conversation } from '../support/app-page.ts'
import { floodAgent, startBurst } from '../support/burst/burst.ts'
import { countPaints } from '../support/pages/paints.ts'
import { browserRig, page, projectId, server } from '../support/pages/rig.ts'

const long = process.env['A_PARALLEL_TEST'] === 'long'
const seconds = long ? 30 : 5

browserRig({ server: { env: { A_PARALLEL_SLOTS: '10', CLAUDE_PATH: floodAgent } } })

const api = async (method: string, path: string, body?: unknown): Promise<unknown> =>
  (await server.api(method, path, body)).body

it.each(['the overview', 'a thread'])('%s goes on painting', async (what) => {
  await page.goto(server.origin)
  const { ids, over } = await startBurst({ api, projectId, threads: 10, perSecond: 1000, seconds })
  const id = ids.at(-1)!
  if (what === 'a thread') await page.goto(`${server.origin}/t/${id}`)
  else await page.getByText('Burst 10').first().waitFor()
  await server.until(id, (thread) => thread.open.some(({ text }) => text.includes('200 ')))
  const paints = await countPaints(page)
  const faults = await over()
  const counted = await paints.stop()
  expect(faults).toEqual([])
  if (what === 'a thread') {
    const last = `${1000 * seconds - 2} ${1000 * seconds - 1}`
    await conversation(page).getByText(last).waitFor()
  }
  if (long) expect(counted.perSecond).toBeGreaterThanOrEqual(30)
})
