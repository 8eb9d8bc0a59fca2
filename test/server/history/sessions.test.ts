// Sessions that were held with the real agent program outside of a-parallel: listed, read, and gone on with by threads whose
// agents know what was said. Nothing of them is ever changed.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SearchHit, Session, ThreadSnapshot } from '@a-parallel/shared'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type ApiAnswer, type TestServer } from '../../support/server.ts'
import { hold, sessionsFolder, stateOf } from '../../support/sessions/hold.ts'
import { lastTurn, rest, said, talk } from '../../support/threads.ts'

let server: TestServer
let path: string
let projectId: string
let count = 0

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  count += 1
  path = server.repository(`shop-${count}`, { 'README.md': '# Shop\n' })
  projectId = await server.addProject(path)
})

const git = (...args: string[]) => execFileSync('git', args, { cwd: path, stdio: 'pipe' })
const at = (rest = '') => `/api/projects/${projectId}/sessions${rest}`
const list = async (query = ''): Promise<Session[]> =>
  (await server.api('GET', at(query))).body.sessions
const goOn = (session: string, body: Record<string, unknown> = {}): Promise<ApiAnswer> =>
  server.api('POST', at(`/${session}/threads`), body)

/** Goes on with a session and waits for the place to work in. */
async function continued(session: string, body = {}): Promise<ThreadSnapshot> {
  const answer = await goOn(session, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(202)
  const permissionMode = 'autoEdit'
  await server.api('PATCH', `/api/threads/${answer.body.id}`, { permissionMode })
  return server.until(answer.body.id, ({ worktree }) => worktree?.state !== 'requested')
}

/** What the model was sent with a message, and how many messages came along. */
const askOf = (words: string) =>
  server.model.requests().findLast(({ userText }) => userText.includes(words))

/** Two messages, the first of which wrote a file. */
async function twoMessages(cwd = path): Promise<string> {
  const id = await hold(server, cwd, prompt('Begin', [write('one.txt', 'one\n')], 'First answer.'))
  return hold(server, cwd, prompt('Go on', 'Second answer.'), id)
}

it('is listed, read, and gone on with: the agent knows what was said, and the session stays as it is', async () => {
  git('checkout', '-q', '-b', 'topic')
  git('commit', '-q', '--allow-empty', '-m', 'On the topic')
  const id = await twoMessages()
  git('checkout', '-q', 'main')
  const before = stateOf(sessionsFolder(server, path))
  const [session, ...others] = await list()
  expect(others).toEqual([])
  expect(session).toMatchObject({
    id,
    branch: 'topic',
    folder: path,
    messages: { count: 4, exact: true },
    isOpen: false,
    thread: null,
  })
  expect(session?.opening).toMatch(/^Begin /)
  const { body: read } = await server.api('GET', at(`/${id}`))
  expect(read.items.map(({ kind }: { kind: string }) => kind)).toEqual([
    'user-message',
    'tool-call',
    'agent-message',
    'user-message',
    'agent-message',
  ])
  const { body: page } = await server.api('GET', at(`/${id}?from=3&limit=1`))
  expect([page.items, page.total]).toEqual([[read.items[3]], 5])

  const made = await continued(id)
  expect(made).toMatchObject({ status: 'completed', mode: 'worktree' })
  expect(made.imported).toMatchObject({ sessionId: id, folder: path, branch: 'topic', omitted: 0 })
  expect(made.worktree?.base).toBe('topic')
  expect(made.items.slice(0, 5)).toEqual(read.items)
  expect(made.items[5]).toMatchObject({ kind: 'notice', code: 'imported' })
  const went = await talk(
    server,
    made.id,
    prompt('Third', [write('two.txt', '2\n')], 'Third answer.'),
  )
  expect(said(went)).toEqual(['First answer.', 'Second answer.', 'Third answer.'])
  expect(existsSync(join(String(made.worktreePath), 'two.txt'))).toBe(true)
  const ask = askOf('Third')
  expect(ask?.messages).toBeGreaterThan(6)
  expect(ask?.userText).toContain(`Everything of yours is now in ${made.worktreePath}`)
  expect(ask?.userText).not.toContain('conversation so far was lost')
  expect(went.run?.sessionId).not.toBe(id)
  expect(stateOf(sessionsFolder(server, path))).toEqual(before)
  // What its agent holds is the thread's, and no session.
  expect((await list()).map((one) => [one.id, one.thread?.id])).toEqual([[id, made.id]])
  // It is found as said when it was said there.
  const found = async () => {
    const { body } = await server.api('GET', '/api/search?q=Second answer&author=agent')
    return body.hits.map((hit: SearchHit) => [hit.threadId, hit.itemId, hit.at])
  }
  const second = read.items[4]
  await expect.poll(found, { timeout: 20_000 }).toEqual([[made.id, second.id, second.at]])
})

it('goes on in the checkout, with what a local thread’s own agent holds left out of the list', async () => {
  const id = await twoMessages()
  const made = await continued(id, { mode: 'local' })
  expect([made.mode, made.worktree]).toEqual(['local', null])
  const before = stateOf(sessionsFolder(server, path))
  await talk(server, made.id, prompt('Here', [write('here.txt', 'x\n')], 'Yes.'))
  expect(existsSync(join(path, 'here.txt'))).toBe(true)
  expect(askOf('Here')?.messages).toBeGreaterThan(6)
  expect(askOf('Here')?.userText).not.toContain('Everything of yours')
  expect(stateOf(sessionsFolder(server, path))).toMatchObject(before)
  expect((await list()).map((one) => one.id)).toEqual([id])
})

it('is offered the thread that goes on with it; another one only if that is meant', async () => {
  const session = await hold(server, path, prompt('Only this', 'Yes.'))
  const id = randomUUID()
  const made = await continued(session, { id })
  const again = await goOn(session, { id })
  expect([again.status, again.body.id]).toEqual([202, id])
  const refused = await goOn(session)
  expect([refused.status, refused.body.code, refused.body.values]).toEqual([
    409,
    'session_continued',
    { title: made.title, threadId: id },
  ])
  const second = await continued(session, { again: true })
  expect(second.id).not.toBe(id)
  const asBefore = await goOn(session, { id })
  expect([asBefore.status, asBefore.body.id]).toEqual([202, id])
  for (const one of [id, second.id]) await server.api('DELETE', `/api/threads/${one}`)
  expect((await list())[0]?.thread).toBeNull()
  expect((await goOn(session)).status).toBe(202)
})

it('can be gone on with after its worktree is gone, and rewound within what was taken over', async () => {
  const other = join(server.folder, `other-${count}`)
  git('worktree', 'add', '-q', '-b', 'side', other)
  const session = await twoMessages(other)
  const made = await continued(session)
  expect(made.worktree?.base).toBe('side')
  git('worktree', 'remove', '--force', other)
  const turnId = lastTurn(made).id
  const wish = await server.api('POST', `/api/threads/${made.id}/rewind`, {
    turnId,
    what: 'conversation',
  })
  expect(wish.status, JSON.stringify(wish.body)).toBe(202)
  await server.until(made.id, ({ rewinds }) => rewinds[0]?.state === 'done')
  const went = await talk(server, made.id, prompt('Otherwise', 'Yes.'))
  expect(said(went)).toEqual(['First answer.', 'Yes.'])
  const ask = askOf('Otherwise')
  expect(ask?.messages).toBeGreaterThan(2)
  expect(ask?.userText).not.toContain('conversation so far was lost')
})

it('is made once and whole, also when the server ends in between', async () => {
  const session = await twoMessages()
  const id = randomUUID()
  await Promise.all([goOn(session, { id }), goOn(session, { id }), goOn(session, { id })])
  await server.restart()
  const made = await server.until(id, ({ worktree }) => worktree?.state === 'ready')
  expect((await goOn(session, { id })).body.id).toBe(id)
  const events = await server.events(id)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(events.filter(({ type }) => type === 'import.begun')).toHaveLength(1)
  const ids = made.items.map((item) => item.id)
  expect(new Set(ids).size).toBe(ids.length)
  await talk(server, id, prompt('After', 'Yes.'))
  expect(askOf('After')?.messages).toBeGreaterThan(6)
})

it('is known by its id alone, in its own project, to its owner', async () => {
  const session = await hold(server, path, prompt('Mine', 'Yes.'))
  const elsewhere = await server.addProject(server.repository(`else-${count}`))
  const code = async (address: string, method = 'GET', body?: unknown) => {
    const answer = await server.api(method, address, body)
    return [answer.status, answer.body.code]
  }
  const other = `/api/projects/${elsewhere}/sessions`
  expect(await code(`${other}/${session}`)).toEqual([404, 'session_not_found'])
  expect(await code(`${other}/${session}/threads`, 'POST', {})).toEqual([404, 'session_not_found'])
  expect(await code(at(`/${randomUUID()}`))).toEqual([404, 'session_not_found'])
  expect(await code(at(`/..%2f..%2f${session}`))).toEqual([400, 'invalid_path'])
  expect(await code(`/api/projects/${randomUUID()}/sessions`)).toEqual([404, 'project_not_found'])
  expect(await code(at(`/${session}/threads`), 'POST', { mode: 'else' })).toEqual([
    400,
    'invalid_input',
  ])
  const empty = join(sessionsFolder(server, path), `${randomUUID()}.jsonl`)
  const words = { type: 'assistant', uuid: randomUUID(), cwd: path, message: { content: [] } }
  writeFileSync(empty, `${JSON.stringify(words)}\n`)
  expect(await code(at(`/${empty.slice(-42, -6)}/threads`), 'POST', {})).toEqual([
    422,
    'session_empty',
  ])
})

it('is told to its agent by an account where its file is gone by the first message', async () => {
  // The account quotes it: a script in it would be played again.
  const session = await hold(server, path, 'Say hello to the shop')
  const made = await continued(session)
  const [answer] = said(made)
  rmSync(join(sessionsFolder(server, path), `${session}.jsonl`))
  await server.api('POST', `/api/threads/${made.id}/messages`, { text: 'Are you still there?' })
  await rest(server, made.id)
  await talk(server, made.id, 'And now, once more?')
  const ask = askOf('once more?')
  expect(ask?.userText).toContain('conversation so far was lost')
  expect(ask?.userText).toContain('The person wrote: Say hello to the shop')
  expect(ask?.userText).toContain(`You said: ${answer}`)
})

it('is marked while a program that runs holds it', async () => {
  const held = hold(server, path, prompt('Wait', ['x', { hold: 'open' }]))
  await expect.poll(async () => (await list())[0]?.isOpen, { timeout: 30_000 }).toBe(true)
  server.model.release('open')
  await held
  expect((await list())[0]?.isOpen).toBe(false)
})
