// `a-parallel stop` ends the server and nothing else; `stop --all` its agents too, also when the server was killed
// before: no process stays, the threads are stopped, and all of it comes back.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findTree } from '../../packages/server/src/runner/processes/kill-tree.ts'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { bash, prompt } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'

let rig: CrashRig
let projectId: string

beforeAll(async () => {
  rig = await startCrashRig()
  const path = makeRepository(join(rig.folder, 'shop'))
  const { body } = await rig.api('POST', '/api/projects', { path })
  projectId = (body as { id: string }).id // The contract's answer.
})
afterAll(() => rig.close())

const runMjs = fileURLToPath(new URL('../../scripts/run.mjs', import.meta.url))

/** The command, as a person would type it. */
async function stop(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [runMjs, 'stop', ...args], { env: rig.env })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  }
  const [code] = (await once(child, 'close')) as [number | null] // An exit code, or null after a signal.
  return { code, said }
}

/** One agent in a sentence, one in a command, one that rests. */
async function atWork(): Promise<{ ids: string[]; runs: string[] }> {
  const talks = prompt('Talk', ['The first half, ', { hold: 'never' }, 'and the rest.'])
  const works = prompt('Work', bash('setsid sleep 3131 & touch begun; sleep 3131'), 'Done.')
  const rests = prompt('Rest', 'I am done.')
  const ids = await Promise.all(
    [talks, works, rests].map((text) => rig.thread({ projectId, prompt: text })),
  )
  const [talking = '', working = '', resting = ''] = ids
  await rig.until(talking, (thread) => thread.open.length > 0)
  const asked = await rig.until(working, (thread) => thread.approvals.length > 0)
  const path = `/api/threads/${working}/approvals/${asked.approvals[0]!.id}`
  await rig.api('POST', path, { decision: 'allow' })
  await rig.until(resting, (thread) => thread.status === 'completed')
  const threads = await Promise.all(ids.map((id) => rig.snapshot(id)))
  const runs = threads.map((thread) => thread.run!.id)
  await expect.poll(() => left([runs[1]!]), { timeout: 20_000 }).toBeGreaterThan(4)
  return { ids, runs }
}

async function left(runs: string[]): Promise<number> {
  const trees = runs.map((run) => findTree({ marker: `A_PARALLEL_RUN=${run}` }))
  return (await Promise.all(trees)).flat().length
}

async function expectStopped({ ids, runs }: { ids: string[]; runs: string[] }): Promise<void> {
  expect(await left(runs)).toBe(0)
  await rig.start()
  const threads = await Promise.all(ids.map((id) => rig.snapshot(id)))
  expect(threads.map((thread) => [thread.status, thread.run?.state])).toEqual([
    ['stopped', 'exited'],
    ['stopped', 'exited'],
    ['completed', 'exited'],
  ])
  for (const thread of threads) {
    const events = await rig.events(thread.id)
    const asks = events.filter((event) => event.type === 'run.stop-requested')
    expect(asks.map((event) => event.actor.kind)).toEqual(['person'])
  }
}

it('without --all it ends the server alone, and says so', async () => {
  const { ids, runs } = await atWork()
  const { pid } = rig.server()
  expect(await stop()).toEqual({
    code: 0,
    said: `The server (pid ${pid}) has ended. Its agents go on; \`npm start\` takes them up again.\n`,
  })
  expect(rig.agentPid(runs[0]!)).not.toBeNull()
  expect((await stop()).said).toBe(`No a-parallel server runs on ${rig.home}.\n`)
  const all = await stop('--all')
  expect(all).toMatchObject({ code: 0, said: expect.stringContaining('3 agents ended') })
  expect(await stop('--all')).toMatchObject({ code: 0, said: expect.stringMatching(/No agent/) })
  expect((await stop('--everything')).code).toBe(2)
  await expectStopped({ ids, runs })
  expect((await rig.api('POST', `/api/threads/${ids[1]}/resume`)).status).toBe(202)
  const resumed = await rig.until(ids[1]!, (thread) => thread.run!.id !== runs[1])
  expect(resumed.run!.sessionId).not.toBe('')
  await rig.until(ids[1]!, (thread) => !['pending', 'running'].includes(thread.status))
}, 180_000)

it('with --all it ends a living server first, and what a killed one left', async () => {
  const living = await atWork()
  const { pid } = rig.server()
  const { code, said } = await stop('--all')
  expect([code, said.split('\n')[0]]).toEqual([0, `The server (pid ${pid}) has ended.`])
  expect(said).toMatch(/\d agents ended; .*`npm start`/)
  await expectStopped(living)
  const orphaned = await atWork()
  await rig.end('SIGKILL')
  expect(await stop('--all')).toMatchObject({
    code: 0,
    said: expect.stringContaining('No a-parallel'),
  })
  await expectStopped(orphaned)
}, 240_000)
