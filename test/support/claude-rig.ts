// Runs the real agent CLI for tests: its own home, its own repository, nothing of this machine's settings.
// It speaks the CLI's own lines and knows nothing of our server. It never reaches for the network.
import {
  execFile,
  spawn,
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
} from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { CliLines, type CliLine } from './cli-lines.ts'

export type { CliLine }

type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type ClaudeRigOptions = {
  /** The Messages API to use: the scripted model's url. */
  readonly apiUrl: string
  /** An existing repository; without it a temporary one with one commit is made. */
  readonly cwd?: string
  /** An existing home (to resume a conversation); without it a temporary one. */
  readonly home?: string
  readonly model?: string
  readonly permissionMode?: string
  /** Flags after the standard ones. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Resume this conversation instead of beginning one. */
  readonly resume?: string
}

export type ClaudeRig = {
  readonly pid: number
  readonly sessionId: string
  readonly cwd: string
  readonly home: string
  /** Everything the CLI has said so far. */
  readonly lines: readonly CliLine[]
  readonly exited: Promise<Exit>
  stderr(): string
  /** Writes one line: an object as JSON. */
  send(line: object): void
  /** Sends a user message; answers its uuid. */
  prompt(text: string): string
  /** Sends a control request and answers the CLI's `response`; rejects on an error answer. */
  control(request: {
    readonly subtype: string
    readonly [field: string]: unknown
  }): Promise<unknown>
  /** Answers a `can_use_tool` line. */
  decide(asked: CliLine, decision: object): void
  /** The first line from `from` (default 0) on that fits, now or later; rejects after `timeoutMs`. */
  waitFor(fits: (line: CliLine) => boolean, timeoutMs?: number, from?: number): Promise<CliLine>
  /** Sends a user message and waits for the result that ends its turn. */
  turn(text: string, timeoutMs?: number): Promise<CliLine>
  /** Ends the CLI gently, then by force; removes the temporary directories it made. */
  stop(): Promise<Exit>
}

const run = promisify(execFile)

/** The CLI's executable in node_modules. */
export function claudeBinary(): string {
  const manifest = createRequire(import.meta.url).resolve('@anthropic-ai/claude-code/package.json')
  return join(dirname(manifest), 'bin', 'claude.exe')
}

/** The only variables the CLI is started with. */
function hermeticEnv(home: string, apiUrl: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    HOME: home,
    CLAUDE_CONFIG_DIR: join(home, '.claude'),
    CLAUDE_CODE_TMPDIR: join(home, 'tmp'),
    ANTHROPIC_BASE_URL: apiUrl,
    ANTHROPIC_API_KEY: 'scripted',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_DISABLE_AUTO_MEMORY: '1',
    CLAUDE_CODE_EAGER_FLUSH: '1',
    CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  }
}

/** A repository with one commit at `directory`, which is made if missing. */
async function makeRepository(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'README.md'), '# A small repository\n')
  const git = (...args: string[]) => run('git', ['-C', directory, ...args])
  await git('init', '-q', '-b', 'main')
  await git('config', 'user.name', 'Test')
  await git('config', 'user.email', 'test@example.invalid')
  await git('add', '.')
  await git('commit', '-q', '-m', 'Begin')
}

const standardFlags = [
  '-p',
  '--input-format',
  'stream-json',
  '--output-format',
  'stream-json',
  '--verbose',
  '--include-partial-messages',
  '--permission-prompt-tool',
  'stdio',
  '--replay-user-messages',
  '--strict-mcp-config',
  '--setting-sources=user,project',
  '--disallowedTools=CronCreate,CronDelete,CronList,ScheduleWakeup,EnterWorktree,ExitWorktree',
]

function argumentsOf(options: ClaudeRigOptions, sessionId: string): string[] {
  return [
    ...standardFlags,
    options.resume === undefined ? '--session-id' : '--resume',
    sessionId,
    '--permission-mode',
    options.permissionMode ?? 'default',
    '--model',
    options.model ?? 'sonnet',
    ...(options.args ?? []),
  ]
}

async function end(child: ChildProcess, exited: Promise<Exit>): Promise<Exit> {
  child.stdin?.end()
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), 3_000)
    })
    const exit = await Promise.race([exited, late])
    clearTimeout(timer)
    if (exit) return exit
    child.kill(signal)
  }
  return exited
}

/** The CLI's process with its output taken apart in lines. */
class Cli {
  readonly child: ChildProcessWithoutNullStreams
  readonly lines = new CliLines()
  readonly exited: Promise<Exit>
  stderr = ''
  #exit: Exit | undefined

  constructor(args: readonly string[], cwd: string, env: Record<string, string>) {
    this.child = spawn(claudeBinary(), args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    this.exited = once(this.child, 'close').then(() => {
      this.#exit = { code: this.child.exitCode, signal: this.child.signalCode }
      this.lines.look()
      return this.#exit
    })
    // The CLI may end before it has read everything; that shows as its exit, not as a failed write.
    this.child.stdin.on('error', () => undefined)
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text))
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.lines.add(JSON.parse(line))
    })
  }

  send(line: object): void {
    this.child.stdin.write(`${JSON.stringify(line)}\n`)
  }

  waitFor(fits: (line: CliLine) => boolean, timeoutMs = 20_000, from = 0): Promise<CliLine> {
    return this.lines.waitFor(fits, timeoutMs, from, () => {
      const exit = this.#exit
      return exit && `the CLI ended (${exit.code ?? exit.signal}): ${this.stderr}`
    })
  }

  prompt(text: string): string {
    const uuid = randomUUID()
    this.send({ type: 'user', uuid, message: { role: 'user', content: text } })
    return uuid
  }

  async control(request: object): Promise<unknown> {
    const id = randomUUID()
    this.send({ type: 'control_request', request_id: id, request })
    const answer = await this.waitFor((line) => responseOf(line)?.['request_id'] === id)
    const response = responseOf(answer)
    if (response?.['subtype'] !== 'success') throw new Error(String(response?.['error']))
    return response['response']
  }
}

/** Starts the CLI and waits until it is ready (its answer to `initialize`). */
export async function startClaude(options: ClaudeRigOptions): Promise<ClaudeRig> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'claude-rig-')))
  const home = options.home ?? join(base, 'home')
  const cwd = options.cwd ?? join(base, 'repo')
  await mkdir(join(home, 'tmp'), { recursive: true })
  if (options.cwd === undefined) await makeRepository(cwd)

  const sessionId = options.resume ?? randomUUID()
  const env = { ...hermeticEnv(home, options.apiUrl), ...options.env }
  const cli = new Cli(argumentsOf(options, sessionId), cwd, env)
  const rig: ClaudeRig = {
    pid: cli.child.pid ?? 0,
    sessionId,
    cwd,
    home,
    lines: cli.lines.all,
    exited: cli.exited,
    stderr: () => cli.stderr,
    send: (line) => cli.send(line),
    waitFor: (fits, timeoutMs, from) => cli.waitFor(fits, timeoutMs, from),
    prompt: (text) => cli.prompt(text),
    control: (request) => cli.control(request),
    decide: (asked, decision) => {
      const id = asked['request_id']
      const response = { subtype: 'success', request_id: id, response: decision }
      cli.send({ type: 'control_response', response })
    },
    turn: async (text, timeoutMs) => {
      const from = cli.lines.all.length
      cli.prompt(text)
      return cli.waitFor((line) => line.type === 'result', timeoutMs, from)
    },
    stop: async () => {
      const how = await end(cli.child, cli.exited)
      await rm(base, { recursive: true, force: true, maxRetries: 3 })
      return how
    },
  }
  try {
    await cli.control({ subtype: 'initialize' })
  } catch (error) {
    await rig.stop()
    throw error
  }
  return rig
}

function responseOf(line: CliLine): Record<string, unknown> | undefined {
  const response = line['response']
  if (line.type !== 'control_response' || typeof response !== 'object') return undefined
  // The CLI's control responses are objects; the fields read from it are compared, never trusted.
  return response as Record<string, unknown>
}
