// An agent that falls silent is shown as stalled, not as failed, and nothing is ended; when it goes on, nothing is lost.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLive } from '../../support/live-client.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  // Well above what an agent needs from its start to its first word.
  server = await startTestServer({ env: { A_PARALLEL_STALL_MINUTES: '0.1' } })
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

function agentPid(runId: string): number {
  const file = join(server.home, 'runs', runId, 'state', 'agent.id')
  return Number(readFileSync(file, 'utf8').split(' ')[0])
}

it('an agent that was halted is stalled, across a restart too, and goes on when it is continued', async () => {
  const live = await openLive(server)
  live.subscribe('index')
  const words = prompt('Talk', ['First, ', { hold: 'stalled' }, 'and then.'])
  const id = await server.thread({ projectId, prompt: words })
  const { run } = await server.until(id, (thread) =>
    thread.open.some(({ text }) => text === 'First, '),
  )
  const pid = agentPid(run!.id)
  process.kill(pid, 'SIGSTOP')
  server.model.release('stalled')
  const stalled = await server.until(id, (thread) => thread.run?.stalledAt !== null)
  expect([stalled.status, stalled.turns.map(({ state }) => state)]).toEqual([
    'running',
    ['running'],
  ])
  await live.waitUntil(
    (frame) =>
      frame.type === 'changed' &&
      frame.threads.some(({ stalledAt, status }) => stalledAt !== null && status === 'running'),
  )
  await live.close()
  await server.restart()
  await server.until(id, (thread) => thread.open.some(({ text }) => text === 'First, '))
  expect((await server.snapshot(id)).run).toMatchObject({
    id: run!.id,
    stalledAt: stalled.run!.stalledAt,
  })
  process.kill(pid, 'SIGCONT')
  const done = await rest(server, id)
  expect([done.status, said(done), done.run!.id]).toEqual([
    'completed',
    ['First, and then.'],
    run!.id,
  ])
  // Behind a restart it is revived by its answer to the greeting, which may come behind its last word.
  await server.until(id, (thread) => thread.run?.stalledAt === null)
  const types = (await server.events(id)).map(({ type }) => type)
  // A start on a busy machine may have been silent for long, too.
  expect(types.filter((type) => /^run\.(stalled|revived)$/.test(type)).slice(-2)).toEqual([
    'run.stalled',
    'run.revived',
  ])
})

it('a model that says nothing makes its agent stalled, and the thread can be stopped', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Wait', [{ hold: 'silence' }, 'x']) })
  const stalled = await server.until(id, (thread) => thread.run?.stalledAt != null)
  expect(stalled.status).toBe('running')
  expect((await server.api('POST', `/api/threads/${id}/stop`)).status).toBe(202)
  await server.untilStatus(id, 'stopped')
  server.model.release('silence')
})

it('an agent that was halted while its command runs is stalled too, and hears of the end afterwards', async () => {
  const command = bash('touch begun; until [ -f go ]; do sleep 0.05; done; echo finished')
  const words = prompt('Run', command, 'It said: {{toolResult}}')
  const id = await server.thread({ projectId, prompt: words })
  const [approval] = await asked(server, id)
  await decide(server, id, approval!, { decision: 'allow' })
  const { worktreePath, run } = await server.snapshot(id)
  const begun = () => existsSync(join(worktreePath!, 'begun'))
  await expect.poll(begun, { timeout: 20_000 }).toBe(true)
  process.kill(agentPid(run!.id), 'SIGSTOP')
  await server.until(id, (thread) => thread.run?.stalledAt != null)
  writeFileSync(join(worktreePath!, 'go'), '')
  process.kill(agentPid(run!.id), 'SIGCONT')
  const done = await rest(server, id)
  expect([done.status, said(done).at(-1)]).toEqual(['completed', 'It said: finished'])
  expect(done.run!.stalledAt).toBeNull()
})
