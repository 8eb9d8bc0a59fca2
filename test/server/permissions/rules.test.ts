// Standing answers on the real agent: for a thread, for its project, and what they never answer.
import { randomUUID } from 'node:crypto'
import { existsSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

/** Reading outside the checkout asks, and is what the agent does side by side. */
const read = (name: string) => ({ tool: 'Read', input: { file_path: join(server.folder, name) } })

const rules = async () => (await server.api('GET', `/api/rules?projectId=${projectId}`)).body.rules

it('for the thread: the next one of its form is not asked, one that does more is', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Touch',
      bash('touch one.txt'),
      bash('touch two.txt'),
      bash('touch three.txt; rm two.txt'),
      'Done.',
    ),
  })
  const [first] = await asked(server, id)
  expect((await decide(server, id, first!, { decision: 'allow', scope: 'thread' })).status).toBe(
    202,
  )
  const [third] = await asked(server, id)
  expect(third!.title).toBe('touch three.txt; rm two.txt')
  const { worktreePath, rules: made, approvals } = await server.snapshot(id)
  expect(existsSync(join(worktreePath!, 'two.txt'))).toBe(true)
  expect(made).toMatchObject([{ tool: 'Bash', pattern: 'touch *', decision: 'allow' }])
  expect(approvals[1]?.answer?.by).toEqual({
    kind: 'rule',
    name: 'Bash(touch *)',
    ruleId: made[0]!.id,
  })
  expect(await rules()).toEqual([])
  const gone = await server.api('DELETE', `/api/threads/${id}/rules/${made[0]!.id}`)
  expect(gone.status).toBe(202)
  expect((await server.snapshot(id)).rules).toEqual([])
  const again = await server.api('DELETE', `/api/threads/${id}/rules/${made[0]!.id}`)
  expect([again.status, again.body.code]).toEqual([404, 'rule_not_found'])
  await decide(server, id, third!, { decision: 'deny' })
  await rest(server, id)
})

it('for the project: also what waits in other threads is answered, and it survives a restart', async () => {
  const files = [write('src/a.txt', 'a'), write('src/b.txt', 'b')]
  const body = { projectId, prompt: prompt('Write', ...files, write('c.txt', 'c'), 'Done.') }
  const [one, two] = await Promise.all([server.thread(body), server.thread(body)])
  const [[asking]] = await Promise.all([asked(server, one), asked(server, two)])
  const rule = { tool: 'Write', pattern: 'src/**' }
  const wrong = await decide(server, one, asking!, {
    decision: 'allow',
    scope: 'project',
    rule: {
      ...rule,
      pattern: 'docs/**',
    },
  })
  expect([wrong.status, wrong.body.code]).toEqual([422, 'rule_mismatch'])
  const wide = await decide(server, one, asking!, {
    decision: 'allow',
    scope: 'project',
    rule: {
      ...rule,
      pattern: '../**',
    },
  })
  expect([wide.status, wide.body.code]).toEqual([422, 'rule_invalid'])
  expect(await rules()).toEqual([])
  await decide(server, one, asking!, { decision: 'allow', scope: 'project', rule })
  for (const id of [one, two]) {
    const waiting = await server.until(id, (thread) =>
      thread.approvals.some(({ title, state }) => title === 'c.txt' && state === 'pending'),
    )
    const { worktreePath } = waiting
    expect(existsSync(join(worktreePath!, 'src/b.txt'))).toBe(true)
  }
  await expect.poll(async () => (await rules())[0].usedCount).toBe(3)
  const [made] = await rules()
  expect(made).toMatchObject({ ...rule, projectId, by: { kind: 'person' } })
  await server.restart()
  expect(await rules()).toEqual([made])

  // Changed, it answers what waits; removed, it answers nothing.
  const changed = await server.api('PATCH', `/api/rules/${made.id}`, { pattern: '*.txt' })
  expect(changed.body).toMatchObject({ id: made.id, pattern: '*.txt' })
  for (const id of [one, two]) expect(said(await rest(server, id)).at(-1)).toBe('Done.')
  expect((await server.api('DELETE', `/api/rules/${made.id}`)).status).toBe(200)
  expect(await rules()).toEqual([])

  // Made again it holds as before, also for what waits.
  const three = await server.thread({
    projectId,
    prompt: prompt('On', write('d.txt', 'd'), 'Done.'),
  })
  await asked(server, three)
  const { kind, tool, decision } = made
  const words = { kind, tool, pattern: '*.txt', decision }
  const again = await server.api('POST', `/api/projects/${projectId}/rules`, words)
  expect([again.status, again.body]).toMatchObject([201, { ...words, usedCount: 0 }])
  expect(said(await rest(server, three)).at(-1)).toBe('Done.')
  expect((await rules())[0]).toMatchObject({ id: again.body.id, usedCount: 1 })
  await server.api('DELETE', `/api/rules/${again.body.id}`)
})

it('deny and stop: the turn ends, nothing is done, and the thread goes on with the next message', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Both',
      [read('one'), read('two'), read('three'), bash('touch a.txt')],
      'Never said.',
    ),
  })
  const [first] = await asked(server, id, 3)
  const say = (text: string, delivery?: string) =>
    server.api('POST', `/api/threads/${id}/messages`, { text, delivery })
  await say('Later', 'queue')
  await say('Into it', 'into-turn')
  await decide(server, id, first!, { decision: 'deny', stop: true })
  const stopped = await rest(server, id)
  expect([stopped.status, stopped.turns[0]?.state]).toEqual(['stopped', 'interrupted'])
  // As behind any stop.
  for (const turn of stopped.turns.slice(1)) {
    expect([turn.held, turn.state]).toEqual([true, 'queued'])
    const path = `/api/threads/${id}/messages/${turn.id}`
    expect((await server.api('DELETE', path)).status).toBe(202)
  }
  expect(stopped.turns).toHaveLength(3)
  expect(stopped.approvals.map(({ state }) => state)).toEqual(['answered', 'expired', 'expired'])
  expect(stopped.approvals[0]?.answer).toMatchObject({ decision: 'deny', stop: true })
  expect(existsSync(join(stopped.worktreePath!, 'a.txt'))).toBe(false)
  await server.api('POST', `/api/threads/${id}/messages`, { text: prompt('On', 'Gone on.') })
  expect(said(await rest(server, id)).at(-1)).toBe('Gone on.')
})

it('for a place: this file again and no other, wherever a link leads', async () => {
  for (const name of ['one', 'two']) writeFileSync(join(server.folder, name), `This is ${name}.`)
  symlinkSync(join(server.folder, 'two'), join(server.folder, 'link'))
  const id = await server.thread({
    projectId,
    prompt: prompt('Read', read('one'), read('one'), read('link'), 'Done.'),
  })
  const [first] = await asked(server, id)
  expect(first).toMatchObject({ tool: 'Read', detail: { path: join(server.folder, 'one') } })
  await decide(server, id, first!, { decision: 'allow', scope: 'thread' })
  const [third] = await asked(server, id)
  expect(third).toMatchObject({
    detail: { path: join(server.folder, 'link') },
    readsPath: join(realpathSync(server.folder), 'two'),
  })
  const { rules: made, approvals } = await server.snapshot(id)
  const pattern = join(realpathSync(server.folder), 'one')
  expect(made).toMatchObject([{ kind: 'path', tool: 'Read', pattern }])
  expect(approvals.map(({ answer }) => answer?.by.kind)).toEqual(['person', 'rule', undefined])
  // Changed by hand to where the link stands, it says nothing of where it leads.
  const rule = { tool: 'Read', pattern: `${realpathSync(server.folder)}/link` }
  const wrong = await decide(server, id, third!, { decision: 'allow', scope: 'thread', rule })
  expect([wrong.status, wrong.body.code]).toEqual([422, 'rule_mismatch'])
  await decide(server, id, third!, { decision: 'deny' })
  await rest(server, id)
})

it('for a host: what is denied there is denied again, another host is asked', async () => {
  const fetch = (url: string) => ({ tool: 'WebFetch', input: { url, prompt: 'What is it?' } })
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Fetch',
      fetch('https://docs.example.org/a'),
      fetch('https://docs.example.org/b'),
      fetch('https://example.org/'),
      'Done.',
    ),
  })
  const [first] = await asked(server, id)
  await decide(server, id, first!, { decision: 'deny', scope: 'thread' })
  const [third] = await asked(server, id)
  expect(third!.title).toBe('https://example.org/')
  const { rules: made, approvals } = await server.snapshot(id)
  expect(made).toMatchObject([{ kind: 'host', tool: 'WebFetch', pattern: 'docs.example.org' }])
  expect(approvals[1]?.answer).toMatchObject({ decision: 'deny', by: { kind: 'rule' } })
  await decide(server, id, third!, { decision: 'deny' })
  await rest(server, id)
})

it('a rule that denies, and the agent that hears of it', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt('Twice', bash('mkdir one'), bash('mkdir two'), '{{toolResult}}'),
  })
  const [first] = await asked(server, id)
  await decide(server, id, first!, { decision: 'deny', scope: 'thread', message: 'No folders' })
  expect(said(await rest(server, id)).at(-1)).toContain('A standing rule of the user denies this')
})

it('who comes late is told who answered, and what, and when', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Touch', bash('touch x'), 'Done.') })
  const [approval] = await asked(server, id)
  await decide(server, id, approval!, { decision: 'deny' })
  const late = await decide(server, id, approval!, { decision: 'allow', scope: 'project' })
  expect([late.status, late.body.code]).toEqual([409, 'approval_already_answered'])
  const at = expect.stringMatching(/^20\d\d-/)
  expect(late.body.values).toEqual({ decision: 'deny', by: 'person', name: 'local', at })
  expect(await rules()).toEqual([])
  await rest(server, id)
})

it('says clearly what is wrong with a request about rules', async () => {
  const refused = async (method: string, path: string, body?: unknown) => {
    const answer = await server.api(method, path, body)
    return [answer.status, answer.body.code]
  }
  const unknown = `/api/rules/${randomUUID()}`
  expect(await refused('PATCH', unknown, { decision: 'deny' })).toEqual([404, 'rule_not_found'])
  expect(await refused('DELETE', unknown)).toEqual([404, 'rule_not_found'])
  expect(await refused('DELETE', '/api/rules/x')).toEqual([400, 'invalid_input'])
  expect(await refused('GET', '/api/rules?projectId=x')).toEqual([400, 'invalid_input'])
  const rule = { kind: 'command', tool: 'Bash', pattern: 'ls *', decision: 'allow' }
  const elsewhere = `/api/projects/${randomUUID()}/rules`
  expect(await refused('POST', elsewhere, rule)).toEqual([404, 'project_not_found'])
  const here = `/api/projects/${projectId}/rules`
  expect(await refused('POST', here, { ...rule, pattern: '*' })).toEqual([422, 'rule_invalid'])
  expect(await refused('POST', here, { ...rule, kind: 'all' })).toEqual([400, 'invalid_input'])
  for (const body of [
    { pattern: 'a\nb' },
    { pattern: '' },
    { tool: 'x'.repeat(300) },
    { pattern: 'x'.repeat(5e3) },
    { decision: 'maybe' },
    { pattern: 7 },
  ])
    expect(await refused('PATCH', unknown, body)).toEqual([400, 'invalid_input'])
})
