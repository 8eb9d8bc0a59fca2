// Asked to end with agents at work, again and again: it ends soon, leaves its port, its database and its agents in order.
import { existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { figure, long, spread } from '../support/crash/form.ts'
import { attend } from '../support/crash/person.ts'
import { bash, prompt, type Step } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { expectToldOnce, wholeLog } from '../support/crash/story.ts'

let rig: CrashRig
let projectId: string
const rounds = long ? 20 : 5

beforeAll(async () => {
  rig = await startCrashRig()
  const path = makeRepository(join(rig.folder, 'shop'))
  const { body } = await rig.api('POST', '/api/projects', { path })
  projectId = (body as { id: string }).id // The contract's answer.
})
afterAll(() => rig.close())

/** Nobody listens there: it can be taken at once. */
async function takeAndFree(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

it('ends with 0 and its port free, the database in one file; the agents go on and nothing is lost', async () => {
  const steps: Step[] = Array.from({ length: 3 * rounds }, (_, round) => [
    { text: `I go on with ${round}. `.repeat(2), chunk: 12, delayMs: 200 },
    bash(`echo ${round}`),
  ])
  const ids = await Promise.all(
    [0, 1].map((agent) =>
      rig.thread({ projectId, prompt: prompt(`Work ${agent}`, ...steps, 'Done.') }),
    ),
  )
  const person = attend(rig, ids, [])
  let finished = false
  void person.done.then(
    () => (finished = true),
    () => (finished = true),
  )
  for (const id of ids) await rig.until(id, (thread) => thread.run?.state === 'live')
  const runIds = await Promise.all(ids.map(async (id) => (await rig.snapshot(id)).run!.id))
  const pids = runIds.map((runId) => rig.agentPid(runId))
  expect(pids).not.toContain(null)

  const took: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await wait(Math.random() * 600)
    expect(finished).toBe(false)
    const { origin } = rig.server()
    const ended = await rig.end('SIGTERM')
    expect([ended.code, ended.signal, ended.stderr]).toEqual([0, null, ''])
    took.push(ended.took)
    await takeAndFree(Number(new URL(origin).port))
    const wal = join(rig.home, 'data.db-wal')
    expect(existsSync(wal) ? statSync(wal).size : 0).toBe(0)
    expect(runIds.map((runId) => rig.agentPid(runId))).toEqual(pids)
    await rig.start()
  }
  await person.done
  for (const [at, id] of ids.entries()) {
    const thread = await rig.snapshot(id)
    expectToldOnce(rig, thread, await wholeLog(rig, id))
    expect(thread.status).toBe('completed')
    expect([thread.run!.id, rig.agentPid(runIds[at]!)]).toEqual([runIds[at], pids[at]])
  }
  // Far above what it takes; a server that waits for its agents would never end.
  expect(Math.max(...took)).toBeLessThan(5_000)
  figure('SIGTERM with agents at work: rounds', rounds)
  figure('SIGTERM: least / middle / most', spread(took), 'ms')
}, 900_000)
