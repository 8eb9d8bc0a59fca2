// Everything a person can get wrong, and everything that can go wrong around an agent: each is said clearly, with a
// code, and the thread goes on.
import { calls } from '@a-parallel/contract/wire'
import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prompt, write } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { asked, decide, lastTurn, rest, said, talk } from '../support/threads.ts'

let server: TestServer
let repository: string
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  repository = server.repository('shop')
  projectId = await server.addProject(repository)
  userSettings(server, { CLAUDE_CODE_MAX_RETRIES: '1' })
})
afterAll(() => server.close())

/** The person's own settings of the agent; the default number of retries takes minutes. */
function userSettings(of: TestServer, env: Record<string, string>): void {
  mkdirSync(join(of.folder, 'home', '.claude'), { recursive: true })
  writeFileSync(join(of.folder, 'home', '.claude', 'settings.json'), JSON.stringify({ env }))
}

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' })

const refused = async (method: string, path: string, body?: unknown) => {
  const answer = await server.api(method, path, body)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body.detail.length).toBeGreaterThan(5)
  return [answer.status, answer.body.code] as const
}

describe('a project’s path', () => {
  it('that leads to no usable repository says which kind of wrong it is', async () => {
    const place = (name: string) => join(server.folder, name)
    writeFileSync(place('file'), '')
    mkdirSync(place('plain'))
    mkdirSync(place('closed'))
    chmodSync(place('closed'), 0)
    mkdirSync(place('bare'))
    git(place('bare'), 'init', '-q', '--bare')
    mkdirSync(place('empty'))
    git(place('empty'), 'init', '-q')
    mkdirSync(join(repository, 'src', 'deep'), { recursive: true })
    const add = (path: unknown) => refused('POST', '/api/projects', { path })
    expect(await add(place('missing'))).toEqual([422, 'path_missing'])
    expect(await add(place('file'))).toEqual([422, 'path_not_directory'])
    expect(await add(place('plain'))).toEqual([422, 'not_a_repository'])
    // Root may read everything.
    const closed = process.getuid?.() === 0 ? 'not_a_repository' : 'path_denied'
    expect(await add(place('closed'))).toEqual([422, closed])
    expect(await add(place('bare'))).toEqual([422, 'repository_bare'])
    expect(await add(place('empty'))).toEqual([422, 'repository_empty'])
    expect(await add(join(repository, 'src', 'deep'))).toEqual([422, 'repository_inside'])
    expect(await add(join(repository, '.git'))).toEqual([
      422,
      expect.stringMatching(/^(repository|not_a)_/),
    ])
    for (const relative of ['shop', './shop', '../shop', '~nobody/x', '-x', '--help'])
      expect(await add(relative)).toEqual([400, 'invalid_path'])
    for (const wrong of ['', 'a\0b', 'x'.repeat(5000), 7, null, ['/tmp'], {}])
      expect(await add(wrong)).toEqual([400, 'invalid_input'])
    const inside = await server.api('POST', '/api/projects', { path: join(repository, 'src') })
    expect(inside.body.values).toEqual({ root: repository })
  })

  it('is taken once, whichever way it is written', async () => {
    symlinkSync(repository, join(server.folder, 'alias'))
    for (const path of [`${repository}/`, `${repository}/.`, join(server.folder, 'alias')])
      expect((await server.api('POST', '/api/projects', { path })).body.id).toBe(projectId)
    expect((await server.api('GET', '/api/projects')).body.projects).toHaveLength(1)
  })

  it('can be browsed or not, and says why', async () => {
    const browse = (path: string) =>
      refused('GET', `/api/files/browse?path=${encodeURIComponent(path)}`)
    expect(await browse(join(server.folder, 'missing'))).toEqual([422, 'path_missing'])
    expect(await browse(join(server.folder, 'file'))).toEqual([422, 'path_not_directory'])
    expect(await browse('relative')).toEqual([400, 'invalid_path'])
    expect(await browse('/a\0b')).toEqual([400, 'invalid_input'])
  })
})

describe('an id', () => {
  const bodies: Record<string, unknown> = {
    continueSession: {},
    sendMessage: { text: 'x' },
    answerApproval: { decision: 'allow' },
    changeThread: { title: 'x' },
    changeMessage: { text: 'x' },
    changeProject: { name: 'x' },
    seeThread: { seq: 1 },
    openPullRequest: { title: 'x', body: '', base: 'main' },
    mergePullRequest: { method: 'merge', headCommit: '0'.repeat(40) },
    forkThread: {},
    rewindThread: { turnId: randomUUID(), what: 'both' },
    undoRewind: {},
    proposeMessage: {},
    commit: { message: 'x', head: null },
    pushBranch: {},
    updateBranch: { from: 'base', how: 'merge' },
    finishUpdate: { action: 'abort' },
    resolveConflict: { path: 'a', side: 'ours' },
    mergeBranch: { how: 'merge', head: '0'.repeat(40) },
    stageChanges: { action: 'stage', files: [{ path: 'a', version: 'x' }] },
    revertChanges: { files: [{ path: 'a', version: 'x' }] },
    changeSetup: { name: 'x', action: 'retry' },
    writeRecipe: { text: '{}', was: null },
    writeOwnRecipe: { text: null },
    archiveProject: { archived: true },
    eraseProject: { name: 'x' },
    changeDevServer: { name: 'web', action: 'stop' },
    makeSpare: { projectId: randomUUID(), prompt: 'x' },
    switchSkill: { skill: 'user:skill:x', off: true },
    trustProject: { fingerprint: '0'.repeat(64) },
    changeRule: { decision: 'deny' },
    makeRule: { kind: 'command', tool: 'Bash', pattern: 'ls *', decision: 'allow' },
    changeToolServer: {
      name: 'x',
      projectId: null,
      transport: { type: 'stdio', command: 'x', args: [], values: {} },
    },
    switchToolServer: { place: {}, on: true },
    finishSignIn: { address: 'http://localhost/' },
    makeThreadRule: { kind: 'command', tool: 'Bash', pattern: 'ls *', decision: 'allow' },
  }

  const queries: Record<string, string> = {
    readChanges: '?scope=branch',
    readDiff: '?scope=branch&path=a',
    readSetupOutput: '?name=x',
    readDevServerOutput: '?name=x',
    readFileSide: '?scope=branch&path=a&side=before',
    jumpToSymbols: '?query=x',
    readFile: '?path=a',
    readFileBytes: '?path=a',
  }

  it('that nobody has is not found, one that is no id is invalid', async () => {
    for (const [name, declared] of Object.entries(calls)) {
      if (!declared.path.includes(':id')) continue
      const path = (id: string) =>
        declared.path
          .replace(':id', id)
          .replace(/:(approval|item)Id/, 'nothing')
          .replace(/:\w+/, randomUUID()) + (queries[name] ?? '')
      const noun =
        /^\/api\/(?:push\/|removed-)?(project|thread|rule|device|kept|tool-server|clone)s?\//.exec(
          declared.path,
        )![1]!
      const nobodys = noun === 'device' ? randomBytes(32).toString('base64url') : randomUUID()
      // To take off what is not there changes nothing; a spare is made for a thread that is not there yet.
      if (!['removeDevice', 'makeSpare', 'dropSpare'].includes(name))
        expect([name, ...(await refused(declared.method, path(nobodys), bodies[name]))]).toEqual([
          name,
          404,
          `${noun.replace('-', '_')}_not_found`,
        ])
      for (const wrong of ['x', '1', randomUUID().slice(1), '__proto__', 'constructor'])
        expect(await refused(declared.method, path(wrong), bodies[name])).toEqual([
          400,
          'invalid_input',
        ])
    }
  })

  it('in a body is checked as well', async () => {
    const create = (body: object) =>
      refused('POST', '/api/threads', { projectId, prompt: 'x', ...body })
    expect(await create({ projectId: randomUUID() })).toEqual([404, 'project_not_found'])
    expect(await create({ projectId: 'x' })).toEqual([400, 'invalid_input'])
    expect(await create({ id: 'x' })).toEqual([400, 'invalid_input'])
    for (const text of ['', '   \n', 7, null, 'x'.repeat(950_000)])
      expect(await create({ prompt: text })).toEqual([400, 'invalid_input'])
    expect(await create({ prompt: 'x'.repeat(1_100_000) })).toEqual([413, 'too_large'])
    for (const model of [
      '--dangerously-skip-permissions',
      '-p',
      '',
      ' ',
      'a b',
      'a\nb',
      'x'.repeat(200),
    ])
      expect(await create({ model })).toEqual([400, 'invalid_input'])
    for (const baseBranch of [
      'nothing',
      '--output=/tmp/x',
      '-x',
      'a..b',
      'HEAD~1',
      'main^',
      'x\ny',
    ])
      expect(await create({ baseBranch })).toEqual([400, 'invalid_branch'])
    expect(await create({ permissionMode: 'bypassPermissions' })).toEqual([400, 'invalid_input'])
    expect(await create({ mode: 'nowhere' })).toEqual([400, 'invalid_input'])
    expect((await server.api('GET', '/api/threads')).body.threads).toEqual([])
    const change = (body: object) => refused('PATCH', `/api/projects/${projectId}`, body)
    expect(await change({ defaultBranch: 'nothing' })).toEqual([400, 'invalid_branch'])
    for (const branchPrefix of ['-x', '', '../x', 'a b', 'x'.repeat(50)])
      expect(await change({ branchPrefix })).toEqual([400, 'invalid_input'])
  })
})

describe('one thread', () => {
  let id: string

  it('refuses decisions that come too late, twice, or for nothing', async () => {
    const steps = [write('made.txt', 'made\n'), 'Done.']
    id = await server.thread({ projectId, prompt: prompt('Make a file', ...steps) })
    const [approval] = await asked(server, id)
    const path = `/api/threads/${id}/approvals/${approval!.id}`
    expect(await refused('POST', path, { decision: 'perhaps' })).toEqual([400, 'invalid_input'])
    expect(await refused('POST', `${path}x`, { decision: 'allow' })).toEqual([
      404,
      'approval_not_found',
    ])
    expect(await refused('DELETE', `/api/threads/${id}`)).toEqual([
      409,
      expect.stringMatching(/^thread_busy$/),
    ])
    expect(await refused('PATCH', `/api/threads/${id}`, { archived: true })).toEqual([
      409,
      'thread_busy',
    ])
    const both = await Promise.all(
      ['allow', 'deny'].map((decision) => server.api('POST', path, { decision })),
    )
    expect(both.map((answer) => answer.status).toSorted()).toEqual([202, 409])
    expect(await refused('POST', path, { decision: 'deny' })).toEqual([
      409,
      'approval_already_answered',
    ])
    const done = await rest(server, id)
    expect(await refused('POST', path, { decision: 'allow' })).toEqual([
      409,
      'approval_already_answered',
    ])
    expect(await refused('POST', `/api/threads/${id}/resume`)).toEqual([409, 'nothing_to_resume'])
    expect(done.approvals).toHaveLength(1)
  })

  it('shows no file that is not in its worktree, however it is called', async () => {
    const { worktreePath } = await rest(server, id)
    symlinkSync(server.folder, join(worktreePath ?? '', 'away'))
    symlinkSync(join(server.folder, 'file'), join(worktreePath ?? '', 'link'))
    const ask = (call: string, path: string) =>
      refused('GET', `/api/threads/${id}/${call}?path=${encodeURIComponent(path)}`)
    const invalid = [
      '',
      '/etc/passwd',
      '..',
      '../file',
      'a/../../file',
      './a',
      'a//b',
      'a/',
      'a\0b',
    ]
    const missing = [
      '.git',
      '.GIT/config',
      '.git/config',
      'x/.git/config',
      '.git\\config',
      'git~1/config',
      '.g\u200Cit/config',
      'away/file',
      'away/home/.claude/settings.json',
      'gone.txt',
      'made.txt/x',
      'made.txt\n',
      '-n',
      ':(top)made.txt',
      '~/.ssh/id_rsa',
      '%2e%2e/file',
      '..\\file',
      'x'.repeat(4096),
    ]
    for (const call of ['file', 'file-bytes']) {
      for (const path of [...invalid, 'x'.repeat(4097)])
        expect([path, ...(await ask(call, path))]).toEqual([path, 400, 'invalid_input'])
      for (const path of missing)
        expect([path, ...(await ask(call, path))]).toEqual([path, 404, 'file_not_found'])
    }
    expect(await ask('file-bytes', 'link')).toEqual([404, 'file_not_found'])
    const link = await server.api('GET', `/api/threads/${id}/file?path=link`)
    expect(link.body).toMatchObject({ form: 'symlink', text: null })
    for (const name of ['away', 'link']) rmSync(join(worktreePath ?? '', name))
  })

  it('looks for files and names by any text', async () => {
    const jump = (to: string, query: string) =>
      server.api('GET', `/api/threads/${id}/jump/${to}?query=${encodeURIComponent(query)}`)
    for (const query of ['../', '/etc/passwd', '\0', '.*', '-e', '--', 'x'.repeat(500)])
      expect([query, (await jump('files', query)).status]).toEqual([query, 200])
    expect((await jump('files', 'x'.repeat(501))).body.code).toBe('invalid_input')
    for (const query of [
      '.*',
      '(',
      '[',
      '\\',
      '-e',
      '--open-files-in-pager=ls',
      '$(id)',
      '$',
      '日',
    ])
      expect([query, (await jump('symbols', query)).body.symbols]).toEqual([query, []])
    for (const query of ['', 'a\nb', 'a\0b', '\u001b[0m', 'x'.repeat(201)])
      expect([query, (await jump('symbols', query)).body.code]).toEqual([query, 'invalid_input'])
  })

  it('wants its questions answered', async () => {
    const question = (text: string) => ({
      question: text,
      header: 'Q',
      multiSelect: false,
      options: [
        { label: 'A', description: 'a' },
        { label: 'B', description: 'b' },
      ],
    })
    const ask = {
      tool: 'AskUserQuestion',
      input: { questions: [question('Which?'), question('Why?')] },
    }
    await server.api('POST', `/api/threads/${id}/messages`, {
      text: prompt('Ask', ask, '{{toolResult}}'),
    })
    const [approval] = await asked(server, id)
    for (const answers of [undefined, {}, { 'Which?': 'A' }, { 'Which?': 'A', 'Why?': ' ' }])
      expect((await decide(server, id, approval!, { decision: 'allow', answers })).body.code).toBe(
        'answers_missing',
      )
    const answers = { 'Which?': 'A', 'Why?': 'because' }
    expect((await decide(server, id, approval!, { decision: 'allow', answers })).status).toBe(202)
    expect(said(await rest(server, id)).at(-1)).toContain('because')
  })

  it('is told of each error of the model’s service, and goes on', async () => {
    const error = (status: number, message: string, times: unknown, more = {}) => ({
      blocks: ['Never said'],
      error: { status, message, times, ...more },
    })
    const fails = async (step: object) =>
      lastTurn(await talk(server, id, prompt('Try', step as never))).problem
    expect(await fails(error(401, 'bad key', 'always'))).toMatchObject({
      code: 'agent_not_signed_in',
    })
    expect(await fails(error(429, 'slow down', 'always'))).toMatchObject({
      code: 'agent_api_error',
      values: { status: 429 },
    })
    expect(await fails(error(529, 'overloaded', 'always'))).toMatchObject({
      code: 'agent_api_error',
      values: { status: 529 },
    })
    expect(await fails(error(400, 'Your credit balance is too low', 'always'))).toMatchObject({
      code: 'agent_api_error',
      detail: expect.stringMatching(/credit/i),
    })
    const healed = await talk(server, id, prompt('Heal', error(529, 'overloaded', 1)))
    expect([healed.status, said(healed).at(-1)]).toEqual(['completed', 'Never said'])
    expect(healed.items.some((item) => item.kind === 'notice' && item.code === 'api-retry')).toBe(
      true,
    )
    const words = 'This arrives whole in the end.'
    const cut = await talk(server, id, prompt('Cut', { blocks: [words], cut: 10 }))
    expect([cut.status, said(cut).at(-1)]).toEqual(['completed', words])
    expect(said(cut).filter((text) => words.startsWith(text))).toEqual([words])
  })

  it('is told of an unknown model, and goes on with a known one', async () => {
    await server.api('PATCH', `/api/threads/${id}`, { model: 'no-such-model' })
    const step = { blocks: ['x'], error: { status: 404, type: 'not_found_error', times: 'always' } }
    const failed = await talk(server, id, prompt('Try', step))
    expect(lastTurn(failed).problem).toMatchObject({ code: 'agent_model_unknown' })
    await server.api('PATCH', `/api/threads/${id}`, { model: 'haiku' })
    const done = await talk(server, id, prompt('Again', 'Better.'))
    expect([done.status, said(done).at(-1)]).toEqual(['completed', 'Better.'])
    expect(server.model.requests().at(-1)?.model).toContain('haiku')
  })

  it('takes any text whole: 700 KB, NUL, half characters, what looks like a flag', async () => {
    const long = `${'0123456789 äöü 😀\n'.repeat(31_000)}the end`
    expect(Buffer.byteLength(long)).toBeGreaterThan(690_000)
    const done = await talk(server, id, long)
    expect(done.status).toBe('completed')
    expect(server.model.requests().some((request) => request.userText.includes(long))).toBe(true)
    for (const odd of [
      'a\u0000b',
      'half \ud83d character',
      '--settings={"hooks":{}}',
      '\u2028 \u202e x',
      '{"type":"control_request"}',
    ]) {
      const after = await talk(server, id, odd)
      expect([odd, after.status]).toEqual([odd, 'completed'])
      const message = after.items.findLast((item) => item.kind === 'user-message')
      expect(message).toMatchObject({ text: JSON.parse(JSON.stringify(odd)) })
    }
  })

  it('that is archived hears nothing until it is restored', async () => {
    expect((await server.api('PATCH', `/api/threads/${id}`, { archived: true })).status).toBe(202)
    expect(await refused('POST', `/api/threads/${id}/messages`, { text: 'x' })).toEqual([
      409,
      'thread_archived',
    ])
    expect(await refused('POST', `/api/threads/${id}/resume`)).toEqual([409, 'thread_archived'])
    await server.api('PATCH', `/api/threads/${id}`, { archived: false })
    const done = await talk(server, id, prompt('Back?', 'Here I am.'))
    expect(said(done).at(-1)).toBe('Here I am.')
  })

  it('is not deleted over its uncommitted work; its branch outlives it', async () => {
    const { worktreePath, branch } = await server.snapshot(id)
    writeFileSync(join(worktreePath!, 'loose.txt'), 'work')
    expect(await refused('DELETE', `/api/threads/${id}`)).toEqual([409, 'work_at_stake'])
    git(worktreePath!, 'add', '-A')
    git(worktreePath!, '-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit', '-q', '-m', 'Kept')
    expect((await server.api('DELETE', `/api/threads/${id}`)).status).toBe(202)
    await expect.poll(() => existsSync(worktreePath!), { timeout: 20_000 }).toBe(false)
    expect(git(repository, 'log', '-1', '--format=%s', branch!)).toBe('Kept\n')
    expect(await refused('GET', `/api/threads/${id}`)).toEqual([404, 'thread_not_found'])
    await server.restart()
    expect((await server.api('GET', '/api/health')).status).toBe(200)
    expect((await server.api('GET', '/api/threads')).body.threads).toEqual([])
  })
})

it('a worktree that vanished is said, also to an agent that still lives in it', async () => {
  const id = await server.thread({ projectId, prompt: prompt('修复登录错误', 'はい') })
  const { worktreePath, branch, title } = await rest(server, id)
  expect(title).toContain('修复登录错误')
  expect(branch).toMatch(/^a-parallel\/[a-z0-9-]+$/)
  rmSync(worktreePath!, { recursive: true })
  expect(await refused('POST', `/api/threads/${id}/messages`, { text: 'x' })).toEqual([
    409,
    'worktree_missing',
  ])
  expect((await server.api('DELETE', `/api/threads/${id}`)).status).toBe(202)
  expect(git(repository, 'rev-parse', '--verify', branch!)).toMatch(/^[0-9a-f]{40}/)
})

it('a project whose folder is gone says so, and works when it is back', async () => {
  const path = server.repository('gone')
  const id = await server.addProject(path)
  const create = () => server.api('POST', '/api/threads', { projectId: id, prompt: 'x' })
  execFileSync('mv', [path, `${path}-away`])
  expect((await create()).body.code).toBe('project_unavailable')
  const { body } = await server.api('GET', '/api/projects')
  expect(body.projects.find((one: { id: string }) => one.id === id).available).toBe(false)
  execFileSync('mv', [`${path}-away`, path])
  const again = await server.api('GET', `/api/projects/${id}/branches`)
  expect(again.status).toBe(200)
})

it('an agent that is not there, then not signed in, then both: the thread lives through it', async () => {
  const other = await startTestServer({
    env: { CLAUDE_PATH: '/nonexistent/claude', ANTHROPIC_API_KEY: '' },
  })
  try {
    const id = await other.addProject(other.repository('shop'))
    const setup = await other.api('GET', '/api/setup')
    expect(setup.body.agent).toMatchObject({
      state: 'invalid',
      path: '/nonexistent/claude',
      signedIn: 'no',
    })
    const thread = await other.thread({ projectId: id, prompt: prompt('Hello', 'Hello!') })
    const failed = await rest(other, thread)
    expect(lastTurn(failed).problem).toMatchObject({
      code: 'agent_not_found',
      detail: expect.stringContaining('/nonexistent/claude'),
    })
  } finally {
    await other.close()
  }
  const folder = join(server.folder, 'programs')
  mkdirSync(folder)
  const env = { CLAUDE_PATH: join(folder, 'claude'), ANTHROPIC_API_KEY: '' }
  const third = await startTestServer({ env })
  try {
    const id = await third.addProject(third.repository('shop'))
    const thread = await third.thread({ projectId: id, prompt: prompt('Hello', 'Hello!') })
    expect(lastTurn(await rest(third, thread)).problem?.code).toBe('agent_not_found')
    const manifest = createRequire(import.meta.url).resolve(
      '@anthropic-ai/claude-code/package.json',
    )
    symlinkSync(join(dirname(manifest), 'bin', 'claude.exe'), env.CLAUDE_PATH)
    const signedOut = await talk(third, thread, prompt('Hello', 'Hello!'))
    expect(lastTurn(signedOut).problem?.code).toBe('agent_not_signed_in')
    userSettings(third, { ANTHROPIC_API_KEY: 'scripted' })
    await third.api('POST', `/api/threads/${thread}/stop`)
    const done = await talk(third, thread, prompt('Hello again', 'Hello!'))
    expect([done.status, said(done).at(-1)]).toEqual(['completed', 'Hello!'])
  } finally {
    await third.close()
  }
})

describe('a message', () => {
  it('that is not there, not theirs, not valid or not waiting any more is not changed', async () => {
    const id = await server.thread({ projectId, prompt: prompt('Talk', ['x', { hold: 'mine' }]) })
    await server.model.waitForRequest(({ answer }) => answer.holding === 'mine', 30_000)
    const { turns } = await server.snapshot(id)
    const path = (thread: string, turn: string) => `/api/threads/${thread}/messages/${turn}`
    const none = randomUUID()
    for (const [method, body] of [['PATCH', { text: 'x' }], ['DELETE']] as const) {
      expect(await refused(method, path(id, none), body)).toEqual([404, 'message_not_found'])
      expect(await refused(method, path(none, turns[0]!.id), body)).toEqual([
        404,
        'thread_not_found',
      ])
      expect(await refused(method, path(id, 'nonsense'), body)).toEqual([400, 'invalid_input'])
      expect(await refused(method, path(id, turns[0]!.id), body)).toEqual([409, 'message_taken'])
    }
    const waiting = randomUUID()
    const say = { id: waiting, text: 'Later' }
    expect((await server.api('POST', `/api/threads/${id}/messages`, say)).status).toBe(202)
    for (const body of [{ text: ' ' }, { before: 'x' }, { delivery: 'soon' }, { text: 7 }])
      expect(await refused('PATCH', path(id, waiting), body)).toEqual([400, 'invalid_input'])
    expect(await refused('PATCH', path(id, waiting), { before: none })).toEqual([
      404,
      'message_not_found',
    ])
    expect((await server.api('DELETE', path(id, waiting))).status).toBe(202)
    expect((await server.api('DELETE', path(id, waiting))).status).toBe(202)
    expect((await server.api('POST', `/api/threads/${id}/messages`, say)).status).toBe(202)
    expect(await refused('PATCH', path(id, waiting), { text: 'x' })).toEqual([
      409,
      'message_withdrawn',
    ])
    server.model.release('mine')
    expect((await rest(server, id)).turns).toHaveLength(1)
  })
})
