// The one place that starts git. Arguments are arrays; until its project is trusted a repository's own programs stay
// off, and the environment is an allow-list. Must never guess at a shell or wait for a prompt.
import type { GitCall } from './restrict/calls.ts'
import { spawn, type ChildProcess } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import {
  gitEnvironment,
  hardening,
  hardeningEnvironment,
  type Environment,
  type Setting,
} from './environment.ts'
import { GitError, gitErrorCode, type GitErrorCode } from './error.ts'
import { createPool } from './pool.ts'

export interface GitOptions {
  /** The directory git runs in. */
  cwd: string
  /** What this call is for, in logs and timings. */
  name: GitCall
  /** `write` takes a place among the writers and may take git's optional locks. Default `read`. */
  access?: 'read' | 'write'
  /** It may take minutes, since it goes over a network or runs hooks: it takes no place that others wait for. */
  lasting?: boolean
  /** The project is trusted: its hooks, filters, signing and credential helpers work as in a terminal. */
  trusted?: boolean
  /** Exit codes that are a normal answer. Default `[0]`. */
  successExitCodes?: readonly number[]
  /** Default 60,000. */
  timeoutMs?: number
  /** Default 64 MiB; more ends git and throws `output-too-large`. */
  maxOutputBytes?: number
  /** So much is wanted: git is ended once it has said that, which is a normal answer. */
  enoughBytes?: number
  signal?: AbortSignal
  /** Added to git's environment. */
  env?: Environment
  /** Added to the configuration. */
  settings?: readonly Setting[]
  stdin?: string | Uint8Array
  /** Said once on descriptor 3, which what git starts inherits: it stands in no argument, no variable and no file. */
  secret?: string
  /** An open file that git writes its standard output to by itself; none of it is given back then. */
  into?: number
  /** Told what git writes to its standard error, as it comes. */
  onStderr?: (piece: string) => void
}

export interface GitOutput {
  code: number
  stdout: Buffer
  /** Standard output as UTF-8. */
  text: string
  stderr: string
}

/**
 * Runs git and gives what it said.
 * @throws GitError when the exit code is none of `successExitCodes`, or git could not be run to its end.
 */
export type Git = (args: readonly string[], options: GitOptions) => Promise<GitOutput>

export interface GitSetup {
  /** The environment of the person whose git this is; only an allow-list of it is used before a project is trusted. */
  environment: Environment
  executable?: string
  /** What git writes into a person's repository follows it. Default: the server's own, which closes files to others. */
  umask?: number
  /** How many at once. Default 4 each, and 16 of those that last. */
  reads?: number
  writes?: number
  lasting?: number
  /** Told after each call. */
  onCall?: (call: { name: string; ms: number; exitCode: number | null }) => void
}

/** Git for one person's environment. */
export function createGit(setup: GitSetup): Git {
  const pools = {
    read: createPool(setup.reads ?? 4),
    write: createPool(setup.writes ?? 4),
    lasting: createPool(setup.lasting ?? 16),
  }
  return (args, options) =>
    pools[options.lasting ? 'lasting' : (options.access ?? 'read')](async () => {
      const began = performance.now()
      let exitCode: number | null = null
      try {
        const output = await run(args, options, setup)
        exitCode = output.code
        return output
      } catch (cause) {
        if (cause instanceof GitError) exitCode = cause.exitCode
        throw cause
      } finally {
        setup.onCall?.({ name: options.name, ms: performance.now() - began, exitCode })
      }
    })
}

const killAfterMs = 2_000
/** What git leaves behind may hold our pipes open for good; so long is waited for the rest of what git said. */
const graceMs = 2_000
const stderrBytes = 1 << 20

function run(args: readonly string[], options: GitOptions, setup: GitSetup): Promise<GitOutput> {
  const { trusted = false } = options
  const settings = [...hardening(trusted), ...(options.settings ?? [])]
  const optional: Environment = {
    ...(options.access === 'write' ? {} : { GIT_OPTIONAL_LOCKS: '0' }),
    ...hardeningEnvironment(trusted),
  }
  return new Promise((resolve, reject) => {
    const fail = (code: GitErrorCode, exitCode: number | null, stderr: string, stdout = ''): void =>
      reject(new GitError({ code, args, exitCode, stderr, stdout }))
    if (options.signal?.aborted) return fail('aborted', null, '')
    const [program, argv] = programOf(args, options, setup)
    const hasSecret = options.secret !== undefined
    const child = spawn(program, argv, {
      cwd: options.cwd,
      env: gitEnvironment(setup.environment, trusted, settings, { ...optional, ...options.env }),
      stdio: ['pipe', options.into ?? 'pipe', 'pipe', ...(hasSecret ? ['pipe' as const] : [])],
      windowsHide: true,
      // A group of its own: no terminal to prompt on, and a timeout reaches git's helpers too.
      detached: process.platform !== 'win32',
    })
    const watch = guard(child, options)
    let enough = false
    const { enoughBytes, maxOutputBytes = 64 << 20 } = options
    const out = collect(child.stdout, enoughBytes ?? maxOutputBytes, () => {
      enough ||= enoughBytes !== undefined && watch.reason === null
      watch.end('output-too-large')
    })
    const err = collect(child.stderr, stderrBytes, () => undefined)
    const { onStderr } = options
    if (onStderr) hear(child.stderr, onStderr)
    tell(child, options)
    child.on('error', (cause: NodeJS.ErrnoException) => {
      watch.stop()
      // `close` follows, and knows less.
      child.removeAllListeners('close')
      void explain(cause, options.cwd).then((code) => fail(code, null, cause.message))
    })
    let rest: NodeJS.Timeout | undefined
    child.on('exit', () => {
      rest = setTimeout(() => letGo(child), graceMs)
    })
    child.on('close', (exitCode) => {
      clearTimeout(rest)
      watch.stop()
      const stderr = err().toString('utf8')
      if (enough) return resolve(outputOf(0, out(), stderr))
      if (watch.reason) return fail(watch.reason, exitCode, stderr, out().toString('utf8'))
      if (exitCode === null || !(options.successExitCodes ?? [0]).includes(exitCode)) {
        return fail(gitErrorCode(stderr), exitCode, stderr, out().toString('utf8'))
      }
      resolve(outputOf(exitCode, out(), stderr))
    })
  })
}

function tell(child: ChildProcess, { stdin, secret }: GitOptions): void {
  // Git may end before it has read all; its exit code tells what matters.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(stdin)
  const pipe = child.stdio[3]
  if (secret === undefined || !pipe || !('end' in pipe)) return
  pipe.on('error', () => undefined)
  pipe.end(secret)
}

function outputOf(code: number, stdout: Buffer, stderr: string): GitOutput {
  return {
    code,
    stdout,
    stderr,
    get text() {
      return stdout.toString('utf8')
    },
  }
}

/** A child takes its umask from us; only a shell between can change that for it alone. */
function programOf(
  args: readonly string[],
  { access }: GitOptions,
  { executable = 'git', umask }: GitSetup,
): [program: string, argv: readonly string[]] {
  if (access !== 'write' || umask === undefined || process.platform === 'win32')
    return [executable, args]
  const script = 'umask "$0" && exec "$@"'
  return ['/bin/sh', ['-c', script, umask.toString(8), executable, ...args]]
}

interface Guard {
  reason: GitErrorCode | null
  end(reason: GitErrorCode): void
  stop(): void
}

/** Ends git when its time is over or nobody waits any more: SIGTERM first, so that it removes its locks. */
function guard(child: ChildProcess, options: GitOptions): Guard {
  let killer: NodeJS.Timeout | undefined
  const watch: Guard = {
    reason: null,
    end(reason) {
      if (watch.reason) return
      watch.reason = reason
      signalGroup(child, 'SIGTERM')
      killer = setTimeout(() => signalGroup(child, 'SIGKILL'), killAfterMs)
    },
    stop() {
      clearTimeout(timer)
      // Git may be gone, and what it started not.
      killer?.unref()
      options.signal?.removeEventListener('abort', abort)
    },
  }
  const abort = (): void => watch.end('aborted')
  const timer = setTimeout(() => watch.end('timeout'), options.timeoutMs ?? 60_000)
  options.signal?.addEventListener('abort', abort)
  return watch
}

/** Ends the wait for pipes; `close` follows. What lies in them already is read first, however late we are. */
function letGo(child: ChildProcess): void {
  setImmediate(() => {
    child.stdout?.destroy()
    child.stderr?.destroy()
  })
}

/** Also once git itself is gone: what it left behind in its group holds our pipes. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // Node's kill throws errno errors only.
    // Nobody is left there, or only what runs as somebody else.
    if (code !== 'ESRCH' && code !== 'EPERM') throw cause
  }
}

/** A letter may come in two pieces. */
function hear(stream: NodeJS.ReadableStream | null, told: (piece: string) => void): void {
  const decoder = new StringDecoder('utf8')
  stream?.on('data', (piece: Buffer) => told(decoder.write(piece)))
  stream?.on('end', () => told(decoder.end()))
}

function collect(
  stream: NodeJS.ReadableStream | null,
  limit: number,
  onTooMuch: () => void,
): () => Buffer {
  const chunks: Buffer[] = []
  let bytes = 0
  stream?.on('data', (chunk: Buffer) => {
    if (bytes < limit) chunks.push(chunk.subarray(0, limit - bytes))
    bytes += chunk.length
    if (bytes > limit) onTooMuch()
  })
  return () => Buffer.concat(chunks)
}

/** ENOENT is said both of a missing program and of a missing directory. */
async function explain(cause: NodeJS.ErrnoException, cwd: string): Promise<GitErrorCode> {
  if (cause.code === 'EACCES') return 'permission'
  if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') return 'unknown'
  const directory = await stat(cwd).catch(() => null)
  return directory?.isDirectory() ? 'git-missing' : 'missing-cwd'
}
