// A thread forked from another with the real agent: its own worktree with the files as they were, the conversation up to
// there, and both go on beside each other.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ThreadSnapshot } from '@a-parallel/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop', { 'README.md': '# Shop\n' }))
})
afterAll(() => server.close())

const file = (thread: ThreadSnapshot, name: string) => join(String(thread.worktreePath), name)

/** A thread with two answers, each of which wrote a file. */
async function twoAnswers(): Promise<ThreadSnapshot> {
  const id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    prompt: prompt('Begin', [write('one.txt', 'one\n')], 'The first answer.'),
  })
  await rest(server, id)
  await talk(server, id, prompt('Go on', [write('two.txt', 'two\n')], 'The second answer.'))
  return server.until(id, ({ checkpoints }) =>
    checkpoints.some(({ place, turnId }) => place === 'after' && turnId !== checkpoints[0]?.turnId),
  )
}

async function fork(
  thread: ThreadSnapshot,
  body: Record<string, unknown>,
): Promise<ThreadSnapshot> {
  const answer = await server.api('POST', `/api/threads/${thread.id}/fork`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(202)
  return server.until(answer.body.id, ({ worktree }) => worktree?.state !== 'requested')
}

it('begins with files and conversation as they were, and goes on beside its origin', async () => {
  const origin = await twoAnswers()
  const [first] = origin.turns
  const made = await fork(origin, { turnId: first?.id, title: 'Another way' })
  expect(made).toMatchObject({ title: 'Another way', status: 'completed', mode: 'worktree' })
  expect(made.origin).toEqual({ threadId: origin.id, turnId: first?.id, title: origin.title })
  expect(said(made)).toEqual(['The first answer.'])
  expect(made.branch).not.toBe(origin.branch)
  expect(readFileSync(file(made, 'one.txt'), 'utf8')).toBe('one\n')
  expect(existsSync(file(made, 'two.txt'))).toBe(false)

  await server.api('POST', `/api/threads/${origin.id}/messages`, {
    text: prompt('Hold', ['x', { hold: 'origin' }]),
  })
  await server.untilStatus(origin.id, 'running')
  const went = await talk(
    server,
    made.id,
    prompt('On my own', [write('own.txt', 'own\n')], 'Done.'),
  )
  expect((await server.snapshot(origin.id)).status).toBe('running')
  server.model.release('origin')
  await rest(server, origin.id)
  expect(said(went)).toEqual(['The first answer.', 'Done.'])
  expect(existsSync(file(origin, 'own.txt'))).toBe(false)
  const ask = server.model.requests().findLast(({ userText }) => userText.includes('On my own'))
  expect(ask?.userText).toContain(String(made.worktreePath))
  expect(ask?.userText).not.toContain('conversation so far was lost')
  // Greeting, question, call, result, answer, question.
  expect(ask?.messages).toBeGreaterThan(4)
  expect(went.run?.sessionId).not.toBe(origin.run?.sessionId)
})

it('can be rewound to before what it took over, also when its origin is gone', async () => {
  const origin = await twoAnswers()
  const made = await fork(origin, {})
  expect(said(made)).toEqual(['The first answer.', 'The second answer.'])
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: String(origin.worktreePath), encoding: 'utf8' })
  git('add', '-A')
  git('-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit', '-q', '-m', 'x')
  expect((await server.api('DELETE', `/api/threads/${origin.id}`)).status).toBe(202)
  const wish = await server.api('POST', `/api/threads/${made.id}/rewind`, {
    turnId: made.turns[1]?.id,
    what: 'both',
  })
  expect(wish.status, JSON.stringify(wish.body)).toBe(202)
  const back = await server.until(made.id, ({ rewinds }) => rewinds[0]?.state === 'done')
  expect(said(back)).toEqual(['The first answer.'])
  expect(existsSync(file(back, 'two.txt'))).toBe(false)
  expect(existsSync(file(back, 'one.txt'))).toBe(true)
})

it('is made once for an id, and refused where there is nothing to fork', async () => {
  const origin = await twoAnswers()
  const path = `/api/threads/${origin.id}/fork`
  const id = crypto.randomUUID()
  const turnId = origin.turns[0]?.id
  const once = await server.api('POST', path, { id, turnId })
  const twice = await server.api('POST', path, { id, turnId })
  expect([once.status, twice.status, twice.body.id]).toEqual([202, 202, id])
  const refused = async (at: string, body: unknown) => {
    const answer = await server.api('POST', at, body)
    return [answer.status, answer.body.code]
  }
  expect(await refused(path, { id, turnId: origin.turns[1]?.id })).toEqual([409, 'id_taken'])
  const nobody = crypto.randomUUID()
  expect(await refused(path, { turnId: nobody })).toEqual([404, 'turn_not_found'])
  expect(await refused(`/api/threads/${nobody}/fork`, {})).toEqual([404, 'thread_not_found'])
  expect(await refused(path, { turnId: 7 })).toEqual([400, 'invalid_input'])
  await server.until(id, ({ worktree }) => worktree?.state === 'ready')
})

it('is made in full by the next server when one ends in between', async () => {
  const origin = await twoAnswers()
  const turnId = origin.turns[0]?.id
  const { body } = await server.api('POST', `/api/threads/${origin.id}/fork`, { turnId })
  await server.restart()
  const made = await server.until(body.id, ({ worktree }) => worktree?.state === 'ready')
  expect(readFileSync(file(made, 'one.txt'), 'utf8')).toBe('one\n')
  expect(existsSync(file(made, 'two.txt'))).toBe(false)
})
