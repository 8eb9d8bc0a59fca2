// Whether a path is a program that answers as the agent's does. It is started with `--version` and nothing else, never
// through a shell, and not for longer than it may take.
import type { ProgramFault } from '@a-parallel/shared'
import { execFile } from 'node:child_process'
import { access, constants, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { agentEnvironment } from '../runs/environment.ts'

export type CheckedAgent =
  | { version: string }
  | { version: null; fault: ProgramFault; detail: string | null }

/** A cold start of it takes a second, on a busy machine some more. */
const patienceMs = 10_000
const mostDetail = 400

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

/** `claude --version` prints "2.1.197 (Claude Code)". */
function ask(path: string, env: NodeJS.ProcessEnv, timeout: number): Promise<CheckedAgent> {
  const options = { timeout, killSignal: 'SIGKILL', env: agentEnvironment(env) } as const
  return new Promise((resolve) => {
    const child = execFile(path, ['--version'], options, (cause, stdout, stderr) => {
      const fault = (reason: ProgramFault, said: string) =>
        resolve({ version: null, fault: reason, detail: said.trim().slice(0, mostDetail) || null })
      if (cause?.killed) return fault('silent', stderr)
      if (cause) return fault('failed', stderr || cause.message)
      const version = /\d+\.\d+\.\d+/.exec(stdout)?.[0]
      return version ? resolve({ version }) : fault('unversioned', stdout || stderr)
    })
    child.stdin?.end()
  })
}
