// Going back to an earlier message with the real agent: files and conversation, either alone, undone, and said again.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ThreadSnapshot } from '@a-parallel/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(
    server.repository('shop', { 'README.md': '# Shop\n', 'old.txt': 'old\n' }),
  )
})
afterAll(() => server.close())

const words = (thread: ThreadSnapshot) =>
  thread.items.flatMap((item) => (item.kind === 'user-message' ? [item.text.split(' [[')[0]] : []))
const file = (thread: ThreadSnapshot, name: string) => join(String(thread.worktreePath), name)
const git = (thread: ThreadSnapshot, ...args: string[]) =>
  execFileSync('git', args, { cwd: String(thread.worktreePath), encoding: 'utf8' }).trim()

/** A thread with two turns: the first writes a file, the second deletes one by command and commits. */
async function twoTurns(): Promise<ThreadSnapshot> {
  const id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    prompt: prompt('Begin', [write('new.txt', 'first\n')], 'The first answer.'),
  })
  await rest(server, id)
  const text = prompt(
    'Go on',
    [write('new.txt', 'second\n')],
    [bash('rm old.txt && git add -A && git commit -q -m work && touch made.txt')],
    'The second answer.',
  )
  await server.api('POST', `/api/threads/${id}/messages`, { text })
  const [approval] = await asked(server, id)
  if (approval) await decide(server, id, approval, { decision: 'allow' })
  await rest(server, id)
  return kept(id)
}

/** Waits until the files behind the last turn are kept. */
const kept = (id: string) =>
  server.until(
    id,
    ({ status, turns, checkpoints }) =>
      status === 'completed' &&
      checkpoints.some(({ turnId, place }) => place === 'after' && turnId === turns.at(-1)?.id),
  )

async function rewind(thread: ThreadSnapshot, body: Record<string, unknown>) {
  const answer = await server.api('POST', `/api/threads/${thread.id}/rewind`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(202)
  return server.until(thread.id, ({ rewinds }) =>
    rewinds.some(({ id, state }) => id === answer.body.id && state !== 'requested'),
  )
}

async function undo(thread: ThreadSnapshot): Promise<ThreadSnapshot> {
  const answer = await server.api('POST', `/api/threads/${thread.id}/rewind/undo`, {})
  expect(answer.status, JSON.stringify(answer.body)).toBe(202)
  return server.until(thread.id, ({ rewinds }) =>
    rewinds.some(({ id, state }) => id === answer.body.id && state === 'done'),
  )
}

/** Says it; gives what the agent's program holds of the conversation then, and how many messages the model was shown. */
async function shown(thread: ThreadSnapshot, text: string) {
  await talk(server, thread.id, prompt(text, 'Noted.'))
  const ask = server.model.requests().findLast(({ userText }) => userText.includes(text))
  const projects = join(server.folder, 'home', '.claude', 'projects')
  const transcript = readdirSync(projects, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(`${String(ask?.sessionId)}.jsonl`),
  )
  const held = readFileSync(join(projects, String(transcript)), 'utf8')
  return { held, said: ask?.userText, messages: ask?.messages }
}

it('sets files and conversation back, makes the agent forget, and undoes all of it after a restart', async () => {
  const before = await twoTurns()
  const [, second] = before.turns
  const head = git(before, 'rev-parse', 'HEAD')
  const preview = await server.api('GET', `/api/threads/${before.id}/rewind/${String(second?.id)}`)
  expect(preview.body).toEqual({
    total: 3,
    files: [
      { path: 'made.txt', kind: 'taken-away' },
      { path: 'new.txt', kind: 'set-back' },
      { path: 'old.txt', kind: 'made-again' },
    ],
  })

  const back = await rewind(before, { turnId: second?.id, what: 'both' })
  expect(words(back)).toEqual(['Begin'])
  expect(said(back)).toEqual(['The first answer.'])
  expect(back.status).toBe('completed')
  expect(readFileSync(file(back, 'old.txt'), 'utf8')).toBe('old\n')
  expect(readFileSync(file(back, 'new.txt'), 'utf8')).toBe('first\n')
  expect(existsSync(file(back, 'made.txt'))).toBe(false)
  expect(git(back, 'rev-parse', 'HEAD')).toBe(head)
  expect(git(back, 'symbolic-ref', 'HEAD')).toBe(`refs/heads/${String(before.branch)}`)

  await server.restart()
  const again = await undo(back)
  expect(words(again)).toEqual(['Begin', 'Go on'])
  expect(said(again)).toEqual(['The first answer.', 'The second answer.'])
  expect(existsSync(file(again, 'old.txt'))).toBe(false)
  expect(existsSync(file(again, 'made.txt'))).toBe(true)
  expect(readFileSync(file(again, 'new.txt'), 'utf8')).toBe('second\n')
  const heard = await shown(again, 'What do you know?')
  expect(heard.held).toContain('The second answer.')
  expect(heard.messages).toBe(12)
})

it('forgets what was taken back, and only that', async () => {
  const before = await twoTurns()
  const back = await rewind(before, { turnId: before.turns[1]?.id, what: 'conversation' })
  expect(existsSync(file(back, 'old.txt'))).toBe(false)
  const heard = await shown(back, 'What do you know?')
  expect(heard.held).toContain('The first answer.')
  expect(heard.held).not.toContain('The second answer.')
  expect(heard.messages).toBe(7)
  expect(heard.said).toContain('took later messages of this conversation back')
  const sessions = (await server.events(before.id)).flatMap((event) =>
    event.type === 'run.requested' ? [event.data.sessionId] : [],
  )
  expect(new Set(sessions).size).toBe(2)
})

it('sets the files alone back, and tells the agent', async () => {
  const before = await twoTurns()
  const back = await rewind(before, { turnId: before.turns[0]?.id, what: 'files' })
  expect(words(back)).toEqual(['Begin', 'Go on'])
  expect(existsSync(file(back, 'new.txt'))).toBe(false)
  expect(existsSync(file(back, 'old.txt'))).toBe(true)
  const heard = await shown(back, 'And now?')
  expect(heard.held).toContain('The second answer.')
  expect(heard.messages).toBe(12)
  expect(heard.said).toContain('set the files in your working directory back')
})

it('says an edited message in place of the old one, in one wish, and that is undone too', async () => {
  const before = await twoTurns()
  const text = prompt('Go elsewhere', [write('other.txt', 'x\n')], 'Another answer.')
  await rewind(before, { turnId: before.turns[1]?.id, what: 'both', message: { text } })
  await rest(server, before.id)
  const after = await kept(before.id)
  expect(words(after)).toEqual(['Begin', 'Go elsewhere'])
  expect(said(after)).toEqual(['The first answer.', 'Another answer.'])
  expect(existsSync(file(after, 'other.txt'))).toBe(true)
  const back = await undo(after)
  expect(words(back)).toEqual(['Begin', 'Go on'])
  expect(existsSync(file(back, 'other.txt'))).toBe(false)
  expect(readFileSync(file(back, 'new.txt'), 'utf8')).toBe('second\n')
  const heard = await shown(back, 'What do you know?')
  expect(heard.held).toContain('The second answer.')
  expect(heard.held).not.toContain('Another answer.')
  expect(heard.messages).toBe(12)
})

it('goes back to before the first message, and begins anew from there', async () => {
  const before = await twoTurns()
  writeFileSync(file(before, 'mine.txt'), 'mine\n')
  const back = await rewind(before, { turnId: before.turns[0]?.id, what: 'both' })
  expect(words(back)).toEqual([])
  expect(back.status).toBe('completed')
  expect(existsSync(file(back, 'mine.txt'))).toBe(false)
  const heard = await shown(back, 'Hello anew')
  expect(heard.held).not.toContain('answer.')
  expect(heard.said).not.toContain('answer.')
})

it('refuses what cannot be', async () => {
  const thread = await twoTurns()
  const path = `/api/threads/${thread.id}/rewind`
  const nobody = crypto.randomUUID()
  const refused = async (at: string, body: unknown) => {
    const { status, body: said } = await server.api('POST', at, body)
    return [status, said.code]
  }
  const turnId = thread.turns[0]?.id
  expect(await refused(path, { turnId: nobody, what: 'both' })).toEqual([404, 'turn_not_found'])
  expect(await refused(path, { turnId, what: 'all' })).toEqual([400, 'invalid_input'])
  expect(await refused(path, { turnId: 'x', what: 'both' })).toEqual([400, 'invalid_input'])
  const long = { text: 'x'.repeat(1_000_000) }
  expect((await refused(path, { turnId, what: 'both', message: long }))[0]).toBeGreaterThanOrEqual(
    400,
  )
  expect(await refused(`${path}/undo`, {})).toEqual([409, 'nothing_to_undo'])
  expect(await refused(`/api/threads/${nobody}/rewind`, { turnId, what: 'both' })).toEqual([
    404,
    'thread_not_found',
  ])
  const preview = await server.api('GET', `${path}/${nobody}`)
  expect([preview.status, preview.body.code]).toEqual([404, 'turn_not_found'])
  await server.api('POST', `/api/threads/${thread.id}/messages`, {
    text: prompt('Hold', ['x', { hold: 'busy' }]),
  })
  await server.untilStatus(thread.id, 'running')
  expect(await refused(path, { turnId, what: 'both' })).toEqual([409, 'thread_busy'])
  await server.api('POST', `/api/threads/${thread.id}/stop`)
  await server.untilStatus(thread.id, 'stopped')
  server.model.release('busy')
  const id = crypto.randomUUID()
  const once = await server.api('POST', path, { id, turnId, what: 'files' })
  const twice = await server.api('POST', path, { id, turnId, what: 'files' })
  expect([once.status, twice.status]).toEqual([202, 202])
  await server.until(thread.id, ({ rewinds }) => rewinds.at(-1)?.state === 'done')
  const events = await server.events(thread.id)
  expect(events.filter(({ type }) => type === 'rewind.requested')).toHaveLength(1)
})
