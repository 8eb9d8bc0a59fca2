// A server as a process of its own, to be killed, to be refused, or to be started in odd surroundings.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

export interface ServerProcess {
  pid: number
  origin: string
  token: string
  signInLink: string
  stderr(): string
  /** Its end, whoever brings it about. */
  ended: Promise<Ended>
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  /** Milliseconds from the signal (or the start) to the end. */
  took: number
}

interface Begun {
  child: ChildProcess
  out: { stdout: string; stderr: string }
  ended: Promise<Omit<Ended, 'took'>>
}

/** The arguments of `node` that start the server from its source. */
const fromSource: readonly string[] = ['--import', tsx, main]

/** `shell`: the command line around the server, e.g. `umask 0; exec "$@"`. */
function begin(env: NodeJS.ProcessEnv, shell: string, program: readonly string[]): Begun {
  const argv = ['-c', shell, 'sh', process.execPath, ...program]
  const child = spawn('/bin/sh', argv, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const out = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (out.stdout += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (out.stderr += chunk.toString('utf8')))
  const ended = once(child, 'close').then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
    ...out,
  }))
  return { child, out, ended }
}

/** Starts a server and waits until it answers. Fails with what it said when it ends instead. */
export async function startServerProcess(
  env: NodeJS.ProcessEnv,
  shell = 'exec "$@"',
  program = fromSource,
): Promise<ServerProcess> {
  const { child, out, ended } = begin(env, shell, program)
  const started = performance.now()
  const up = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const link = /^Sign in once in this browser: (\S+)$/m.exec(out.stdout)?.[1]
      if (link) resolve(link)
    })
  })
  const first = await Promise.race([up, ended])
  if (typeof first !== 'string') throw new Error(`the server ended: ${JSON.stringify(first)}`)
  const home = env['A_PARALLEL_HOME'] ?? join(env['HOME'] ?? '', '.a-parallel')
  return {
    pid: child.pid ?? 0,
    origin: new URL(first).origin,
    token: readFileSync(join(home, 'auth-token'), 'utf8').trim(),
    signInLink: first,
    stderr: () => out.stderr,
    ended: ended.then((end) => ({ ...end, took: performance.now() - started })),
    async end(signal) {
      const begun = performance.now()
      child.kill(signal)
      return { ...(await ended), took: performance.now() - begun }
    },
  }
}

/** Starts a server that is expected to refuse, and waits for its end. */
export async function refusedServer(
  env: NodeJS.ProcessEnv,
  shell = 'exec "$@"',
  program = fromSource,
): Promise<Ended> {
  const begun = performance.now()
  const { child, ended } = begin(env, shell, program)
  const limit = setTimeout(() => child.kill('SIGKILL'), 20_000)
  const end = await ended
  clearTimeout(limit)
  return { ...end, took: performance.now() - begun }
}
