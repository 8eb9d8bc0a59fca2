// What a holder writes down about its run, and how it is read back. Every file is whole or counts as absent.
import { constants } from 'node:fs'
import { access, chmod, mkdir, open, rename, stat, type FileHandle } from 'node:fs/promises'
import { constants as os } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { readIfThere, type ProcessIdentity } from '../processes/identity.ts'
import { names, type Exit, type StartAsk, type StartOutcome } from './port.ts'

/** The files in a run's `state` directory. */
export const files = {
  holder: 'holder.json',
  /** `pid start boot`, ended by a line end. */
  shell: 'shell.id',
  agent: 'agent.id',
  keeper: 'keeper.id',
  exit: 'exit.json',
  /** The input was closed. */
  closed: 'closed',
} as const

export type StateFile = keyof typeof files

export function statePath(dir: string, file: StateFile): string {
  return join(dir, names.state, files[file])
}

const Held = z.object({ argv: z.array(z.string()), cwd: z.string(), marker: z.string() })
export type Held = z.infer<typeof Held>

const Ended = z.object({ code: z.number().nullable(), signal: z.string().nullable() })

/** Makes the directory, takes it for one run and opens its journal. Null when it was taken before. */
export async function claim(ask: StartAsk): Promise<Claimed | null> {
  await mkdir(join(ask.dir, names.state), { recursive: true, mode: 0o700 })
  await chmod(ask.dir, 0o700)
  if (!(await claimRecord(ask))) return null
  const output = await open(join(ask.dir, names.output), 'a', 0o600)
  const errors = await open(join(ask.dir, names.errors), 'a', 0o600)
  return { output, errors }
}

export interface Claimed {
  output: FileHandle
  errors: FileHandle
}

/** What can be told before anything is written: the outcome that refuses, or null. */
export async function refusal(ask: StartAsk): Promise<StartOutcome | null> {
  const cwd = await stat(ask.cwd).catch(() => null)
  if (!cwd?.isDirectory()) return { kind: 'missing-directory' }
  const [program] = ask.argv
  if (!isAbsolute(program)) return { kind: 'failed', detail: `${program} is not an absolute path` }
  return access(program, constants.X_OK).then(
    () => null,
    () => ({ kind: 'failed', detail: `${program} cannot be run` }),
  )
}

async function claimRecord(ask: StartAsk): Promise<boolean> {
  const held: Held = { argv: [...ask.argv], cwd: ask.cwd, marker: ask.marker }
  try {
    const file = await open(statePath(ask.dir, 'holder'), 'wx', 0o600)
    await file.writeFile(`${JSON.stringify(held)}\n`)
    await file.close()
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false // fs throws errno errors only.
    throw cause
  }
}

export async function readHeld(dir: string): Promise<Held | null> {
  return parseWhole(Held, await readIfThere(statePath(dir, 'holder')))
}

export function readIdentity(dir: string, file: StateFile): Promise<ProcessIdentity | null> {
  return readIdentityAt(statePath(dir, file))
}

/** Reads `pid start boot`; the start may hold spaces (macOS). */
export async function readIdentityAt(path: string): Promise<ProcessIdentity | null> {
  const text = await readIfThere(path)
  const [, pid, start, boot] = /^(\d+) (.*) (\S*)\n$/.exec(text ?? '') ?? []
  return start === undefined || boot === undefined ? null : { pid: Number(pid), start, boot }
}

export async function readExit(dir: string): Promise<Exit | null> {
  const exit = parseWhole(Ended, await readIfThere(statePath(dir, 'exit')))
  if (!exit) return null
  const signal = Object.keys(os.signals).find((name) => name === exit.signal) ?? signalOf(exit.code)
  return { code: exit.code, signal: (signal ?? null) as NodeJS.Signals | null } // A key of os.signals.
}

/** A shell says 128 + n for signal n, and so do agents that end themselves after one. */
function signalOf(code: number | null): string | undefined {
  if (code === null || code <= 128) return undefined
  return Object.entries(os.signals).find(([, number]) => number === code - 128)?.[0]
}

/** Appears whole or not at all. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const draft = `${path}.draft`
  const file = await open(draft, 'w', 0o600)
  await file.writeFile(content)
  await file.close()
  await rename(draft, path)
}

/** A line must be one JSON object without a line end: half a line or two of them would end the agent. */
export function assertLine(line: string): void {
  if (/[\n\r]/.test(line)) throw new TypeError('a line to an agent holds a line end')
  const value: unknown = JSON.parse(line)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('a line to an agent must be a JSON object')
  }
}

function parseWhole<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (!text?.endsWith('\n')) return null
  return schema.parse(JSON.parse(text))
}
