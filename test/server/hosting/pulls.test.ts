// Pull requests against a small GitHub that refuses as the real one does, with a real repository and database.
import type { Actor, HostedBranch, ProjectId, ThreadId } from '@a-parallel/shared'
import { settingsDefaults } from '@a-parallel/contract/model'
import { execFileSync } from 'node:child_process'
import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resetsAt, startGithub, type FakeGithub } from '../../support/hosting/github.ts'
import { newId, type FakeRepository } from '../../support/hosting/github-state.ts'
import { createGit } from '../../../packages/server/src/runner/git/core.ts'
import { localHosting } from '../../../packages/server/src/runner/local/hosting.ts'
import { openDatabase } from '../../../packages/server/src/store/sqlite/database.ts'
import { openHosting, type Hosting } from '../../../packages/server/src/hosting/index.ts'

const ada: Actor = { kind: 'person', id: 'ada' } as Actor
const thread = 'a0000000-0000-4000-8000-000000000001' as ThreadId
let folder: string
let github: FakeGithub
let lamps: FakeRepository
let database: ReturnType<typeof openDatabase>
let hosting: Hosting
/** Milliseconds since 1970. */
let time: number

const checkout = () => join(folder, 'lamps')
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: checkout(), encoding: 'utf8', stdio: 'pipe' }).trim()
const commit = (subject: string, body = '') =>
  git('commit', '-q', '--allow-empty', '-m', `${subject}\n\n${body}`)
/** As `git push` would: the host has it, and it is known here that it does. */
const push = (branch = 'lamp') => {
  git('update-ref', `refs/remotes/origin/${branch}`, 'HEAD')
  heads.set(branch, git('rev-parse', 'HEAD'))
}
const heads = new Map<string, string>()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-hosting-'))
  mkdirSync(checkout())
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Ada')
  git('config', 'user.email', 'ada@example.com')
  commit('First')
  git('remote', 'add', 'origin', 'https://ada:ghp_secret@github.com/acme/lamps.git')
  heads.clear()
  push('main')
  git('checkout', '-q', '-b', 'lamp')
  commit('Brighter')
  github = await startGithub()
  github.tokens.set('ghp_full', { login: 'ada', scopes: ['repo'] })
  lamps = github.repository('acme/lamps', { headOf: (branch) => heads.get(branch) ?? null })
  database = openDatabase(':memory:')
  time = Date.parse('2026-11-26T09:00:00Z')
  hosting = open()
})
afterEach(async () => {
  database.close()
  await github.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(): Hosting {
  const clock = { now: () => new Date(time).toISOString() }
  const sealKeys = [createSecretKey(randomBytes(32))]
  const view = {
    projectId: 'p' as ProjectId,
    mode: 'worktree',
    title: 'Brighter lamps',
    items: [{ kind: 'user-message', text: 'Make the lamps brighter.' }],
    worktree: { state: 'ready', path: checkout(), branch: 'lamp', base: 'main' },
  }
  return openHosting({
    db: database.db,
    clock,
    sealKeys,
    runner: { hosting: localHosting(createGit({ environment: process.env }), { PATH: folder }) },
    settings: () => settingsDefaults,
    threads: { read: () => view as never }, // What of a thread is looked at here.
    project: () => ({ path: checkout(), defaultBranch: 'main' }) as never, // Likewise.
    apis: new Map([['github.com', github.origin]]),
    quickestMs: 10_000,
  })
}

const signIn = (token = 'ghp_full') => hosting.accounts.add(ada, { host: 'github.com', token })
const read = (fresh = false) => hosting.pullRequests.read(ada, thread, fresh)
const pass = (ms: number) => void (time += ms)
const offer = { title: 'Brighter', body: 'Much.', base: 'main', draft: false }
const openIt = (more: object = {}) => hosting.pullRequests.open(ada, thread, { ...offer, ...more })
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (cause: { code?: string }) => cause.code ?? cause,
  )
/** What is known once whoever asks has been told. */
async function settled(fits: (known: HostedBranch) => boolean): Promise<HostedBranch> {
  let known = await read()
  await expect.poll(async () => fits((known = await read())), { timeout: 30_000 }).toBe(true)
  return known
}
const pathsOf = () => github.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)

describe('a branch', () => {
  it('without an account is told of with its compare page, and the host is not asked', async () => {
    expect(await read()).toEqual({
      branch: 'lamp',
      remote: {
        name: 'origin',
        host: 'github.com',
        service: 'github',
        repository: 'acme/lamps',
        page: 'https://github.com/acme/lamps',
        comparePage: 'https://github.com/acme/lamps/compare/main...lamp?expand=1',
      },
      unpushed: null,
      account: null,
      pullRequest: null,
      readAt: null,
      problem: null,
    })
    expect(await refusal(openIt())).toBe('host_account_missing')
    expect(github.requests).toEqual([])
    expect(JSON.stringify(await read())).not.toContain('secret')
  })

  it('at another host, without a remote, or detached is told apart', async () => {
    git('remote', 'set-url', 'origin', 'git@gitlab.com:acme/lamps.git')
    expect((await read(true)).remote).toMatchObject({ service: 'gitlab', host: 'gitlab.com' })
    expect(await refusal(openIt())).toBe('host_elsewhere')
    git('remote', 'remove', 'origin')
    pass(60_000)
    expect(await settled(({ remote }) => remote === null)).toMatchObject({ branch: 'lamp' })
    expect(await refusal(openIt())).toBe('host_missing')
    git('checkout', '-q', '--detach')
    pass(60_000)
    expect((await settled(({ branch }) => branch === null)).remote).toBeNull()
    expect(await refusal(openIt())).toBe('pull_request_detached')
  })

  it('says what was not pushed, and is found under another name and through insteadOf', async () => {
    push()
    commit('More')
    expect(await read()).toMatchObject({ unpushed: 1 })
    git('config', 'url.git@github.com:.insteadOf', 'gh:')
    git('remote', 'set-url', 'origin', 'gh:acme/other.git')
    git('update-ref', 'refs/remotes/origin/lamp-2', 'HEAD')
    git('config', 'branch.lamp.remote', 'origin')
    git('config', 'branch.lamp.merge', 'refs/heads/lamp-2')
    pass(2_000)
    const { remote, unpushed } = await read(true)
    expect([remote?.repository, unpushed]).toEqual(['acme/other', 0])
    expect(remote?.comparePage).toContain('main...lamp-2')
  })
})

describe('a pull request', () => {
  beforeEach(async () => {
    await signIn()
  })

  it('is proposed by what the thread and its commits say', async () => {
    push()
    expect(await hosting.pullRequests.propose(ada, thread)).toEqual({
      title: 'Brighter',
      body: '> Make the lamps brighter.',
      base: 'main',
      bases: ['main'],
      repositories: ['acme/lamps'],
    })
    commit('Warmer')
    expect(await hosting.pullRequests.propose(ada, thread)).toMatchObject({
      title: 'Brighter lamps',
      body: '> Make the lamps brighter.\n\n- Brighter\n- Warmer',
    })
  })

  it('is opened, followed until its checks pass, and merged as it was seen', async () => {
    expect(await read()).toMatchObject({ account: 'ada', pullRequest: null, problem: null })
    push()
    const opened = await openIt({ draft: false })
    expect(opened.pullRequest).toMatchObject({
      number: 1,
      state: 'open',
      base: 'main',
      head: 'lamp',
      headCommit: heads.get('lamp'),
      mergeability: 'ready',
      methods: ['squash', 'merge'],
      checks: [],
    })
    expect(lamps.pulls).toMatchObject([{ title: 'Brighter', body: 'Much.', head: 'lamp' }])

    const check = {
      id: newId(),
      name: 'test',
      status: 'in_progress' as 'in_progress' | 'completed',
      conclusion: null as string | null,
      output: { title: null as string | null, summary: null },
      log: '2026-11-26T09:00:00.1Z expected 1\n2026-11-26T09:00:00.2Z ##[error]exit code 1\nCleaning up',
      annotations: [{ path: 'a.ts', start_line: 3, message: 'not 1', annotation_level: 'failure' }],
    }
    lamps.checks.set(heads.get('lamp')!, [check])
    lamps.statuses.set(heads.get('lamp')!, [
      { context: 'preview', state: 'success', description: 'Ready', target_url: null },
    ])
    pass(30_000)
    const running = await settled(({ pullRequest }) => pullRequest?.checks.length === 2)
    expect(running.pullRequest?.checks.map(({ name, state }) => [name, state])).toEqual([
      ['test', 'running'],
      ['preview', 'passed'],
    ])
    Object.assign(check, {
      status: 'completed',
      conclusion: 'failure',
      output: { title: '1 failed', summary: null },
    })
    lamps.pulls[0]!.mergeableState = 'blocked'
    pass(10_000)
    const failed = await settled(({ pullRequest }) => pullRequest?.checks[0]?.state === 'failed')
    expect(failed.pullRequest).toMatchObject({
      mergeability: 'blocked',
      checks: [{ id: `run:${check.id}`, summary: '1 failed' }, {}],
    })
    expect(await hosting.pullRequests.report(ada, thread, `run:${check.id}`)).toEqual({
      log: 'expected 1\n##[error]exit code 1',
      marks: ['a.ts:3 not 1'],
    })
    expect(await hosting.pullRequests.report(ada, thread, 'status:preview')).toEqual({
      log: null,
      marks: [],
    })

    const merge = (headCommit: string, method: 'merge' | 'rebase' = 'merge') =>
      hosting.pullRequests.merge(ada, thread, { method, headCommit })
    const seen = heads.get('lamp')!
    expect(await refusal(merge(seen))).toBe('pull_request_not_mergeable')
    Object.assign(check, { conclusion: 'success' })
    lamps.pulls[0]!.mergeableState = 'clean'
    commit('Fixed')
    push()
    expect(await refusal(merge(seen))).toBe('pull_request_moved')
    expect(await refusal(merge(heads.get('lamp')!, 'rebase'))).toBe('pull_request_not_mergeable')
    const merged = await merge(heads.get('lamp')!)
    expect(merged.pullRequest).toMatchObject({ state: 'merged', number: 1 })
    expect(lamps.pulls[0]).toMatchObject({ merged: true, mergedWith: 'merge' })
  })

  it('tells of reviews and of comments beside lines', async () => {
    push()
    await openIt()
    const at = '2026-11-26T09:00:00Z'
    const user = { login: 'grace' }
    lamps.pulls[0]!.reviews.push(
      { id: 1, user, state: 'CHANGES_REQUESTED', body: 'Too bright.', submitted_at: at },
      { id: 2, user, state: 'COMMENTED', body: '', submitted_at: at },
      { id: 3, user, state: 'PENDING', body: 'x', submitted_at: at },
    )
    const hunk = '@@ -1,2 +1,2 @@\n a\n-dim\n+bright'
    const comment = { user, path: 'a.ts', diff_hunk: hunk, created_at: at }
    lamps.pulls[0]!.comments.push(
      { ...comment, id: 4, body: 'Why?', line: 2 },
      { ...comment, id: 5, body: 'So.', line: null, in_reply_to_id: 4 },
    )
    pass(2_000)
    const { pullRequest } = await read(true)
    expect(pullRequest?.reviews).toMatchObject([
      { id: 1, by: 'grace', verdict: 'changes-requested' },
    ])
    expect(pullRequest?.comments).toMatchObject([
      { id: 4, by: 'grace', path: 'a.ts', line: 2, code: hunk, answers: null },
      { id: 5, line: null, answers: 4 },
    ])
  })

  it('is told of whole, however many checks and remarks it has, with what is said below it', async () => {
    push()
    await openIt()
    const user = { login: 'grace' }
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 9, minute)).toISOString()
    const [pull] = lamps.pulls
    for (let each = 1; each <= 230; each += 1) {
      const id = newId()
      const said = { id, user, body: `${each}`, submitted_at: at(each) }
      pull!.reviews.push({ ...said, state: 'APPROVED' })
      pull!.comments.push({ ...said, path: 'a.ts', line: 1, diff_hunk: '', created_at: at(each) })
    }
    pull!.conversation.push({ id: newId(), user, body: 'Below.', created_at: at(0) })
    const check = {
      status: 'completed',
      conclusion: 'success',
      log: null,
      annotations: [],
    } as const
    const passed = Array.from({ length: 150 }, (_, each) => ({ ...check, name: `c${each}` }))
    lamps.checks.set(
      heads.get('lamp')!,
      [...passed, { ...check, name: 'last', conclusion: 'failure' }].map((one) => ({
        ...one,
        id: newId(),
        annotations: [],
        output: { title: null, summary: null },
      })),
    )
    pass(2_000)
    const { pullRequest } = await read(true)
    expect(pullRequest?.reviews).toHaveLength(231)
    expect(pullRequest?.reviews[0]).toMatchObject({ verdict: 'commented', body: 'Below.' })
    expect(pullRequest?.reviews.at(-1)).toMatchObject({ body: '230' })
    expect(pullRequest?.comments).toHaveLength(230)
    expect(pullRequest?.checks).toHaveLength(151)
    expect(pullRequest?.checks[0]).toMatchObject({ name: 'last', state: 'failed' })
  })

  it('is taken out of its draft, by whoever may', async () => {
    await signIn()
    push()
    await openIt({ draft: true })
    const ready = () => hosting.pullRequests.ready(ada, thread)
    pass(2_000)
    for (const [token, code] of [
      [{ login: 'ada', scopes: ['public_repo'] }, 'host_scope_missing'],
      [{ login: 'ada', scopes: null }, 'host_forbids'],
    ] as const) {
      lamps.private = false
      github.tokens.set('ghp_full', { ...token, scopes: token.scopes && [...token.scopes] })
      expect(await refusal(ready())).toBe(code)
    }
    expect(lamps.pulls[0]).toMatchObject({ draft: true })
    github.tokens.set('ghp_full', { login: 'ada', scopes: ['repo'] })
    expect((await ready()).pullRequest).toMatchObject({ draft: false, mergeability: 'ready' })
    const asked = () => pathsOf().filter((path) => path === 'POST /graphql')
    expect(asked()).toHaveLength(3)
    // Once is enough.
    await ready()
    expect(asked()).toHaveLength(3)
  })

  it('is proposed with what the repository wants to be told', async () => {
    await signIn()
    git('checkout', '-q', 'main')
    mkdirSync(join(checkout(), '.github'))
    writeFileSync(join(checkout(), '.github/pull_request_template.md'), '## Tested\n\n- [ ] Yes\n')
    git('add', '-A')
    commit('A template')
    push('main')
    git('checkout', '-q', 'lamp')
    push()
    const { body } = await hosting.pullRequests.propose(ada, thread)
    expect(body).toBe('> Make the lamps brighter.\n\n## Tested\n\n- [ ] Yes')
  })

  it('of a fork asks its origin, and can be opened in the fork as well', async () => {
    git('remote', 'set-url', 'origin', 'git@github.com:ada/lamps.git')
    const fork = github.repository('ada/lamps', { parent: 'acme/lamps', headOf: lamps.headOf })
    push()
    pass(2_000)
    const proposal = await hosting.pullRequests.propose(ada, thread)
    expect(proposal.repositories).toEqual(['acme/lamps', 'ada/lamps'])
    expect((await openIt()).pullRequest).toMatchObject({ repository: 'acme/lamps', head: 'lamp' })
    expect(lamps.pulls[0]).toMatchObject({ headRepository: 'ada/lamps' })
    lamps.pulls.length = 0
    await openIt({ repository: 'ada/lamps' })
    expect(fork.pulls).toHaveLength(1)
    expect(await refusal(openIt({ repository: 'evil/lamps' }))).toBe('host_repository_unknown')
  })
})

describe('a host that refuses', () => {
  it.each<[string, () => unknown, object, string]>([
    ['a branch that was not pushed', () => undefined, {}, 'pull_request_unpushed'],
    ['a base that it does not have', () => push(), { base: 'next' }, 'pull_request_base_unknown'],
    [
      'a branch without commits of its own',
      () => {
        push()
        lamps.ahead = () => false
      },
      {},
      'pull_request_empty',
    ],
    [
      'drafts',
      () => {
        push()
        lamps.noDrafts = true
      },
      { draft: true },
      'pull_request_no_drafts',
    ],
    [
      'a repository that it does not know',
      () => github.repositories.clear(),
      {},
      'host_repository_unknown',
    ],
    ['a token that was revoked', () => github.tokens.clear(), {}, 'host_token_refused'],
    [
      'a token without the scope',
      () => github.tokens.set('ghp_full', { login: 'ada', scopes: ['gist'] }),
      {},
      'host_scope_missing',
    ],
    [
      'a fine-grained token without the permission',
      () => github.tokens.set('ghp_full', { login: 'ada', scopes: null }),
      {},
      'host_scope_missing',
    ],
    [
      'too many requests',
      () => {
        github.remaining = 0
      },
      {},
      'host_rate_limited',
    ],
    ['a network that is down', () => github.close(), {}, 'host_unreachable'],
  ])('%s is understood', async (_, arrange, more, code) => {
    await signIn()
    await arrange()
    expect(await refusal(openIt(more))).toBe(code)
    expect(lamps.pulls).toEqual([])
    if (code === 'host_unreachable') github = await startGithub()
  })

  it('a second pull request of the branch, of which the first is shown', async () => {
    await signIn()
    push()
    await openIt()
    expect(await refusal(openIt({ title: 'Again' }))).toBe('pull_request_exists')
    pass(2_000)
    expect((await read(true)).pullRequest?.title).toBe('Brighter')
    expect(lamps.pulls).toHaveLength(1)
  })

  it('to show checks hides no more than these', async () => {
    await signIn()
    push()
    await openIt()
    lamps.checks.set(heads.get('lamp')!, [])
    github.tokens.set('ghp_full', { login: 'ada', scopes: null, writes: ['no-checks'] })
    pass(2_000)
    expect((await read(true)).pullRequest).toMatchObject({ number: 1, checksSeen: true })
  })

  it('keeps what was known, says why it is old, and is not asked before the hour is over', async () => {
    await signIn()
    push()
    await openIt()
    const { readAt } = await read()
    github.remaining = 0
    pass(61_000)
    const refused = await settled(({ problem }) => problem !== null)
    expect(refused).toMatchObject({
      readAt,
      pullRequest: { number: 1 },
      problem: {
        code: 'host_rate_limited',
        values: { resetAt: new Date(resetsAt * 1000).toISOString() },
      },
    })
    const asked = github.requests.length
    pass(30 * 60_000)
    await read()
    await read(true)
    expect(github.requests).toHaveLength(asked)
    github.remaining = 5000
    time = resetsAt * 1000 + 1_000
    expect((await settled(({ problem }) => problem === null)).pullRequest?.number).toBe(1)
  })
})

it('is asked once for all who look, no more often than is due, and at no cost while nothing changes', async () => {
  await signIn()
  push()
  await openIt()
  const before = github.requests.length
  await Promise.all(Array.from({ length: 20 }, () => read()))
  expect(github.requests).toHaveLength(before)
  pass(61_000)
  const { remaining } = github
  await Promise.all(Array.from({ length: 20 }, () => read()))
  expect(pathsOf().slice(before).toSorted()).toEqual([
    'GET /repos/acme/lamps',
    'GET /repos/acme/lamps/commits/' + heads.get('lamp') + '/check-runs',
    'GET /repos/acme/lamps/commits/' + heads.get('lamp') + '/status',
    'GET /repos/acme/lamps/issues/1/comments',
    'GET /repos/acme/lamps/pulls',
    'GET /repos/acme/lamps/pulls/1',
    'GET /repos/acme/lamps/pulls/1/comments',
    'GET /repos/acme/lamps/pulls/1/reviews',
  ])
  expect(github.requests.slice(before).every(({ status }) => status === 304)).toBe(true)
  expect(github.remaining).toBe(remaining)
})

it('is nobody else’s: another owner has no account there', async () => {
  await signIn()
  const ben: Actor = { kind: 'person', id: 'ben' } as Actor
  expect((await hosting.pullRequests.read(ben, thread, false)).account).toBeNull()
  expect(await hosting.accounts.list(ben)).toEqual([])
  expect(await refusal(hosting.pullRequests.read({ kind: 'system' }, thread, false))).toBe(
    'unauthorized',
  )
})
