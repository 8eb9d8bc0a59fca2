// Runs a tool of node_modules as a child and passes its output on. Must never go through a shell.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The JavaScript file behind a tool's command, for example `oxlint` → node_modules/oxlint/bin/oxlint. */
export function toolFile(root: string, name: string): string {
  const manifest = join(root, 'node_modules', name, 'package.json')
  if (!existsSync(manifest)) throw new Error(`${name} is not installed; run npm ci`)
  // package.json's `bin` is a path or a map of them: npm's own format.
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    bin: string | Record<string, string>
  }
  const file = typeof bin === 'string' ? bin : (bin[name] ?? Object.values(bin)[0])
  if (file === undefined) throw new Error(`${name} has no command`)
  return join(dirname(manifest), file)
}

export interface ToolOptions {
  /** Added to our own environment. */
  env?: Record<string, string>
  /** Leaves our own environment out. */
  bare?: boolean
  /** Kills the tool and everything it started after so many milliseconds. */
  limit?: number
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs a command with our own output and resolves with its exit code (124 when the limit ended it). */
export function runCommand(
  root: string,
  command: string,
  args: readonly string[],
  { env = {}, bare = false, limit }: ToolOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const hasGroup = process.platform !== 'win32'
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: bare ? env : { ...process.env, ...env },
      detached: hasGroup,
    })
    const kill = (signal: NodeJS.Signals) => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      if (hasGroup) process.kill(-child.pid, signal)
      else child.kill(signal)
    }
    let late = false
    const timer = setTimeout(
      () => {
        late = true
        kill('SIGKILL')
      },
      limit ?? 2 ** 31 - 1,
    )
    // A group of its own does not hear Ctrl-C from the terminal, so it is told, and we end with it.
    const pass = (signal: NodeJS.Signals) => {
      child.once('exit', () => process.exit(130))
      kill(signal)
    }
    for (const name of endings) process.on(name, pass)
    const settle = () => {
      clearTimeout(timer)
      for (const name of endings) process.off(name, pass)
    }
    child.once('error', (cause) => {
      settle()
      reject(cause)
    })
    child.once('exit', (code) => {
      settle()
      resolve(late ? 124 : (code ?? 1))
    })
  })
}

/** Runs a tool of node_modules under this Node. */
export function runTool(
  root: string,
  name: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<number> {
  return runCommand(root, process.execPath, [toolFile(root, name), ...args], options)
}
