// What the agent asks and what the answers do: permissions, plans and questions, in each permission mode, on the real
// agent. Its scripts do what a model would do that does not keep to its mode.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said, talk, toolCalls } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server.close())

const send = (id: string, text: string) =>
  server.api('POST', `/api/threads/${id}/messages`, { text })

const mode = (id: string, permissionMode: string) =>
  server.api('PATCH', `/api/threads/${id}`, { permissionMode })

it('confirm edit: an edit asks; allowed it is done, denied it is not, and the agent hears why', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Write',
      write('one.txt', 'one\n'),
      [write('two.txt', 'two\n'), bash('touch three.txt')],
      '{{toolResult}}',
    ),
  })
  const [first] = await asked(server, id)
  expect(first).toMatchObject({
    kind: 'permission',
    tool: 'Write',
    detail: { kind: 'edit', path: 'one.txt' },
  })
  const { worktreePath } = await server.snapshot(id)
  const at = (name: string) => join(worktreePath!, name)
  expect(existsSync(at('one.txt'))).toBe(false)
  await decide(server, id, first!, { decision: 'allow' })
  const second = (await asked(server, id)).find((one) => one.tool === 'Write')!
  expect(readFileSync(at('one.txt'), 'utf8')).toBe('one\n')
  await decide(server, id, second, { decision: 'deny', message: 'Not in this house' })
  const [third] = await asked(server, id)
  expect(third).toMatchObject({
    tool: 'Bash',
    detail: { kind: 'command', command: 'touch three.txt' },
  })
  await decide(server, id, third!, { decision: 'deny', message: 'No new files today' })
  const done = await rest(server, id)
  expect(done.status).toBe('completed')
  expect([existsSync(at('two.txt')), existsSync(at('three.txt'))]).toEqual([false, false])
  const heard = server.model.requests().flatMap((request) => request.toolResults)
  expect(heard.map((result) => result.text).join()).toContain('Not in this house')
  expect(said(done).at(-1)).toContain('No new files today')
  expect(toolCalls(done).map((call) => call.state)).toEqual(['completed', 'denied', 'denied'])
  const answers = done.approvals.map(({ answer }) => [answer?.decision, answer?.by.kind])
  expect(answers).toEqual([
    ['allow', 'person'],
    ['deny', 'person'],
    ['deny', 'person'],
  ])
})

it('plan: nothing is changed though the model tries; an approved plan goes on in the chosen mode', async () => {
  const id = await server.thread({
    projectId,
    permissionMode: 'plan',
    prompt: prompt(
      'Plan',
      [write('early.txt', 'x'), bash('touch early-too.txt')],
      { tool: 'Write', input: { file_path: '{{planFile}}', content: '# First plan' } },
      { tool: 'ExitPlanMode', input: {} },
      { tool: 'Write', input: { file_path: '{{planFile}}', content: '# Better plan' } },
      { tool: 'ExitPlanMode', input: {} },
      [write('late.txt', 'late\n')],
      bash('touch asked.txt'),
      'Carried out.',
    ),
  })
  const [first] = await asked(server, id)
  const { worktreePath } = await server.snapshot(id)
  const has = (name: string) => existsSync(join(worktreePath!, name))
  expect(first).toMatchObject({ kind: 'plan', detail: { kind: 'plan', plan: '# First plan' } })
  expect([has('early.txt'), has('early-too.txt')]).toEqual([false, false])
  const before = await server.snapshot(id)
  expect([before.status, before.waitingReason]).toEqual(['waiting', 'plan'])
  expect(
    toolCalls(before)
      .slice(0, 2)
      .map((call) => call.state),
  ).toEqual(['denied', 'denied'])
  // Many comments are one message.
  const message = `${'Mind this line. '.repeat(12_000)}Think of the tests too`
  expect((await decide(server, id, first!, { decision: 'deny', message })).status).toBe(202)
  const [second] = await asked(server, id)
  expect(second!.detail).toEqual({ kind: 'plan', plan: '# Better plan' })
  expect(JSON.stringify(server.model.requests().flatMap((one) => one.toolResults))).toContain(
    'Think of the tests too',
  )
  expect((await server.snapshot(id)).permissionMode).toBe('plan')
  await decide(server, id, second!, { decision: 'allow', permissionMode: 'autoEdit' })
  const [command] = await asked(server, id)
  expect([has('late.txt'), has('asked.txt')]).toEqual([true, false])
  expect(command).toMatchObject({ kind: 'permission', tool: 'Bash' })
  await decide(server, id, command!, { decision: 'allow' })
  const done = await rest(server, id)
  expect([done.status, done.permissionMode, said(done).at(-1)]).toEqual([
    'completed',
    'autoEdit',
    'Carried out.',
  ])
  expect(has('asked.txt')).toBe(true)
})

it('an agent that enters plan mode by itself is held to it, and goes on as before once its plan is approved', async () => {
  const id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    prompt: prompt(
      'Plan first',
      write('before.txt', 'before\n'),
      { tool: 'EnterPlanMode', input: {} },
      [write('early.txt', 'x'), bash('touch early-too.txt')],
      { tool: 'Write', input: { file_path: '{{planFile}}', content: '# The plan' } },
      { tool: 'ExitPlanMode', input: {} },
      write('late.txt', 'late\n'),
      'Carried out.',
    ),
  })
  const [plan] = await asked(server, id)
  expect(plan).toMatchObject({ kind: 'plan', detail: { plan: '# The plan' } })
  const planning = await server.snapshot(id)
  const has = (name: string) => existsSync(join(planning.worktreePath!, name))
  expect([has('before.txt'), has('early.txt'), has('early-too.txt')]).toEqual([true, false, false])
  expect(planning).toMatchObject({ permissionMode: 'plan', modeBeforePlan: 'autoEdit' })
  const chosen = (await server.events(id)).filter(
    ({ type }) => type === 'thread.permission-mode-chosen',
  )
  expect(chosen.map(({ actor, data }) => [actor.kind, data])).toEqual([
    ['agent', { permissionMode: 'plan' }],
  ])
  await decide(server, id, plan!, { decision: 'allow' })
  const done = await rest(server, id)
  expect([done.status, done.permissionMode, said(done).at(-1)]).toEqual([
    'completed',
    'autoEdit',
    'Carried out.',
  ])
  expect(has('late.txt')).toBe(true)
})

it('auto edit: edits inside the worktree are done, all others ask', async () => {
  const secret = join(server.folder, 'secret.txt')
  writeFileSync(secret, 'secret\n')
  const id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    prompt: prompt('Hello', 'Hello.'),
  })
  const { worktreePath } = await rest(server, id)
  const at = (name: string) => join(worktreePath!, name)
  symlinkSync(server.folder, at('outside'))
  symlinkSync(join(server.folder, 'new.txt'), at('dangling.txt'))
  mkdirSync(at('src'))
  symlinkSync(at('src'), at('inside'))
  await send(
    id,
    prompt(
      'Edit',
      [write('src/a.txt', 'a'), write('inside/b.txt', 'b'), write('deep/er/c.txt', 'c')],
      write('outside/hidden.txt', 'x'),
      write('dangling.txt', 'x'),
      write('src/../../sibling.txt', 'x'),
      { tool: 'Write', input: { file_path: join(server.folder, 'plain.txt'), content: 'x' } },
      bash('echo hi > by-command.txt'),
      'Done.',
    ),
  )
  const seen: string[] = []
  for (;;) {
    const thread = await server.until(
      id,
      (one) => one.turns[1]?.state === 'completed' || one.status === 'waiting',
    )
    const approval = thread.approvals.find((one) => one.state === 'pending')
    if (!approval) break
    seen.push(approval.tool === 'Bash' ? 'Bash' : JSON.stringify(approval.input['file_path']))
    await decide(server, id, approval, { decision: 'deny' })
  }
  const done = await rest(server, id)
  expect([done.status, said(done).at(-1)]).toEqual(['completed', 'Done.'])
  expect(seen.map((path) => /hidden|dangling|sibling|plain|Bash/.exec(path)?.[0])).toEqual([
    'hidden',
    'dangling',
    'sibling',
    'plain',
    'Bash',
  ])
  expect(
    ['src/a.txt', 'src/b.txt', 'deep/er/c.txt'].map((name) => readFileSync(at(name), 'utf8')),
  ).toEqual(['a', 'b', 'c'])
  for (const name of ['hidden.txt', 'new.txt', 'plain.txt'])
    expect(existsSync(join(server.folder, name))).toBe(false)
  expect(existsSync(at('by-command.txt'))).toBe(false)
  expect(
    execFileSync('git', ['status', '--porcelain'], { cwd: worktreePath!, encoding: 'utf8' }),
  ).toContain('src/')
})

it('auto edit: the repository’s own folder is none of the worktree', async () => {
  const id = await server.thread({
    projectId,
    mode: 'local',
    permissionMode: 'autoEdit',
    prompt: prompt('Edit', write('fine.txt', 'x'), write('.git/hooks/post-commit', 'x'), 'Done.'),
  })
  const [approval] = await asked(server, id)
  expect(approval!.input['file_path']).toContain('.git/hooks')
  await decide(server, id, approval!, { decision: 'deny' })
  const done = await rest(server, id)
  expect(existsSync(join(done.projectPath, 'fine.txt'))).toBe(true)
  expect(existsSync(join(done.projectPath, '.git', 'hooks', 'post-commit'))).toBe(false)
})

it('several requests are open at once and answered in any order', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt(
      'Both',
      [bash('echo first > 1.txt'), write('2.txt', '2'), write('3.txt', '3')],
      'Done.',
    ),
  })
  await asked(server, id)
  const answered = new Set<string>()
  while ((await server.snapshot(id)).status !== 'completed') {
    const thread = await server.until(
      id,
      (one) => one.status === 'completed' || one.approvals.some((ask) => ask.state === 'pending'),
    )
    const approval = thread.approvals.findLast((ask) => ask.state === 'pending')
    if (!approval) break
    answered.add(approval.id)
    await decide(server, id, approval, { decision: 'allow' })
  }
  const { worktreePath } = await rest(server, id)
  expect(answered.size).toBe(3)
  for (const name of ['1.txt', '2.txt', '3.txt'])
    expect(existsSync(join(worktreePath!, name))).toBe(true)
})

it('questions: one, several, free text; refused; and the mode and model of a running thread can be changed', async () => {
  const question = (text: string, multiSelect: boolean) => ({
    question: text,
    header: 'Q',
    multiSelect,
    options: ['Red', 'Blue', 'Green'].map((label) => ({ label, description: label })),
  })
  const questions = [
    question('Which one?', false),
    question('Which ones?', true),
    question('And why?', false),
  ]
  const ask = { tool: 'AskUserQuestion', input: { questions } }
  const id = await server.thread({ projectId, prompt: prompt('Ask', ask, '{{toolResult}}') })
  const [approval] = await asked(server, id)
  const waiting = await server.snapshot(id)
  expect([waiting.status, waiting.waitingReason, approval!.kind]).toEqual([
    'waiting',
    'question',
    'question',
  ])
  expect(approval!.detail).toMatchObject({
    kind: 'question',
    questions: [{ multiSelect: false }, { multiSelect: true }, {}],
  })
  const answers = {
    'Which one?': 'Blue',
    'Which ones?': 'Red, Green',
    'And why?': 'because of the “sea” 🌊',
  }
  await decide(server, id, approval!, { decision: 'allow', answers })
  const told = said(await rest(server, id)).at(-1)!
  for (const answer of Object.values(answers)) expect(told).toContain(answer)

  await send(id, prompt('Ask again', ask, '{{toolResult}}'))
  const [again] = await asked(server, id)
  await decide(server, id, again!, { decision: 'deny', message: 'Ask me tomorrow' })
  expect(said(await rest(server, id)).at(-1)).toContain('Ask me tomorrow')

  // Between turns, and in the middle of one: the next request is judged by the new mode.
  await mode(id, 'autoEdit')
  await server.api('PATCH', `/api/threads/${id}`, { model: 'haiku' })
  const quick = await talk(server, id, prompt('Write', write('quick.txt', 'q'), 'Quick.'))
  expect([quick.status, quick.permissionMode, said(quick).at(-1)]).toEqual([
    'completed',
    'autoEdit',
    'Quick.',
  ])
  expect(server.model.requests().at(-1)?.model).toContain('haiku')
  await send(id, prompt('Slow', ['Wait ', { hold: 'gate' }, 'for it'], 'x'))
  await server.model.waitForRequest((request) => request.answer.holding === 'gate', 20_000)
  await mode(id, 'plan')
  await server.api('PATCH', `/api/threads/${id}`, { model: 'opus' })
  server.model.release('gate')
  await rest(server, id)
  const tries = [write('never.txt', 'n'), bash('touch nor-this.txt')]
  const planned = await talk(server, id, prompt('Try', tries, '{{toolResult}}'))
  const made = ['never.txt', 'nor-this.txt'].map((name) => join(planned.worktreePath!, name))
  expect(made.map((path) => existsSync(path))).toEqual([false, false])
  expect(said(planned).at(-1)).toContain('plan mode')
  expect(server.model.requests().at(-1)?.model).toContain('opus')
})

it('a switch to auto edit in the middle of a turn answers the edits that wait', async () => {
  const id = await server.thread({
    projectId,
    prompt: prompt('Write', write('one.txt', '1'), write('two.txt', '2'), bash('touch x'), 'Done.'),
  })
  await asked(server, id)
  await mode(id, 'autoEdit')
  const waiting = await server.until(id, (thread) =>
    thread.approvals.some(({ tool, state }) => tool === 'Bash' && state === 'pending'),
  )
  expect(existsSync(join(waiting.worktreePath!, 'two.txt'))).toBe(true)
  expect(waiting.approvals.slice(0, 2).map(({ answer }) => answer?.by)).toEqual([
    { kind: 'rule', name: 'autoEdit' },
    { kind: 'rule', name: 'autoEdit' },
  ])
  await decide(server, id, waiting.approvals.at(-1)!, { decision: 'deny' })
  await rest(server, id)
})

it('bypass: refused while it is off and in the project’s checkout; else all is allowed but what asks the person', async () => {
  const refused = async (body: Record<string, unknown>) => {
    const answer = await server.api('POST', '/api/threads', { projectId, prompt: 'x', ...body })
    return [answer.status, answer.body.code]
  }
  const bypass = { permissionMode: 'bypass' }
  const local = { mode: 'local', ...bypass }
  expect(await refused(bypass)).toEqual([409, 'bypass_off'])
  expect(await refused(local)).toEqual([422, 'bypass_local'])
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
  expect(await refused(local)).toEqual([422, 'bypass_local'])
  const question = { question: 'Which?', header: 'Q', multiSelect: false }
  const options = ['Red', 'Blue'].map((label) => ({ label, description: label }))
  const id = await server.thread({
    projectId,
    ...bypass,
    prompt: prompt(
      'All',
      [write('one.txt', '1')],
      bash('rm one.txt && touch two.txt'),
      { tool: 'AskUserQuestion', input: { questions: [{ ...question, options }] } },
      bash('touch three.txt'),
      'Done.',
    ),
  })
  const [approval] = await asked(server, id)
  expect(approval!.kind).toBe('question')
  const { worktreePath } = await server.snapshot(id)
  const has = (name: string) => existsSync(join(worktreePath!, name))
  expect([has('one.txt'), has('two.txt')]).toEqual([false, true])
  // Switched off, it asks again, whatever the thread's mode is called.
  await server.api('PATCH', '/api/settings', { permissions: { bypass: false } })
  await decide(server, id, approval!, { decision: 'allow', answers: { 'Which?': 'Red' } })
  const [command] = await asked(server, id)
  expect(command!.title).toBe('touch three.txt')
  await decide(server, id, command!, { decision: 'deny' })
  await rest(server, id)
})
