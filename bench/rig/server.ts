// The server under test: the built bundle in a process of its own, with its own data, used as a browser uses it.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ThreadSnapshot } from '@a-parallel/shared'
import { root } from '../../scripts/building/root.ts'
import { openLive, type Live } from './live.ts'

export interface ServerAsk {
  /** Holds its data and its HOME; may have served before. */
  folder: string
  modelUrl: string
  /** The agent's program. */
  agent: string
  /** Where V8 writes a CPU profile of the server. */
  profile?: string | undefined
  /** What is set otherwise than usual. */
  env?: Record<string, string> | undefined
}

export interface BenchServer {
  origin: string
  pid: number
  /** The data directory. */
  data: string
  token: string
  api<T>(method: string, path: string, body?: unknown): Promise<T>
  live(): Promise<Live>
  /** The file that a thread's agent writes to. */
  journalOf(threadId: string): Promise<string>
  /** SIGKILL; its agents go on. */
  kill(): Promise<void>
  /** Stops every agent, then the server. */
  stop(): Promise<void>
}

/** The environment of a server, and the part of it that agents are to see. */
export function benchEnvironment(ask: Pick<ServerAsk, 'folder' | 'modelUrl' | 'agent'>) {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: join(ask.folder, 'home'),
    LANG: 'C.UTF-8',
    CLAUDE_PATH: ask.agent,
    ANTHROPIC_BASE_URL: ask.modelUrl,
    ANTHROPIC_API_KEY: 'scripted',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Starts the process only; it does not listen yet. */
export function spawnServer(ask: ServerAsk, port: number): ChildProcess {
  mkdirSync(join(ask.folder, 'home'), { recursive: true })
  const flags = ask.profile ? ['--cpu-prof', `--cpu-prof-dir=${ask.profile}`] : []
  return spawn(process.execPath, [...flags, join(root, 'dist/server/main.js')], {
    env: {
      ...benchEnvironment(ask),
      A_PARALLEL_HOME: join(ask.folder, 'data'),
      A_PARALLEL_OPEN: '0',
      A_PARALLEL_TITLES: '0',
      // Writing thousands of files beside what is measured.
      A_PARALLEL_READY_FILES: '0',
      PORT: String(port),
      ...ask.env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

export async function endServer(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

export async function startServer(ask: ServerAsk): Promise<BenchServer> {
  const child = spawnServer(ask, 0)
  const said = await announcement(child)
  const origin = /runs at (\S+)/.exec(said)?.[1] ?? ''
  const data = join(ask.folder, 'data')
  const token = readFileSync(join(data, 'auth-token'), 'utf8').trim()
  const api: BenchServer['api'] = async (method, path, body) => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    origin,
    pid: child.pid ?? 0,
    data,
    token,
    api,
    live: () => openLive(origin, token),
    async journalOf(id) {
      const { run } = await api<ThreadSnapshot>('GET', `/api/threads/${id}`)
      if (run === null) throw new Error(`thread ${id} has no agent`)
      return join(data, 'runs', run.id, 'out.ndjson')
    },
    kill: () => endServer(child, 'SIGKILL'),
    async stop() {
      await stopAgents(api)
      await endServer(child)
    },
  }
}

async function announcement(child: ChildProcess): Promise<string> {
  let said = ''
  child.stdout?.setEncoding('utf8')
  for await (const text of child.stdout ?? []) {
    said += text
    if (said.includes('browser: ') && said.endsWith('\n')) return said
  }
  throw new Error(`the server did not start: ${said}`)
}

const stopMs = 30_000

async function stopAgents(api: BenchServer['api']): Promise<void> {
  const { threads } = await api<{ threads: { id: string }[] }>('GET', '/api/threads')
  const live = (thread: ThreadSnapshot) => ['requested', 'live'].includes(thread.run?.state ?? '')
  const read = (id: string) => api<ThreadSnapshot>('GET', `/api/threads/${id}`)
  await Promise.all(
    threads.map(async ({ id }) => {
      if (!live(await read(id))) return
      await api('POST', `/api/threads/${id}/stop`)
      const deadline = Date.now() + stopMs
      while (live(await read(id)) && Date.now() < deadline) await wait(100)
    }),
  )
}
