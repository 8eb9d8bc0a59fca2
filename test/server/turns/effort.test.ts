// How hard the model thinks, with the real agent: what a person chose is what the model is asked for, from the first turn
// on, changed between turns, kept for the next agent, and taken back.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

const change = (id: string, body: object) => server.api('PATCH', `/api/threads/${id}`, body)
const askedOf = (text: string) =>
  server.model.requests().find(({ userText }) => userText === text)?.effort

it('is what the model is asked for, turn by turn and run by run', async () => {
  const id = await server.thread({ projectId, prompt: 'One', effort: 'low' })
  await rest(server, id)
  expect(askedOf('One')).toBe('low')
  expect((await change(id, { effort: 'xhigh' })).status).toBe(202)
  await talk(server, id, 'Two')
  expect(askedOf('Two')).toBe('xhigh')

  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, ({ run }) => run?.state === 'exited')
  await talk(server, id, 'Three')
  expect(askedOf('Three')).toBe('xhigh')

  await change(id, { effort: null })
  const after = await talk(server, id, 'Four')
  expect(askedOf('Four')).toBe('high')
  expect(after.effort).toBeNull()
})

it('outlives a server, and a model that has none', async () => {
  const id = await server.thread({ projectId, prompt: 'Five', effort: 'medium' })
  await rest(server, id)
  await server.restart()
  await talk(server, id, 'Six')
  expect(askedOf('Six')).toBe('medium')
  await change(id, { model: 'haiku' })
  const after = await talk(server, id, 'Seven')
  expect([askedOf('Seven'), after.effort]).toEqual([undefined, 'medium'])
})

it('is known for each model that the agent offers; nothing else is one', async () => {
  const { models } = (await server.api('GET', '/api/setup')).body
  const efforts = Object.fromEntries(
    models.map((model: { value: string; efforts: unknown }) => [model.value, model.efforts]),
  )
  expect(efforts).toMatchObject({
    sonnet: ['low', 'medium', 'high', 'xhigh', 'max'],
    haiku: [],
    opus: null,
  })
  const id = await server.thread({ projectId, prompt: 'Eight' })
  expect((await change(id, { effort: 'huge' })).status).toBe(400)
})
