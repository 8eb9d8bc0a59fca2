// The log of one item over HTTP.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { bash, prompt } from '../../support/scripts.ts'

let server: TestServer
let id: string
const events = async (item: string, more = '') =>
  (await server.api('GET', `/api/threads/${id}/events?item=${encodeURIComponent(item)}${more}`))
    .body

beforeAll(async () => {
  server = await startTestServer()
  const projectId = await server.addProject(server.repository('shop'))
  id = await server.thread({ projectId, prompt: prompt('Go', [bash('ls')], 'Done.') })
  await server.untilStatus(id, 'completed')
})
afterAll(() => server.close())

it('holds what concerns that item and nothing else, a page at a time', async () => {
  const { items } = await server.snapshot(id)
  const call = items.find(({ kind }) => kind === 'tool-call')
  const all = await events(call?.id ?? '')
  expect(all.events.map((event: { type: string }) => event.type)).toEqual([
    'item.started',
    'item.completed',
  ])
  const [first] = all.events
  const page = await events(call?.id ?? '', '&limit=1')
  expect(page).toEqual({ events: [first], more: true })
  const rest = await events(call?.id ?? '', `&after=${first.seq}`)
  expect(rest).toEqual({ events: all.events.slice(1), more: false })
})

it('knows a message of a person’s by the event that made it, and nothing of what is not there', async () => {
  const [user] = (await server.snapshot(id)).items
  const found = await events(user?.id ?? '')
  expect(found.events.map((event: { type: string }) => event.type)).toEqual(['turn.queued'])
  expect(await events("nothing' or 1=1 --")).toEqual({ events: [], more: false })
  expect((await events('x'.repeat(500))).code).toBe('invalid_input')
})
