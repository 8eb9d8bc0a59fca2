// What an agent can no longer know is told to it with the next turn: calls that may have run, and a conversation that
// its program has lost. What the person sees stays what they typed.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, lastTurn, said, talk, toolCalls } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

function agentPid(runId: string): number {
  const file = join(server.home, 'runs', runId, 'state', 'agent.id')
  return Number(readFileSync(file, 'utf8').split(' ')[0])
}

const toldWith = (words: string) =>
  server.model
    .requests()
    .filter((request) => request.kind === 'turn')
    .map((request) => request.userText)
    .findLast((text) => text.includes(words))

it('killed with the server in the middle of two calls, the agent hears of both with the next message', async () => {
  const [one, two] = ['one', 'two'].map((name) => bash(`touch ${name}; sleep 3141`))
  const words = prompt('Run', { blocks: ['Both.', one!, two!] }, 'Never said.')
  const id = await server.thread({ projectId, prompt: words })
  const [approval] = await asked(server, id)
  await decide(server, id, approval!, { decision: 'allow' })
  const { worktreePath, run } = await server.snapshot(id)
  const begun = () => existsSync(join(worktreePath!, 'one'))
  await expect.poll(begun, { timeout: 20_000 }).toBe(true)
  await server.restart(() => {
    process.kill(agentPid(run!.id), 'SIGKILL')
    return Promise.resolve()
  })
  const failed = await server.untilStatus(id, 'failed', 'interrupted')
  expect(toolCalls(failed).map(({ state }) => state)).toEqual(['interrupted', 'interrupted'])
  const done = await talk(server, id, prompt('What now?', 'I look first.'))
  expect(said(done).at(-1)).toBe('I look first.')
  const titles = toolCalls(failed).map(({ title }) => `- ${title}`)
  expect(toldWith('What now?')).toContain(
    `check before you repeat them:\n${titles.join('\n')}\n\nWhat now?`,
  )
  expect(done.items.findLast((item) => item.kind === 'user-message')?.text).toMatch(/^What now\?/)
  expect(done.run!.sessionId).toBe(run!.sessionId)
  await talk(server, id, prompt('And then?', 'Nothing.'))
  expect(toldWith('And then?')).not.toContain('check before')
})

it('a conversation that was removed begins anew with an account of it', async () => {
  const id = await server.thread({ projectId, prompt: 'Remember the word banana' })
  const first = await server.untilStatus(id, 'completed')
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, (thread) => thread.run?.state === 'exited')
  const projects = join(server.folder, 'home/.claude/projects')
  const kept = readdirSync(projects)
    .map((folder) => join(projects, folder, `${first.run!.sessionId}.jsonl`))
    .filter((file) => existsSync(file))
  expect(kept).toHaveLength(1)
  for (const file of kept) rmSync(file)
  const failed = await talk(server, id, 'Do you know it?')
  expect(lastTurn(failed).problem?.values).toMatchObject({ reason: 'conversation-missing' })
  const done = await talk(server, id, prompt('Which word?', 'Banana.'))
  expect([done.status, said(done).at(-1)]).toEqual(['completed', 'Banana.'])
  const told = toldWith('Which word?')
  expect(told).toContain('The person wrote: Remember the word banana')
  expect(told).toContain(`You said: ${said(first)[0]}`)
  expect(done.run!.sessionId).not.toBe(first.run!.sessionId)
  const last = done.items.findLast((item) => item.kind === 'user-message')
  expect(last?.text).toBe(prompt('Which word?', 'Banana.'))
  // The new one is taken up as any other.
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, (thread) => thread.run?.state === 'exited')
  const after = await talk(server, id, prompt('And now?', 'Still banana.'))
  expect([said(after).at(-1), after.run!.sessionId]).toEqual(['Still banana.', done.run!.sessionId])
  expect(toldWith('And now?')).not.toContain('The person wrote')
})
