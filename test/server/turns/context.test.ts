// How full the real agent's context is, what fills it, and what each model used: told behind each turn, measured once and
// when a person asks, falling when the conversation is summed up, and counted on over agents that come and go.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

const large = prompt('Much', { blocks: ['Read it all.'], usage: { input_tokens: 120_000 } })
const ask = (id: string) => server.api('POST', `/api/threads/${id}/context`)
const measuredEvents = async (id: string) =>
  (await server.events(id)).filter(({ type }) => type === 'run.context-measured')

it('is measured once by itself, follows each turn, and falls when the conversation is summed up', async () => {
  const id = await server.thread({ projectId, prompt: 'Hello' })
  const first = await server.until(id, ({ context }) => context?.measured != null)
  const { context } = first
  expect(context?.window).toBe(200_000)
  expect(context?.measured?.compactAt).toBe(167_000)
  expect(context?.measured?.turnId).toBe(first.turns[0]?.id)
  const kinds = context?.measured?.parts.map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['system-prompt', 'system-tools', 'messages']))
  expect(kinds).not.toContain('other')

  const full = await talk(server, id, large)
  expect(full.context).toMatchObject({ tokens: 120_000, window: 200_000 })
  expect(await measuredEvents(id)).toHaveLength(1)
  expect((await ask(id)).body.asked).toBe(true)
  const asked = await server.until(id, (thread) => thread.context?.measured?.tokens === 120_000)
  const messages = asked.context?.measured?.parts.find(({ kind }) => kind === 'messages')
  expect(messages?.tokens).toBeGreaterThan(50_000)

  await talk(server, id, '/compact')
  const after = await server.until(id, (thread) => thread.context?.measured != null)
  expect(after.context?.tokens).toBeLessThan(60_000)
  const notices = after.items.filter((item) => item.kind === 'notice')
  expect(notices.at(-1)).toMatchObject({ code: 'compacted', values: { trigger: 'manual' } })
})

it('stays known after the agent has gone, and nobody is asked then', async () => {
  const id = await server.thread({ projectId, prompt: 'Hello' })
  await server.until(id, ({ context }) => context?.measured != null)
  await server.api('POST', `/api/threads/${id}/stop`)
  const gone = await server.until(id, ({ run }) => run?.state === 'exited')
  expect(gone.context?.measured?.parts.length).toBeGreaterThan(2)
  expect((await ask(id)).body.asked).toBe(false)
  expect((await server.api('POST', `/api/threads/${crypto.randomUUID()}/context`)).status).toBe(404)
})

it('tells what each model used, turn by turn and over all agents of the thread', async () => {
  const usage = (input: number, read: number) => ({
    blocks: ['Done.'],
    usage: { input_tokens: input, cache_read_input_tokens: read, output_tokens: 10 },
  })
  const id = await server.thread({ projectId, prompt: prompt('One', usage(1_000, 500)) })
  await rest(server, id)
  await server.api('PATCH', `/api/threads/${id}`, { model: 'haiku' })
  await talk(server, id, prompt('Two', usage(2_000, 0)))
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, ({ run }) => run?.state === 'exited')
  const { byModel, costUsd, turns } = await talk(server, id, prompt('Three', usage(4_000, 100)))
  expect(byModel.map(({ model }) => model)).toEqual([
    'claude-sonnet-5',
    'claude-haiku-4-5-20251001',
  ])
  expect(byModel[0]).toMatchObject({ inputTokens: 1_000, cacheReadTokens: 500, outputTokens: 10 })
  expect(byModel[1]).toMatchObject({ inputTokens: 6_000, cacheReadTokens: 100, outputTokens: 20 })
  expect(byModel.reduce((sum, use) => sum + use.costUsd, 0)).toBeCloseTo(costUsd, 6)
  expect(turns[2]?.usage?.models?.map(({ model }) => model)).toEqual(['claude-haiku-4-5-20251001'])
})
