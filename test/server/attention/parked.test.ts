// A usage limit parks a thread until it is reset. The agent runs signed in with a subscription, as only then it is told.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt, type Step } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer({
    env: { ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'scripted' },
  })
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server?.close())

/** A step whose first try is refused by a limit that is reset after so many seconds. */
function refused(seconds: number): Step {
  const headers = {
    'anthropic-ratelimit-unified-status': 'rejected',
    'anthropic-ratelimit-unified-reset': String(Math.ceil(Date.now() / 1000) + seconds),
    'anthropic-ratelimit-unified-representative-claim': 'five_hour',
  }
  return { blocks: ['Done after all.'], error: { status: 429, headers } }
}

async function limited(seconds: number): Promise<string> {
  const id = await server.thread({ projectId, prompt: prompt('Go', refused(seconds)) })
  await rest(server, id)
  return id
}
const summary = async (id: string) => {
  const { body } = await server.api('GET', '/api/threads?limit=500')
  return body.threads.find((thread: { id: string }) => thread.id === id)
}
const plan = (id: string, resumeAtReset: unknown) =>
  server.api('PATCH', `/api/threads/${id}`, { resumeAtReset })

it('goes on by itself at the reset, also when the server was started anew meanwhile', async () => {
  const id = await limited(15)
  const parked = await summary(id)
  expect(parked).toMatchObject({ status: 'failed', resumeAt: null })
  expect(Date.parse(parked.parkedUntil)).toBeGreaterThan(Date.now())
  expect((await plan(id, true)).status).toBe(202)
  await server.restart()
  expect(await summary(id)).toMatchObject({ parkedUntil: parked.parkedUntil, status: 'failed' })
  const thread = await server.until(id, ({ turns }) => turns.at(-1)?.state === 'completed')
  expect(Date.parse(thread.turns.at(-1)!.queuedAt)).toBeGreaterThan(Date.parse(parked.parkedUntil))
  expect(await summary(id)).toMatchObject({ parkedUntil: null, resumeAt: null })
})

it('is taken up by the server that comes after the reset', async () => {
  const id = await limited(2)
  await plan(id, true)
  const { resumeAt } = await summary(id)
  await server.restart(async () => {
    const left = Date.parse(resumeAt) - Date.now() + 100
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)))
  })
  await server.until(id, ({ turns }) => turns.at(-1)?.state === 'completed')
})

it('stays parked when that is taken back, and goes on when a person wants it to', async () => {
  const id = await limited(3600)
  await plan(id, true)
  expect((await summary(id)).resumeAt).not.toBeNull()
  await plan(id, false)
  expect((await summary(id)).resumeAt).toBeNull()
  expect((await plan(id, 'soon')).body.code).toBe('invalid_input')
  await server.api('POST', `/api/threads/${id}/resume`)
  await server.until(id, ({ turns }) => turns.at(-1)?.state === 'completed')
  expect((await plan(id, true)).body.code).toBe('nothing_to_resume')
})

it('keeps the messages behind it, and sends them once it goes on, behind what it goes on with', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt('Go', bash('touch asked'), refused(3600)),
  })
  const [approval] = await asked(server, id)
  for (const word of ['Second', 'Third'])
    await server.api('POST', `/api/threads/${id}/messages`, { text: prompt(word, `${word}!`) })
  await decide(server, id, approval!, { decision: 'allow' })
  const parked = await rest(server, id)
  expect(parked.turns.map(({ state, held }) => [state, held])).toEqual([
    ['failed', false],
    ['queued', true],
    ['queued', true],
  ])
  expect((await summary(id)).parkedUntil).not.toBeNull()
  await server.api('POST', `/api/threads/${id}/resume`)
  const done = await server.until(id, ({ turns }) => turns.every(({ endedAt }) => endedAt !== null))
  expect(done.turns.map(({ state, origin }) => [state, origin])).toEqual([
    ['failed', 'person'],
    ['completed', 'resume'],
    ['completed', 'person'],
    ['completed', 'person'],
  ])
  expect(said(done).slice(-2)).toEqual(['Second!', 'Third!'])
})
