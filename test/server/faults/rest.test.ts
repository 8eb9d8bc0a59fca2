// An agent that has nothing to do is let rest after a while: nobody sees it, and the next message brings it back.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_REST_MINUTES: '0.1' } })
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

it('rests by time, and goes on in the same conversation at the next message', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Begin', 'The first answer.') })
  const before = await rest(server, id)
  const rested = await server.until(id, ({ run }) => run?.state === 'exited')
  expect([rested.status, rested.turns.length]).toEqual(['completed', 1])
  expect(said(rested)).toEqual(said(before))
  const after = await talk(server, id, prompt('Go on', 'The second answer.'))
  expect(said(after)).toEqual(['The first answer.', 'The second answer.'])
  expect(after.run!.id).not.toBe(before.run!.id)
  expect(after.run!.sessionId).toBe(before.run!.sessionId)
})

it('does not rest while it waits for a person', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Ask', bash('touch a'), 'Done.') })
  const [approval] = await asked(server, id)
  const waiting = await server.snapshot(id)
  // Another one comes to its rest meanwhile, by the same clock.
  const other = await server.thread({ projectId, prompt: prompt('Pass', 'Passed.') })
  await server.until(other, ({ run }) => run?.state === 'exited')
  expect((await server.snapshot(id)).run).toMatchObject({ id: waiting.run!.id, state: 'live' })
  await decide(server, id, approval!, { decision: 'allow' })
  expect(said(await rest(server, id))).toEqual(['Done.'])
})
