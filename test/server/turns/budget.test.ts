// Budgets with the real agent: what is used up stops a thread in the middle of a turn, or before the next one, keeps what
// is queued, and lets it go on once it was raised.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

const budget = (id: string, budgetUsd: number | null) =>
  server.api('PATCH', `/api/threads/${id}`, { budgetUsd })
const say = (id: string, text: string) =>
  server.api('POST', `/api/threads/${id}/messages`, { text })
const stopped = (id: string) => server.until(id, ({ waitingReason }) => waitingReason === 'budget')

it('stops a turn in its middle, and takes it up again when the budget is raised', async () => {
  const id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    prompt: prompt('Begin', [bash('touch one')], [write('two.txt', 'two\n')], 'All is done.'),
  })
  const [approval] = await asked(server, id)
  expect((await budget(id, 0.01)).status).toBe(202)
  if (approval) await decide(server, id, approval, { decision: 'allow' })
  const waits = await stopped(id)
  expect(waits).toMatchObject({ status: 'waiting', budgetUsd: 0.01 })
  expect(waits.budgetStop).toMatchObject({ scope: 'thread', turnId: waits.turns[0]?.id })
  expect(waits.budgetStop?.spentUsd).toBeGreaterThan(0.01)
  await server.until(id, ({ turns }) => turns[0]?.state === 'interrupted')
  expect(said(waits)).toEqual([])

  await budget(id, 100)
  const done = await server.until(
    id,
    ({ turns, status }) => turns.length === 2 && status === 'completed',
  )
  expect(done.turns[1]?.origin).toBe('resume')
  expect(done.budgetStop).toBeNull()
})

it('begins no other turn, keeps what is queued, and survives a restart', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Begin', 'One.') })
  await rest(server, id)
  await budget(id, 0.001)
  await say(id, prompt('Go on', 'Two.'))
  await stopped(id)
  await say(id, prompt('And on', 'Three.'))
  await server.restart()
  const waits = await stopped(id)
  expect(waits.turns.map(({ state }) => state)).toEqual(['completed', 'queued', 'queued'])
  await budget(id, null)
  const done = await rest(server, id)
  expect(said(done)).toEqual(['One.', 'Two.', 'Three.'])
})

it('counts all threads of a project, and lets all go on when it is raised', async () => {
  const project = await server.addProject(server.repository('other'))
  const change = (budgetUsd: number | null) =>
    server.api('PATCH', `/api/projects/${project}`, { budgetUsd })
  const first = await server.thread({ projectId: project, prompt: prompt('Begin', 'One.') })
  const { costUsd } = await rest(server, first)
  expect(costUsd).toBeGreaterThan(0)
  const used = async () => (await server.api('GET', '/api/usage/budgets')).body.budgets
  expect(await used()).toEqual([])
  expect((await change(costUsd / 2)).body.budgetUsd).toBe(costUsd / 2)
  const second = await server.thread({ projectId: project, prompt: prompt('Begin', 'Two.') })
  const waits = await stopped(second)
  expect(waits.budgetStop).toMatchObject({ scope: 'project', turnId: null })
  expect(await used()).toEqual([{ projectId: project, budgetUsd: costUsd / 2, spentUsd: costUsd }])
  await change(null)
  expect(await used()).toEqual([])
  expect(said(await rest(server, second))).toEqual(['Two.'])
})

it('is stopped for good by a person, and refuses what is no budget', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Begin', 'One.') })
  await rest(server, id)
  await budget(id, 0.001)
  await say(id, prompt('Go on', 'Two.'))
  await stopped(id)
  expect((await server.api('POST', `/api/threads/${id}/stop`)).status).toBe(202)
  const after = await server.untilStatus(id, 'stopped')
  expect(after.budgetStop).toBeNull()
  for (const bad of [0, -1, 'x', 1e12]) {
    const answer = await server.api('PATCH', `/api/threads/${id}`, { budgetUsd: bad })
    expect([answer.status, answer.body.code], String(bad)).toEqual([400, 'invalid_input'])
  }
})
