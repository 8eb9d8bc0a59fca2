// Ending one call over HTTP: what is refused, and that asking twice is asking once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { bash, prompt } from '../../support/scripts.ts'

let server: TestServer
let id: string
const stop = (itemId: string, threadId = id) =>
  server.api('POST', `/api/threads/${threadId}/items/${encodeURIComponent(itemId)}/stop`)

beforeAll(async () => {
  server = await startTestServer()
  const projectId = await server.addProject(server.repository('shop'))
  id = await server.thread({
    projectId,
    prompt: prompt('Go', [bash('touch a; sleep 600')], 'Done.'),
  })
  const { approvals } = await server.untilStatus(id, 'waiting')
  await server.api('POST', `/api/threads/${id}/approvals/${approvals[0]?.id}`, {
    decision: 'allow',
  })
})
afterAll(() => server.close())

it('refuses what is no call of this thread', async () => {
  const [user] = (await server.snapshot(id)).items
  for (const [itemId, threadId, code] of [
    ['nothing', id, 'call_not_found'],
    [user?.id ?? '', id, 'call_not_found'],
    ['nothing', '00000000-0000-4000-8000-000000000009', 'thread_not_found'],
    ['nothing', 'no-uuid', 'invalid_input'],
    ['x'.repeat(500), id, 'invalid_input'],
  ] as const) {
    const { body } = await stop(itemId, threadId)
    expect(body.code, itemId.slice(0, 20)).toBe(code)
  }
})

it('ends a call that the agent has named, once, and refuses one that is over', async () => {
  const named = await server.until(id, ({ items }) =>
    items.some((item) => item.kind === 'tool-call' && item.handle !== undefined),
  )
  const call = named.items.find((item) => item.kind === 'tool-call')
  const answers = await Promise.all([stop(call?.id ?? ''), stop(call?.id ?? '')])
  expect(answers.map(({ status }) => status)).toEqual([202, 202])
  const { items } = await server.untilStatus(id, 'completed')
  expect(items.find((item) => item.kind === 'tool-call')).toMatchObject({ state: 'failed' })
  expect((await stop(call?.id ?? '')).body.code).toBe('call_over')
  const events = await server.events(id)
  expect(events.filter(({ type }) => type === 'item.stop-requested')).toHaveLength(1)
})
