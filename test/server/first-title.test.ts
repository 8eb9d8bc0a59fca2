// A thread's title: cut out of its first message at once, then the one that the agent's program makes of it; a person's own
// stays.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { rest } from '../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_TITLES: '1' } })
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server?.close())

const words = 'The login form forgets the password of a person who has just signed up, so mend it'
const clipped = 'The login form forgets the password of a person who has…'
const renames = async (id: string) =>
  (await server.events(id)).flatMap((event) =>
    event.type === 'thread.renamed' ? [[event.actor.kind, event.data.title]] : [],
  )

it('is the generated one as soon as there is one', async () => {
  const id = await server.thread({ projectId, prompt: prompt(words, 'Done.') })
  expect((await server.snapshot(id)).title).toBe(clipped)
  await server.until(id, ({ title }) => title === 'The login form forgets the password')
  await rest(server, id)
  await server.api('POST', `/api/threads/${id}/messages`, { text: prompt('Again', 'Done.') })
  await rest(server, id)
  expect(await renames(id)).toEqual([['system', 'The login form forgets the password']])
  const { body } = await server.api('GET', '/api/threads')
  expect(body.threads[0]).toMatchObject({ id, title: 'The login form forgets the password' })
  const said = (await server.snapshot(id)).items.filter(({ kind }) => kind === 'agent-message')
  expect(said).toHaveLength(2)
})

it('is left alone where a person gave one, or where the message is one', async () => {
  const named = await server.thread({ projectId, title: 'Mine', prompt: prompt(words, 'Done.') })
  const renamed = await server.thread({ projectId, prompt: prompt(words, 'Done.') })
  await server.api('PATCH', `/api/threads/${renamed}`, { title: 'Also mine' })
  const short = await server.thread({ projectId, prompt: 'Say hello' })
  for (const id of [named, renamed, short]) await rest(server, id)
  expect(await renames(named)).toEqual([])
  expect(await renames(renamed)).toEqual([['person', 'Also mine']])
  expect(await renames(short)).toEqual([])
})
