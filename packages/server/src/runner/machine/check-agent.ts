// Whether a path is a program that answers as the agent's does. It is started with `--version` and nothing else, never
// through a shell, and not for longer than it may take.
import type { ProgramFault } from '@a-parallel/shared'
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { access, constants, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { Readable } from 'node:stream'
import { agentEnvironment } from '../runs/environment.ts'

export type CheckedAgent =
  | { version: string }
  | { version: null; fault: ProgramFault; detail: string | null }

/** A cold start of it takes a second, on a busy machine some more. */
const patienceMs = 10_000
const mostDetail = 400
/** Letters. */
const mostSaid = 100_000
const graceMs = 1_000

/** Never rejects. `detail` is what the program or the system said, cut. */
export async function checkAgent(
  path: string,
  env: NodeJS.ProcessEnv,
  patience = patienceMs,
): Promise<CheckedAgent> {
  const fault = await faultOf(path)
  return fault === null ? ask(path, env, patience) : { version: null, fault, detail: null }
}

/** `~/…` as a shell would read it. */
export function fromHome(path: string, env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] ?? env['USERPROFILE']
  return home !== undefined && /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path
}

/** What can be told without starting it. */
async function faultOf(path: string): Promise<ProgramFault | null> {
  if (!isAbsolute(path)) return 'relative'
  try {
    if (!(await stat(path)).isFile()) return 'no-file'
  } catch {
    return 'absent' // Or hidden from this user, which is the same to them.
  }
  return access(path, constants.X_OK).then(
    () => null,
    () => 'locked',
  )
}

/**
 * `claude --version` prints "2.1.197 (Claude Code)". It works in its own folder: ours may be a repository, and what manages
 * versions of programs reads files of the folder that it is started in.
 */
function ask(path: string, env: NodeJS.ProcessEnv, patience: number): Promise<CheckedAgent> {
  return new Promise((resolve) => {
    const fault = (reason: ProgramFault, said: string) =>
      resolve({ version: null, fault: reason, detail: said.trim().slice(0, mostDetail) || null })
    const child = started(path, env)
    if (child instanceof Error) return fault('failed', child.message)
    const [stdout, stderr] = [beginningOf(child.stdout), beginningOf(child.stderr)]
    let late = false
    const end = () => {
      endGroup(child)
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const timer = setTimeout(() => {
      late = true
      end()
    }, patience)
    let rest: NodeJS.Timeout | undefined
    // What it leaves behind may hold our pipes open for good.
    child.once('exit', () => (rest = setTimeout(end, graceMs)))
    child.once('error', (cause) => {
      clearTimeout(timer)
      fault('failed', cause.message)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      clearTimeout(rest)
      if (late) return fault('silent', stderr())
      if (code !== 0) return fault('failed', stderr() || `It ended with ${signal ?? code}.`)
      const version = /\d+\.\d+\.\d+/.exec(stdout())?.[0]
      return version ? resolve({ version }) : fault('unversioned', stdout() || stderr())
    })
  })
}

type Started = ChildProcessByStdio<null, Readable, Readable>

/** What cannot be started is told by an event, or thrown at once: which one depends on the reason. */
function started(path: string, env: NodeJS.ProcessEnv): Started | Error {
  try {
    return spawn(path, ['--version'], {
      cwd: dirname(path),
      env: agentEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own: a wrapper is ended together with what it has started.
      detached: process.platform !== 'win32',
    })
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  }
}

/** It is ended, and whoever is in its group. */
function endGroup(child: Started): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // Node's kill throws errno errors only.
    // Nobody is left there, or only what runs as somebody else.
    if (code !== 'ESRCH' && code !== 'EPERM') throw cause
  }
}

/** What is read of a stream first; the rest is let go of. */
function beginningOf(stream: Readable): () => string {
  let said = ''
  stream.setEncoding('utf8').on('data', (piece: string) => {
    if (said.length < mostSaid) said += piece.slice(0, mostSaid - said.length)
  })
  return () => said
}
