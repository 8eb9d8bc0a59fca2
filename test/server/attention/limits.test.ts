// How far a subscription's windows are used up: told by the real program of each answer's headers, kept, and asked of an
// agent that lives. It tells only where it is signed in with a subscription.
import type { LimitWindow } from '@a-parallel/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt, type Step } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer({
    env: { ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'scripted' },
  })
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server?.close())

const windows = async (fresh = ''): Promise<LimitWindow[]> =>
  (await server.api('GET', `/api/usage/limits${fresh}`)).body.windows
const named = async (name: string) => (await windows()).find((one) => one.name === name)

const unified = 'anthropic-ratelimit-unified'
/** An hour away, and a week: on the second, as the vendor tells it. */
const soon = Math.ceil(Date.now() / 1000) + 3600
const later = soon + 6 * 86_400
const at = (seconds: number) => new Date(seconds * 1000).toISOString()

/** An answer whose headers say how far a window is used up. */
const answer = (status: string, claim: string, more: Record<string, string> = {}): Step => ({
  blocks: ['Done.'],
  headers: {
    [`${unified}-status`]: status,
    [`${unified}-reset`]: String(claim === 'five_hour' ? soon : later),
    [`${unified}-representative-claim`]: claim,
    ...more,
  },
})

it('are told of nothing before an agent has', async () => {
  expect(await windows()).toEqual([])
  expect(await windows('?fresh=true')).toEqual([])
  expect((await server.api('GET', '/api/usage/limits?fresh=soon')).status).toBe(400)
})

it('tells what is nearly used up, and keeps it over a restart with its time', async () => {
  const warning = answer('allowed_warning', 'five_hour', {
    [`${unified}-5h-utilization`]: '0.93',
    [`${unified}-5h-reset`]: String(soon),
    [`${unified}-5h-surpassed-threshold`]: '0.9',
  })
  const before = new Date().toISOString()
  const id = await server.thread({ projectId, title: 'Go', prompt: prompt('Go', warning) })
  await rest(server, id)
  const told = await named('five_hour')
  expect(told).toMatchObject({
    name: 'five_hour',
    model: null,
    used: 0.93,
    resetsAt: at(soon),
    state: 'near',
    extra: false,
  })
  expect(told!.toldAt >= before).toBe(true)
  await server.restart()
  expect(await named('five_hour')).toMatchObject({ used: 0.93, state: 'near' })
})

it('is not taken back by an agent that lives and knows no shares, asked or not', async () => {
  const id = await server.thread({
    projectId,
    title: 'Go',
    prompt: prompt('Go', 'Without headers.'),
  })
  await rest(server, id)
  const before = await windows()
  expect(before.map(({ name }) => name)).toEqual(['five_hour'])
  expect((await windows('?fresh=true')).map(({ name, used }) => [name, used])).toEqual([
    ['five_hour', 0.93],
  ])
})

it('tells what is used up, and that all is clear again', async () => {
  const refused = {
    blocks: ['Done after all.'],
    error: {
      status: 429,
      headers: {
        [`${unified}-status`]: 'rejected',
        [`${unified}-reset`]: String(later),
        [`${unified}-representative-claim`]: 'seven_day',
      },
    },
  }
  const id = await server.thread({ projectId, title: 'Go', prompt: prompt('Go', refused) })
  await rest(server, id)
  expect(await named('seven_day')).toMatchObject({
    used: 1,
    state: 'reached',
    resetsAt: at(later),
  })
  await talk(server, id, prompt('Again', answer('allowed', 'seven_day')))
  expect(await named('seven_day')).toMatchObject({ state: 'open', resetsAt: at(later) })
  expect(await named('five_hour')).toMatchObject({ state: 'open', used: 0.93 })
})

it('tells nothing where agents are signed in by key', async () => {
  const other = await startTestServer()
  try {
    const project = await other.addProject(other.repository('shop'))
    const id = await other.thread({
      projectId: project,
      title: 'Go',
      prompt: prompt('Go', answer('allowed_warning', 'five_hour')),
    })
    await rest(other, id)
    const { body } = await other.api('GET', '/api/usage/limits?fresh=true')
    expect(body).toEqual({ windows: [] })
    expect((await other.api('GET', '/api/setup')).body.agent.login).toMatchObject({
      kind: 'api-key',
    })
  } finally {
    await other.close()
  }
})
