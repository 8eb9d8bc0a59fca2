// What can happen to a repository while agents work in it: a worktree or a branch deleted behind the agent's back, a branch
// moved from outside, the repository itself moved. Each ends in a state that says so and has a way back, the conversation
// goes on in the same session, and no commit is lost.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCrashRig, type CrashRig } from '../support/crash-rig.ts'
import { bash, prompt } from '../support/scripts.ts'
import { makeRepository } from '../support/server.ts'
import { expectWhole } from '../support/crash/whole-repository.ts'

let rig: CrashRig

beforeAll(async () => {
  rig = await startCrashRig()
})
afterAll(() => rig.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()

const rests = (thread: ThreadSnapshot) =>
  thread.turns.every(({ state }) => ['completed', 'failed', 'interrupted'].includes(state))
const ended = (thread: ThreadSnapshot) => ['exited', 'lost'].includes(thread.run?.state ?? '')

interface Scene {
  repository: string
  projectId: string
  id: string
  worktree: string
  branch: string
  sessionId: string
  runId: string
  /** The commit that the agent has just made. */
  commit: string
  /** Lets the agent's command come to its end. */
  go(): void
}

/** A project with a thread whose agent has committed one file, left another uncommitted, and is in the middle of a command. */
async function atWork(name: string): Promise<Scene> {
  const repository = makeRepository(join(rig.folder, name))
  const { body } = await rig.api('POST', '/api/projects', { path: repository })
  const projectId = (body as { id: string }).id // The contract's answer.
  const [begun, go] = ['begun', 'go'].map((file) => join(rig.folder, `${name}-${file}`))
  const work = `echo one > one.txt && git add -A && git commit -q -m One && echo draft > draft.txt`
  const waits = `touch ${begun}; until [ -f ${go} ]; do sleep 0.05; done`
  const id = await rig.thread({
    projectId,
    prompt: prompt('Work', bash(`${work}; ${waits}`), 'Done.'),
  })
  await allow(id)
  await expect.poll(() => existsSync(begun!), { timeout: 30_000 }).toBe(true)
  const { worktreePath, run, branch } = await rig.until(id, ({ run }) => run?.agentVersion != null)
  const worktree = worktreePath!
  const commit = git(worktree, 'rev-parse', 'HEAD')
  expect(git(repository, 'rev-parse', branch!)).toBe(commit)
  const names = { repository, projectId, id, worktree, branch: branch! }
  const { id: runId, sessionId } = run!
  return { ...names, runId, sessionId, commit, go: () => writeFileSync(go!, '') }
}

const pending = (thread: ThreadSnapshot) =>
  thread.approvals.find((approval) => approval.state === 'pending')

async function allow(id: string): Promise<void> {
  const approval = pending(await rig.until(id, (one) => pending(one) !== undefined))!
  const path = `/api/threads/${id}/approvals/${approval.id}`
  expect((await rig.api('POST', path, { decision: 'allow' })).status).toBe(202)
}

/** Waits for the turn's end. A command that only reads runs without being asked for. */
async function restAllowing(id: string): Promise<ThreadSnapshot> {
  if (pending(await rig.until(id, (one) => rests(one) || pending(one) !== undefined))) {
    await allow(id)
  }
  return rig.until(id, rests)
}

async function say(id: string, text: string): Promise<{ status: number; code: string }> {
  const { status, body } = await rig.api('POST', `/api/threads/${id}/messages`, { text })
  return { status, code: (body as { code: string }).code } // A problem's, where it is refused.
}

/** Waits for the state that says what is wrong, and for the end of the agent that cannot go on. */
async function lost(scene: Scene, code: string): Promise<ThreadSnapshot> {
  const thread = await rig.until(scene.id, (one) => ended(one) && one.status === 'failed')
  expect(thread.worktree?.problem?.code).toBe(code)
  expect(thread.worktree?.state).toBe(code === 'worktree_missing' ? 'removed' : 'failed')
  expect(rig.agentPid(scene.runId)).toBeNull()
  return thread
}

/** The way back, and then a message in the same conversation that looks at what is there. */
async function goOn(scene: Scene, look: string): Promise<string> {
  const { id } = scene
  expect((await rig.api('POST', `/api/threads/${id}/resume`)).status).toBe(202)
  await rig.until(id, (one) => one.worktree?.state === 'ready' && rests(one))
  return follow(scene, look)
}

async function follow(scene: Scene, look: string): Promise<string> {
  const { id, sessionId } = scene
  const from = rig.model.requests().length
  expect((await say(id, prompt('Look', bash(look), 'Seen.'))).status).toBe(202)
  const thread = await restAllowing(id)
  expect(thread.status).toBe('completed')
  expect(thread.run?.sessionId).toBe(sessionId)
  const asked = rig.model.requests().slice(from)
  const turn = asked.find((request) => request.kind === 'turn')
  expect([turn?.sessionId, (turn?.messages ?? 0) > 1]).toEqual([sessionId, true])
  const call = thread.items.findLast((item) => item.kind === 'tool-call')
  expect(call?.state).toBe('completed')
  return call?.output?.text ?? ''
}

/** Git finds no fault, and some ref holds each of these commits. */
async function expectHeld(repository: string, ...commits: string[]): Promise<void> {
  await expectWhole(repository)
  for (const commit of commits) {
    expect(git(repository, 'for-each-ref', `--contains=${commit}`)).not.toBe('')
  }
}

it('a worktree deleted under an agent at work: said at the next message, made again with what was committed', async () => {
  const scene = await atWork('deleted')
  rmSync(scene.worktree, { recursive: true })
  expect(await say(scene.id, 'Go on')).toEqual({ status: 409, code: 'worktree_missing' })
  const thread = await lost(scene, 'worktree_missing')
  expect(thread.turns.at(-1)?.problem?.code).toBe('worktree_missing')
  expect(existsSync(scene.worktree)).toBe(false)
  const seen = await goOn(scene, 'cat one.txt; cat draft.txt; git status --short --branch')
  expect(seen).toContain(`one\ncat: draft.txt: No such file or directory\n## ${scene.branch}`)
  const told = rig.model.requests().findLast(({ userText }) => userText.includes('was deleted'))
  expect(told?.userText).toContain('what you had not committed is gone')
  await expectHeld(scene.repository, scene.commit)
}, 120_000)

it('the way back may be taken at once: the worktree is made when the old agent is gone', async () => {
  const scene = await atWork('at-once')
  rmSync(scene.worktree, { recursive: true })
  expect(await say(scene.id, 'Go on')).toEqual({ status: 409, code: 'worktree_missing' })
  expect(await goOn(scene, 'cat one.txt')).toBe('one')
  const facts = (await rig.events(scene.id)).map(({ type }) => type)
  expect(facts.lastIndexOf('run.exited')).toBeLessThan(facts.lastIndexOf('worktree.ready'))
  expect(rig.agentPid(scene.runId)).toBeNull()
  await expectHeld(scene.repository, scene.commit)
}, 120_000)

it('one deleted under an agent that ends its turn is found by itself, also after a kill of the server', async () => {
  const scene = await atWork('found')
  rmSync(scene.worktree, { recursive: true })
  scene.go()
  await lost(scene, 'worktree_missing')
  await rig.end('SIGKILL')
  await rig.start()
  const thread = await rig.snapshot(scene.id)
  expect([thread.status, thread.worktree?.state]).toEqual(['failed', 'removed'])
  expect(thread.turns).toHaveLength(1)
  expect(await goOn(scene, 'cat one.txt')).toBe('one')
  await expectHeld(scene.repository, scene.commit)
}, 120_000)

it('one deleted while no server runs is found when it comes back, and its agent is ended', async () => {
  const scene = await atWork('away')
  await rig.end('SIGKILL')
  rmSync(scene.worktree, { recursive: true })
  await rig.start()
  await lost(scene, 'worktree_missing')
  expect(await goOn(scene, 'cat one.txt')).toBe('one')
  await expectHeld(scene.repository, scene.commit)
}, 120_000)

it('a branch deleted under an agent: no commit begins a history of its own, and the branch comes back', async () => {
  const scene = await atWork('branch')
  git(scene.repository, 'update-ref', '-d', `refs/heads/${scene.branch}`)
  expect(git(scene.worktree, 'status')).toContain('No commits yet')
  expect(await say(scene.id, 'Go on')).toEqual({ status: 409, code: 'branch_missing' })
  await lost(scene, 'branch_missing')
  const seen = await goOn(scene, 'git log --format=%s; cat draft.txt')
  expect(seen).toBe('One\nFirst\ndraft')
  expect(git(scene.repository, 'rev-parse', scene.branch)).toBe(scene.commit)
  await expectHeld(scene.repository, scene.commit)
}, 120_000)

it('a branch moved from outside is set back, and both lines are kept', async () => {
  const scene = await atWork('moved-branch')
  const other = git(scene.repository, 'commit-tree', '-m', 'Other', 'HEAD^{tree}')
  git(scene.repository, 'update-ref', `refs/heads/${scene.branch}`, other)
  scene.go()
  await lost(scene, 'branch_moved')
  expect(await goOn(scene, 'git log --format=%s; cat draft.txt')).toBe('One\nFirst\ndraft')
  await expectHeld(scene.repository, scene.commit, other)
}, 120_000)

it('a worktree that was linked elsewhere is not worked in, and is mended with its files', async () => {
  const scene = await atWork('linked')
  const evil = makeRepository(join(rig.folder, 'evil'))
  const ran = join(rig.folder, 'ran')
  git(evil, 'config', 'core.fsmonitor', `touch ${ran}; false`)
  writeFileSync(join(scene.worktree, '.git'), `gitdir: ${evil}/.git\n`)
  expect(await say(scene.id, 'Go on')).toEqual({ status: 409, code: 'worktree_tampered' })
  await lost(scene, 'worktree_tampered')
  expect(await goOn(scene, 'git log --format=%s; cat draft.txt')).toBe('One\nFirst\ndraft')
  expect(existsSync(ran)).toBe(false)
  await expectHeld(scene.repository, scene.commit)
}, 120_000)

it('a repository moved under an agent: said, found again, and gone on with in the same session', async () => {
  const scene = await atWork('moved')
  const place = join(rig.folder, 'elsewhere')
  renameSync(scene.repository, place)
  const move = (path: string) => rig.api('PATCH', `/api/projects/${scene.projectId}`, { path })
  expect(await say(scene.id, 'Go on')).toEqual({ status: 409, code: 'project_unavailable' })
  expect((await move(place)).body).toMatchObject({ code: 'thread_busy' })
  scene.go()
  await rig.until(scene.id, rests)
  const { body } = await rig.api('GET', '/api/projects')
  expect(body).toMatchObject({
    projects: expect.arrayContaining([
      expect.objectContaining({ id: scene.projectId, available: false }),
    ]),
  })
  const stranger = makeRepository(join(rig.folder, 'stranger'), { 'x.txt': 'x\n' })
  expect((await move(stranger)).body).toMatchObject({ status: 422, code: 'repository_differs' })
  expect(await move(place)).toMatchObject({ status: 200, body: { path: place, available: true } })
  expect((await rig.snapshot(scene.id)).projectPath).toBe(place)
  expect(await follow(scene, 'git log --format=%s; cat draft.txt')).toBe('One\nFirst\ndraft')
  await expectHeld(place, scene.commit)
  expect(readFileSync(join(scene.worktree, '.git'), 'utf8')).toContain(place)
  // It survives the server, and a thread that is new begins at the new place.
  await rig.end('SIGKILL')
  await rig.start()
  const id = await rig.thread({ projectId: scene.projectId, prompt: prompt('New', 'Hi.') })
  expect((await rig.until(id, rests)).status).toBe('completed')
}, 120_000)

it('the data directory moved: each worktree is found in it, with what was not committed', async () => {
  const scene = await atWork('home')
  scene.go()
  await rig.until(scene.id, rests)
  await rig.api('PATCH', `/api/threads/${scene.id}`, { archived: true })
  await rig.until(scene.id, ended)
  await rig.api('PATCH', `/api/threads/${scene.id}`, { archived: false })
  await rig.end('SIGTERM')
  const home = `${rig.home}-moved`
  renameSync(rig.home, home)
  rig.env['A_PARALLEL_HOME'] = home
  await rig.start()
  expect(await say(scene.id, 'Go on')).toEqual({ status: 409, code: 'worktree_missing' })
  expect((await rig.api('POST', `/api/threads/${scene.id}/resume`)).status).toBe(202)
  const { worktreePath } = await rig.until(scene.id, (one) => one.worktree?.state === 'ready')
  expect(worktreePath!.startsWith(home)).toBe(true)
  expect(readFileSync(join(worktreePath!, 'draft.txt'), 'utf8')).toBe('draft\n')
  // The agent knows its conversations by their folder: it is given an account of this one, script and all.
  expect((await say(scene.id, 'Look')).status).toBe(202)
  const done = await restAllowing(scene.id)
  expect([done.status, done.run?.sessionId === scene.sessionId]).toEqual(['completed', false])
  await expectHeld(scene.repository, scene.commit)
  await rig.end('SIGTERM')
  renameSync(home, rig.home)
  rig.env['A_PARALLEL_HOME'] = rig.home
  await rig.start()
}, 120_000)
