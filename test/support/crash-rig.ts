// A server process that can be killed and started again on the same data, beside a scripted model that outlives it.
import { startScriptedModel, type ScriptedModel } from '@a-parallel/scripted-model'
import type { ThreadEvent, ThreadSnapshot } from '@a-parallel/shared'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { builtServer } from './crash/built-server.ts'
import { startServerProcess, type Ended, type ServerProcess } from './server-process.ts'

export interface CrashRig {
  folder: string
  home: string
  env: NodeJS.ProcessEnv
  model: ScriptedModel
  /** Modules that the next server loads before its own: a killer, a clock. */
  preload: string[]
  /** The server that runs now. */
  server(): ServerProcess
  /** Whether one was started and not ended since. */
  runs(): boolean
  end(signal: NodeJS.Signals): Promise<Ended>
  start(): Promise<void>
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>
  thread(body: Record<string, unknown>): Promise<string>
  snapshot(id: string): Promise<ThreadSnapshot>
  events(id: string): Promise<ThreadEvent[]>
  until(id: string, fits: (thread: ThreadSnapshot) => boolean): Promise<ThreadSnapshot>
  /** Process id of a run's agent, as its holder wrote it down; null when it is not alive. */
  agentPid(runId: string): number | null
  close(): Promise<void>
}

export interface CrashRigOptions {
  env?: Record<string, string>
  /** Divides the model's delays. */
  speed?: number
  /** The command line around the server. */
  shell?: string
  /** The data directory, where it is not one in the rig's own folder. */
  home?: string
}

export async function startCrashRig(options: CrashRigOptions = {}): Promise<CrashRig> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-crash-')))
  const home = options.home ?? join(folder, 'data')
  mkdirSync(join(folder, 'home'))
  const model = await startScriptedModel({ speed: options.speed ?? 1 })
  const preload: string[] = []
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: join(folder, 'home'),
    A_PARALLEL_HOME: home,
    A_PARALLEL_OPEN: '0',
    A_PARALLEL_TITLES: '0',
    PORT: '0',
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'scripted',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ...options.env,
  }
  const main = await builtServer()
  const launch = () =>
    startServerProcess(env, options.shell, [...preload.flatMap((path) => ['--import', path]), main])
  let server: ServerProcess | null = await launch()
  const running = () => {
    if (!server) throw new Error('no server runs')
    return server
  }
  const api: CrashRig['api'] = async (method, path, body) => {
    const { origin, token } = running()
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as never } // The tests look into it.
  }
  const snapshot: CrashRig['snapshot'] = async (id) => (await api('GET', `/api/threads/${id}`)).body
  const until: CrashRig['until'] = async (id, fits) => {
    const deadline = Date.now() + 60_000
    for (;;) {
      const thread = await snapshot(id)
      if (fits(thread)) return thread
      if (Date.now() > deadline) throw new Error(`not in time: ${JSON.stringify(thread, null, 1)}`)
      await wait(50)
    }
  }
  const rig: CrashRig = {
    folder,
    home,
    env,
    model,
    preload,
    server: running,
    runs: () => server !== null,
    async end(signal) {
      const ending = running()
      server = null
      return ending.end(signal)
    },
    async start() {
      server = null
      server = await launch()
    },
    api,
    snapshot,
    until,
    async thread(body) {
      const { status, body: made } = await api('POST', '/api/threads', body)
      if (status !== 202) throw new Error(JSON.stringify(made))
      return (made as { id: string }).id // The contract's answer.
    },
    async events(id) {
      const { body } = await api('GET', `/api/threads/${id}/events?limit=5000`)
      return (body as { events: ThreadEvent[] }).events // The contract's answer.
    },
    agentPid: (runId) => alivePid(join(home, 'runs', runId, 'state', 'agent.id')),
    async close() {
      preload.length = 0
      if (!server) await rig.start()
      const { body } = await api('GET', '/api/threads')
      const { threads } = body as { threads: { id: string }[] } // The contract's answer.
      await Promise.all(
        threads.map(async ({ id }) => {
          await api('POST', `/api/threads/${id}/stop`)
          await until(id, ({ run }) => ['exited', 'lost', undefined].includes(run?.state))
        }),
      )
      await rig.end('SIGTERM')
      await model.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
  return rig
}

function alivePid(file: string): number | null {
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, 'utf8').split(' ')[0])
  try {
    process.kill(pid, 0)
    return pid
  } catch {
    return null // No such process any more.
  }
}
