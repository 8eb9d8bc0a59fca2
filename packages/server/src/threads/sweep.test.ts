// What could not be written or done at its time (a full disk, a busy database, a program that was away) is done later,
// once: the sweep asks again for whatever has no outcome.
import {
  foldAll,
  hasRun,
  pendingApprovals,
  Problem,
  threadStatus,
} from '@a-parallel/contract/model'
import type { ThreadEvent } from '@a-parallel/shared'
import { afterEach, expect, it, vi } from 'vitest'
import type { ThreadLog } from '../store/port.ts'
import { id } from './scene.ts'
import { kill } from './stage/machine.ts'
import { openStage, person, settle, type Server, type Stage } from './stage/server.ts'

const threadId = id(1)
const create = (server: Server) =>
  server.threads.create(person, { id: threadId, projectId: id(2), prompt: 'Begin' })

/** A log that refuses to write facts of this type so many times. */
function failing(type: ThreadEvent['type'], times: number): (log: ThreadLog) => ThreadLog {
  let left = times
  return (log) => ({
    ...log,
    append(...written) {
      if (left > 0 && written[1].some((fact) => fact.type === type)) {
        left -= 1
        throw new Problem(left % 2 === 0 ? 'disk_full' : 'database_busy')
      }
      log.append(...written)
    },
  })
}

const view = (stage: Stage) => foldAll(null, stage.log.all(threadId))!
const living = (stage: Stage) => [...stage.machine.agents.values()].filter(({ end }) => !end)

/** As time goes by: journals are read, agents work, and what is left is swept. */
async function pass(stage: Stage, server: Server, rounds = 12): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    server.pump()
    await settle()
    for (const agent of living(stage)) agent.finish()
    server.pump()
    await settle()
    await server.threads.sweep()
    await settle()
  }
}

/** Every message reached its agent once, nothing was doubled, and the slot is free for another thread. */
async function expectGood(stage: Stage, server: Server): Promise<void> {
  const { heard } = stage.machine.memory
  expect(stage.machine.wrong).toEqual([])
  expect(heard).toEqual([...new Set(heard)])
  const events = stage.log.all(threadId)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  const body = { id: id(77), text: 'And now?' }
  await server.threads.say(person, threadId, body)
  await pass(stage, server, 4)
  expect(view(stage).turns.at(-1)).toMatchObject({ id: id(77), state: 'completed' })
}

afterEach(() => vi.useRealTimers())

it.each([
  'worktree.ready',
  'turn.started',
  'run.started',
  'run.identified',
  'turn.completed',
] as const)('%s that could not be written is written later', async (type) => {
  const stage = openStage()
  const server = stage.start(failing(type, 3))
  await create(server)
  await pass(stage, server)
  expect(threadStatus(view(stage))).toBe('completed')
  expect(stage.machine.memory.heard).toHaveLength(1)
  await expectGood(stage, server)
  server.threads.close()
})

it('an end that could not be written is written later', async () => {
  const stage = openStage()
  const server = stage.start(failing('run.exited', 3))
  await create(server)
  server.pump()
  await settle()
  expect(living(stage)).toHaveLength(1)
  kill(living(stage)[0]!)
  await pass(stage, server)
  expect([threadStatus(view(stage)), hasRun(view(stage))]).toEqual(['failed', false])
  await expectGood(stage, server)
  server.threads.close()
})

it('an agent that did not start, which could not be written, is started again', async () => {
  const stage = openStage()
  stage.machine.trouble.starts = 2
  const server = stage.start(failing('run.exited', 2))
  await create(server)
  await pass(stage, server)
  expect(threadStatus(view(stage))).toBe('completed')
  await expectGood(stage, server)
  server.threads.close()
})

it.each([
  ['could not be taken up at the start', 'attaches'],
  ['was deaf when it was taken up', 'orders'],
] as const)('an agent that %s is told later what it has not heard', async (_, trouble) => {
  const stage = openStage()
  const first = stage.start()
  await create(first)
  first.pump()
  await settle()
  const [agent] = living(stage)
  agent!.act(0)
  agent!.act(3)
  first.pump()
  await settle()
  const [open] = pendingApprovals(view(stage))
  // The answer is in the log, and the server dies before it is handed over.
  first.gate.dieAfter(3)
  first.threads.answer(person, threadId, open!.id, { decision: 'allow' })
  await settle()
  first.threads.close()
  expect([agent!.asks.size, pendingApprovals(view(stage))]).toEqual([1, []])
  stage.machine.trouble[trouble] = 2
  const second = stage.start()
  await second.threads.recover()
  expect(agent!.asks.size).toBe(1)
  await pass(stage, second)
  expect(agent!.asks.size).toBe(0)
  expect(threadStatus(view(stage))).toBe('completed')
  expect(stage.machine.memory.answered).toEqual([open!.id])
  await expectGood(stage, second)
  second.threads.close()
})

it('an agent that takes nothing in any more can be stopped while a new server takes it up', async () => {
  const stage = openStage()
  const first = stage.start()
  await create(first)
  first.pump()
  await settle()
  first.gate.die()
  first.threads.close()
  stage.machine.trouble.deaf = true
  const second = stage.start()
  void second.threads.recover()
  await settle()
  second.threads.stop(person, threadId)
  await settle()
  expect(living(stage)).toEqual([])
  expect([threadStatus(view(stage)), hasRun(view(stage))]).toEqual(['stopped', false])
  second.threads.close()
})

it('a sweep by itself, every half minute, and again and again does nothing a second time', async () => {
  vi.useFakeTimers()
  const stage = openStage()
  const server = stage.start(failing('worktree.ready', 1))
  await server.threads.recover()
  await create(server)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(view(stage).worktree?.state).toBe('requested')
  await vi.advanceTimersByTimeAsync(25_000)
  expect(view(stage).worktree?.state).toBe('ready')
  server.pump()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(stage.machine.agents.size).toBe(1)
  expect(living(stage)[0]?.journal.filter(({ type }) => type === 'ready')).toHaveLength(1)
  server.threads.close()
})
