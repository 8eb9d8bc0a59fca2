// Ten agents that say 1,000 lines a second each: everything is stored, once, while the API answers and a page follows.
// The long form (A_PARALLEL_TEST=long) lasts 30 s and judges times too.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { floodAgent, startBurst, timeAnswers } from '../support/burst/burst.ts'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { openLive } from '../support/live-client.ts'
import { makeRepository } from '../support/server.ts'

const long = process.env['A_PARALLEL_TEST'] === 'long'

let rig: CrashRig
let projectId: string

beforeAll(async () => {
  rig = await startCrashRig()
  rig.env['CLAUDE_PATH'] = floodAgent
  rig.env['A_PARALLEL_SLOTS'] = '10'
  await rig.end('SIGTERM')
  await rig.start()
  const path = makeRepository(join(rig.folder, 'shop'))
  projectId = (await rig.api('POST', '/api/projects', { path })).body['id']
})
afterAll(() => rig?.close())

it('every one of 10,000 lines a second reaches the store, once and in order', async () => {
  const api = async (method: string, path: string, body?: unknown) => {
    const answer = await rig.api(method, path, body)
    if (answer.status >= 400) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body as unknown
  }
  const page = await openLive(rig.server())
  page.subscribe('index')
  const ask = { api, projectId, threads: 10, perSecond: 1000, seconds: long ? 30 : 4 }
  const { ids, over } = await startBurst(ask)
  for (const id of ids) page.subscribe(`thread:${id}`)
  let ended = false
  const answers = timeAnswers(
    () => api('GET', '/api/threads'),
    () => ended,
  )
  const faults = await over().finally(() => (ended = true))
  const took = (await answers).toSorted((a, b) => a - b)
  expect(faults).toEqual([])
  expect(page.frames.filter(({ type }) => type === 'reset' || type === 'problem')).toEqual([])
  await page.close()
  if (long) expect(took[Math.floor(took.length * 0.99)]).toBeLessThan(250)
}, 180_000)
