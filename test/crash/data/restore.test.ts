// The server is killed at each step by which a chosen backup is put in place: the next one has the old state or the new one,
// whole, and the agent at work is the same. A preloaded module does it; production code knows nothing of it.
import type { Backup } from '@a-parallel/shared'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../../support/crash-rig.ts'
import { figure, long } from '../../support/crash/form.ts'
import { unlessDown } from '../../support/crash/person.ts'
import { pending, rests, wholeLog } from '../../support/crash/story.ts'
import { prompt, write } from '../../support/scripts.ts'
import { makeRepository } from '../../support/server.ts'

const killer = fileURLToPath(
  new URL('../../support/crash/preload/kill-at-move.mjs', import.meta.url),
)

let rig: CrashRig
let kept: string
let later: string
let waiting: string
let backup: Backup

const projects = async () => {
  const { body } = await rig.api('POST', '/api/projects', {
    path: makeRepository(join(rig.folder, 'shop')),
  })
  return (body as { id: string }).id // The contract's answer.
}

beforeAll(async () => {
  rig = await startCrashRig()
  const projectId = await projects()
  kept = await rig.thread({ projectId, prompt: prompt('Kept', 'One.') })
  await rig.until(kept, rests)
  backup = (await rig.api('POST', '/api/backups')).body
  later = await rig.thread({ projectId, prompt: prompt('Later', 'Two.') })
  await rig.until(later, rests)
  await rig.api('POST', `/api/threads/${later}/stop`)
  await rig.until(later, ({ run }) => run?.state === 'exited')
  waiting = await rig.thread({
    projectId,
    prompt: prompt('Wait', ['May I?', write('w.txt', 'w')], 'Went on.'),
  })
  await rig.until(waiting, (thread) => pending(thread).length > 0)
}, 120_000)
afterAll(() => rig.close(), 120_000)

type Listed = { isRestoring: boolean; restored: { at: string; setAside: string } | null }

/** Restores and waits until it is done; false when the server is gone. */
async function restore(from: string, isGone = () => false): Promise<boolean> {
  const { body } = await rig.api('POST', '/api/backups/restore', { from })
  const { at } = body as { at: string } // The contract's answer.
  while (!isGone()) {
    const listed = await unlessDown(() => rig.api('GET', '/api/backups'))
    if (listed?.status === 200 && (listed.body as Listed).restored?.at === at) return true // Likewise.
    await wait(50)
  }
  return false
}

/** True when it died by its own hand at this step. */
async function restoreKilledAt(step: number): Promise<boolean> {
  await rig.end('SIGTERM')
  rig.preload.push(killer)
  rig.env['KILL_AT_MOVE'] = String(step)
  await rig.start()
  rig.preload.length = 0
  let isGone = false
  const death = rig.server().ended.then(() => (isGone = true))
  // A connection fails before the end of the process is told.
  const restoring = unlessDown(() => restore(backup.name, () => isGone))
  const died = await Promise.race([
    death,
    restoring.then((done) => (done === true ? false : death)),
  ])
  await rig.end('SIGKILL')
  return died
}

it('leaves one whole state, whenever it is cut short', async () => {
  const agent = (await rig.snapshot(waiting)).run?.id ?? ''
  const pid = rig.agentPid(agent)
  expect(pid).not.toBeNull()
  const states: string[] = []
  for (let step = 1; ; step += long ? 1 : 2) {
    const died = await restoreKilledAt(step)
    await rig.start()
    const { status } = await rig.api('GET', `/api/threads/${later}`)
    expect([200, 404]).toContain(status)
    states.push(status === 404 ? 'new' : 'old')
    await wholeLog(rig, kept)
    if (status === 200) await wholeLog(rig, later)
    const still = await rig.until(waiting, (thread) => pending(thread).length > 0)
    await wholeLog(rig, waiting)
    expect([step, still.run?.id, rig.agentPid(agent)]).toEqual([step, agent, pid])
    const left = readdirSync(rig.home).filter((name) => /staged|chosen|merged|damaged/.test(name))
    expect([step, left]).toEqual([step, []])
    if (status === 404) {
      const { body } = await rig.api('GET', '/api/backups')
      await restore((body as Listed).restored?.setAside ?? '') // The contract's answer.
      expect((await rig.api('GET', `/api/threads/${later}`)).status).toBe(200)
    }
    if (!died) break
  }
  expect(states[0]).toBe('old')
  expect(states.at(-1)).toBe('new')
  // Once it was certain, it was done.
  expect(states.indexOf('new')).toBe(states.lastIndexOf('old') + 1)
  figure('kills at one of the steps of a restore', states.length - 1)
}, 600_000)
