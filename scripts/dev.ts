// `npm run dev [server|client]`: the server with restart on 3001, the web app with reload on 5173. Ctrl-C ends both.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { ViteDevServer } from 'vite'
import { addressesOf, originOf, readLoopback } from '../packages/server/src/platform/loopback.ts'
import { root } from './building/root.ts'
import { toolFile } from './gate/tool.ts'

const port = process.env.PORT ?? '3001'
const pagePort = Number(process.env.A_PARALLEL_DEV_PORT ?? 5173)

/** Starts the server in a process group of its own, so that tsx, the server and nothing else end together. */
function startServer(): ChildProcess {
  const main = join(root, 'packages/server/src/main.ts')
  return spawn(process.execPath, [toolFile(root, 'tsx'), 'watch', '--clear-screen=false', main], {
    cwd: root,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PORT: port, A_PARALLEL_ORIGIN: `http://localhost:${pagePort}` },
  })
}

async function startClient(): Promise<ViteDevServer> {
  // What it refuses, the server says.
  const [api] = addressesOf(readLoopback(process.env.HOST ?? 'localhost') ?? 'localhost')
  process.env.A_PARALLEL_API = originOf(api, Number(port))
  const { createServer } = await import('vite')
  const client = join(root, 'packages/client')
  const ours = process.listeners('SIGTERM')
  const vite = await createServer({
    root: client,
    configFile: join(client, 'vite.config.ts'),
    server: { port: pagePort, strictPort: true },
  })
  // Vite's own ends this process before the server has ended.
  for (const each of process.listeners('SIGTERM'))
    if (!ours.includes(each)) process.off('SIGTERM', each)
  try {
    await vite.listen()
  } catch (cause) {
    await vite.close()
    throw cause
  }
  console.log(`The web app with reload: http://localhost:${pagePort}`)
  return vite
}

function signal(server: ChildProcess, name: NodeJS.Signals): void {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
  if (process.platform === 'win32') server.kill(name)
  else process.kill(-server.pid, name)
}

/** Asks the server's group to end and insists after five seconds. */
function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const insist = setTimeout(() => signal(server, 'SIGKILL'), 5000)
    server.once('exit', () => {
      clearTimeout(insist)
      resolve()
    })
    signal(server, 'SIGTERM')
  })
}

const part = process.argv[2]
if (part !== undefined && part !== 'server' && part !== 'client') {
  console.error(`There is no "${part}"; say dev, dev server or dev client.`)
  process.exit(2)
}

const server = part === 'client' ? null : startServer()
let vite: ViteDevServer | null = null
let ending = false

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  if (server !== null) await endServer(server)
  await vite?.close()
  process.exit(code)
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void end(0))
server?.once('exit', (code) => void end(code ?? 1))

if (part !== 'server') {
  try {
    vite = await startClient()
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause)
    await end(1)
  }
}
