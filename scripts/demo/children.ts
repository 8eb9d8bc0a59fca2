// The two programs of a demo: the scripted model and the server. Each runs in a process group of its own, so that
// Ctrl-C in the terminal reaches the demo alone, which then ends everything in order.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { root } from '../building/root.ts'
import { toolFile } from '../gate/tool.ts'
import type { DemoFolder } from './folder.ts'

type Program = ChildProcessByStdio<Writable, Readable, Readable>

export interface Child {
  /** The first line that fits, or an error with its last words when it ends before. */
  says(pattern: RegExp): Promise<string>
  ended: Promise<void>
  /** Asks it to end; insists after five seconds. */
  end(): Promise<void>
}

/** The environment of everything in a demo: nothing of the person's own but the way to programs and the language. */
export function environmentOf(folder: DemoFolder): Record<string, string> {
  const kept = [
    'LANG',
    'LC_ALL',
    'TERM',
    'SHELL',
    'USER',
    'TMPDIR',
    'TEMP',
    'SystemRoot',
    'ComSpec',
  ]
  const env = Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const node = dirname(process.execPath)
  return { ...env, PATH: [node, process.env['PATH'] ?? ''].join(delimiter), HOME: folder.home }
}

/** Starts the scripted model; gives its url. */
export async function startModel(
  folder: DemoFolder,
  speed: number,
): Promise<{ url: string; child: Child }> {
  const child = start(
    [
      toolFile(root, 'tsx'),
      join(root, 'packages/scripted-model/src/serve.ts'),
      '--end-with-stdin',
      '--scenarios-file',
      folder.scenarios,
      '--speed',
      String(speed),
    ],
    environmentOf(folder),
  )
  const line = await child.says(/^\{.*\}$/)
  const { url } = JSON.parse(line) as { url: string; pid: number } // Written by serve.ts.
  return { url, child }
}

export interface ServerAsk {
  folder: DemoFolder
  modelUrl: string
  /** 0 takes a free one. */
  port: number
  /** What Node runs: the built server, or tsx and the source. */
  program: readonly string[]
}

/** How many turns run at once: enough to look busy, few enough for a small laptop, and one has to wait its turn. */
const slots = 4

/** Starts the server; gives the link that it prints. */
export async function startServer(ask: ServerAsk): Promise<{ link: string; child: Child }> {
  const child = start(ask.program, {
    ...environmentOf(ask.folder),
    PORT: String(ask.port),
    A_PARALLEL_HOME: ask.folder.data,
    A_PARALLEL_WEB: join(root, 'dist/client'),
    A_PARALLEL_DEMO: '1',
    A_PARALLEL_OPEN: '0',
    A_PARALLEL_SLOTS: String(slots),
    CLAUDE_PATH: bundledAgent(),
    ANTHROPIC_BASE_URL: ask.modelUrl,
    ANTHROPIC_API_KEY: 'demo',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
  })
  const line = await child.says(/#code=/)
  return { link: line.slice(line.indexOf('http')), child }
}

/** The agent among our own dependencies; one that the person installed is never used for a demo. */
function bundledAgent(): string {
  const folder = join(root, 'node_modules/@anthropic-ai/claude-code')
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest))
    throw new Error('@anthropic-ai/claude-code is not installed; run npm ci')
  // npm's own format.
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> }
  return join(folder, bin['claude'] ?? '')
}

function start(args: readonly string[], env: Record<string, string>): Child {
  const program: Program = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  let words = ''
  const hear = (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000))
  program.stderr.on('data', hear)
  program.stdin.on('error', () => undefined) // It ended first, which `ended` tells.
  const lines = createInterface({ input: program.stdout })
  const ended = once(program, 'exit').then(() => undefined)
  return {
    ended,
    async says(pattern) {
      const said = new Promise<string>((resolve) => {
        lines.on('line', (line) => {
          if (pattern.test(line)) resolve(line)
        })
      })
      const line = await Promise.race([said, ended])
      if (line === undefined) throw new Error(`${args.at(-1)} ended before it was ready: ${words}`)
      return line
    },
    async end() {
      if (program.exitCode !== null || program.signalCode !== null) return
      program.stdin.end()
      program.kill('SIGTERM')
      const insist = setTimeout(() => program.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(insist)
    },
  }
}
