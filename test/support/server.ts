// A whole server in this process, on a data directory of its own, with the real agent on the scripted model.
import type { ScenarioInput, ScriptedModel } from '@a-parallel/scripted-model'
import { startScriptedModel } from '@a-parallel/scripted-model'
import type { ThreadEvent, ThreadSnapshot, ThreadStatus } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from '../../packages/server/src/config.ts'
import { serve, type RunningServer } from '../../packages/server/src/serve.ts'

export interface ApiAnswer {
  status: number
  headers: Headers
  // The tests look into answers of many shapes; each expectation is the check.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any
}

export interface TestServer {
  origin: string
  home: string
  token: string
  /** A new link that signs a browser in, once. */
  signInLink(): string
  model: ScriptedModel
  folder: string
  /** What the server was started with, and will be started with at the next restart. */
  environment: NodeJS.ProcessEnv
  api(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer>
  /** A repository with one commit and the given files. */
  repository(name: string, files?: Record<string, string>): string
  addProject(path: string): Promise<string>
  /** Trusts all that a project brings by now. */
  trust(projectId: string): Promise<void>
  /** Starts a thread and returns its id. */
  thread(body: Record<string, unknown>): Promise<string>
  snapshot(threadId: string): Promise<ThreadSnapshot>
  events(threadId: string): Promise<ThreadEvent[]>
  /** Waits until the thread fits; fails with what it is after the deadline. */
  until(
    threadId: string,
    fits: (thread: ThreadSnapshot) => boolean,
    withinMs?: number,
  ): Promise<ThreadSnapshot>
  untilStatus(threadId: string, ...status: ThreadStatus[]): Promise<ThreadSnapshot>
  /** Stops the server and starts it anew on the same data; `meanwhile` happens while there is none. */
  restart(meanwhile?: () => Promise<void>): Promise<void>
  /** Stops every run, the server and the model, and removes all files. */
  close(): Promise<void>
}

export interface TestServerOptions {
  env?: Record<string, string>
  /** Divides the model's delays. */
  speed?: number
  /** Played when a prompt names one of them: `@name`. */
  scenarios?: readonly ScenarioInput[]
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-test-')))
  const model = await startScriptedModel({
    speed: options.speed ?? 1,
    scenarios: options.scenarios ?? [],
  })
  const env = environment(folder, model.url, options.env ?? {})
  let server: RunningServer = await serve(readConfig(env), env)
  const home = join(folder, 'data')
  const token = readFileSync(join(home, 'auth-token'), 'utf8').trim()

  const api: TestServer['api'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${server.origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? JSON.parse(text) : text,
    }
  }
  const snapshot = async (threadId: string) =>
    (await api('GET', `/api/threads/${threadId}`)).body as ThreadSnapshot
  const until: TestServer['until'] = async (threadId, fits, withinMs = 60_000) => {
    const deadline = Date.now() + withinMs
    for (;;) {
      const thread = await snapshot(threadId)
      if (fits(thread)) return thread
      if (Date.now() > deadline) throw new Error(`not in time: ${describeThread(thread)}`)
      await wait(40)
    }
  }
  return {
    get origin() {
      return server.origin
    },
    home,
    token,
    signInLink: () => server.signInLink(),
    model,
    folder,
    environment: env,
    api,
    snapshot,
    until,
    untilStatus: (threadId, ...status) =>
      until(threadId, (thread) => status.includes(thread.status)),
    repository: (name, files) => makeRepository(join(folder, name), files),
    async addProject(path) {
      return expectStatus(await api('POST', '/api/projects', { path }), 201).body.id
    },
    async trust(projectId) {
      const path = `/api/projects/${projectId}/trust`
      const { fingerprint } = expectStatus(await api('GET', path), 200).body
      expectStatus(await api('POST', path, { fingerprint }), 200)
    },
    async thread(body) {
      return expectStatus(await api('POST', '/api/threads', body), 202).body.id
    },
    async events(threadId) {
      return (await api('GET', `/api/threads/${threadId}/events?limit=5000`)).body.events
    },
    async restart(meanwhile) {
      await server.close()
      await meanwhile?.()
      server = await serve(readConfig(env), env)
    },
    async close() {
      const { body } = await api('GET', '/api/threads')
      const ends = body.threads.map((thread: { id: string }) => endThread(api, thread.id))
      // One that cannot be ended must not keep the others, or the files, from going.
      const failed = (await Promise.allSettled<void>(ends)).find((end) => end.status === 'rejected')
      await server.close()
      await model.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
      if (failed) throw failed.reason
    },
  }
}

function environment(
  folder: string,
  modelUrl: string,
  more: Record<string, string>,
): NodeJS.ProcessEnv {
  mkdirSync(join(folder, 'home'))
  return {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    TMPDIR: process.env.TMPDIR,
    A_PARALLEL_HOME: join(folder, 'data'),
    A_PARALLEL_OPEN: '0',
    A_PARALLEL_TITLES: '0',
    PORT: '0',
    ANTHROPIC_BASE_URL: modelUrl,
    ANTHROPIC_API_KEY: 'scripted',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ...more,
  }
}

/** Archiving ends an agent that rests; one at work is stopped first. */
async function endThread(api: TestServer['api'], id: string): Promise<void> {
  await api('POST', `/api/threads/${id}/stop`)
  const deadline = Date.now() + 60_000
  for (;;) {
    const { body } = await api('GET', `/api/threads/${id}`)
    if (body.run === null || ['exited', 'lost'].includes(body.run.state)) return
    if (Date.now() > deadline) throw new Error(`a run outlives its test: ${describeThread(body)}`)
    await wait(50)
  }
}

function describeThread(thread: ThreadSnapshot): string {
  const { status, waitingReason, run, worktree, turns, items } = thread
  return JSON.stringify(
    { status, waitingReason, run, worktree, turns, items: items?.slice(-3) },
    null,
    1,
  )
}

function expectStatus(answer: ApiAnswer, status: number): ApiAnswer {
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer
}

export function makeRepository(
  path: string,
  files: Record<string, string> = { 'README.md': '# Sample\n' },
): string {
  mkdirSync(path, { recursive: true })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Ada')
  git('config', 'user.email', 'ada@example.com')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  git('add', '-A')
  git('commit', '-q', '-m', 'First')
  return path
}
