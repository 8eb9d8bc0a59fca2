// Writes lines into a run's FIFO: one writer at a time, whole lines only. A write to a FIFO is atomic up to PIPE_BUF
// bytes; a longer line goes through a pump of its own, which ends its work also when this server dies.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { access, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isAlive, type ProcessIdentity } from '../processes/identity.ts'
import { names, type WriteOutcome } from './port.ts'
import { assertLine, readHeld, readIdentity, readIdentityAt } from './record.ts'
import { pumpScript } from './scripts.ts'

/** POSIX asks for 512 at least, which is what macOS keeps to. */
const atomicBytes = process.platform === 'linux' ? 4096 : 512

export interface LineWriter {
  write(dir: string, line: string): Promise<WriteOutcome>
  /** Runs `work` when all that was written before has arrived. */
  after<T>(dir: string, work: () => Promise<T>): Promise<T>
}

/** @param path where `cat`, `mv` and `rm` are found. */
export function createLineWriter(path: string): LineWriter {
  const queues = new Map<string, Promise<unknown>>()
  const after: LineWriter['after'] = (dir, work) => {
    const turn = (queues.get(dir) ?? Promise.resolve()).then(work)
    const ended = turn.catch(() => undefined)
    queues.set(dir, ended)
    void ended.then(() => {
      if (queues.get(dir) === ended) queues.delete(dir)
    })
    return turn
  }
  return {
    after,
    async write(dir, line) {
      assertLine(line)
      const bytes = Buffer.from(`${line}\n`)
      return after(dir, () => writeBytes(dir, bytes, path))
    },
  }
}

async function writeBytes(dir: string, bytes: Buffer, path: string): Promise<WriteOutcome> {
  const files = await readdir(join(dir, names.state))
  if (files.includes('closed')) return { kind: 'closed' }
  const earlier = await settlePump(dir, files)
  if (earlier) return earlier
  if (!(await isReading(dir))) return { kind: 'gone' }
  return bytes.length <= atomicBytes ? writeShort(dir, bytes) : pump(dir, bytes, path)
}

async function writeShort(dir: string, bytes: Buffer): Promise<WriteOutcome> {
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    const outcome = tryWrite(join(dir, names.input), bytes)
    if (outcome !== 'full') return { kind: outcome }
    await wait(pause)
    if (!(await isReading(dir))) return { kind: 'gone' }
  }
}

/** One write that does not wait: the kernel takes all of these bytes or none. */
function tryWrite(fifo: string, bytes: Buffer): 'written' | 'gone' | 'full' {
  let descriptor: number | undefined
  try {
    descriptor = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK)
    writeSync(descriptor, bytes)
    return 'written'
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws errno errors only.
    if (code === 'EAGAIN') return 'full'
    if (code === 'ENXIO' || code === 'EPIPE' || code === 'ENOENT') return 'gone'
    throw cause
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** A line's file and its pump bear its name: a pump that begins late must never take a later line for its own. */
async function pump(dir: string, bytes: Buffer, path: string): Promise<WriteOutcome> {
  const line = randomBytes(6).toString('hex')
  const waiting = join(dir, names.state, `line.${line}.waiting`)
  const marker = (await readHeld(dir))?.marker ?? ''
  const [name, value] = splitMarker(marker)
  await writeFile(`${waiting}.draft`, bytes, { mode: 0o600 })
  await rename(`${waiting}.draft`, waiting)
  const child = spawn('/bin/sh', ['-c', pumpScript, 'a-parallel-pump', dir, line], {
    env: { PATH: path, ...(name ? { [name]: value } : {}) },
    cwd: '/',
    detached: true,
    stdio: 'ignore',
  })
  child.unref()
  await once(child, 'exit')
  if (await takeBack(waiting)) throw new Error('a long line could not be handed over')
  return (await settlePump(dir, await readdir(join(dir, names.state)))) ?? { kind: 'written' }
}

/** True when no pump had taken it. */
async function takeBack(waiting: string): Promise<boolean> {
  try {
    await rename(waiting, `${waiting}.draft`)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false // fs throws errno errors only.
    throw cause
  }
  await rm(`${waiting}.draft`)
  return true
}

/**
 * Waits for a long line that is on its way, perhaps since before a restart. Null when the way is free. A line that no
 * pump has taken yet is taken back: whoever asked for it never heard that it was written.
 */
async function settlePump(dir: string, files: readonly string[]): Promise<WriteOutcome | null> {
  const state = join(dir, names.state)
  const lines = files.filter((file) => file.startsWith('line.'))
  if (lines.length === 0) return null
  for (const file of lines) {
    if (file.endsWith('.waiting')) await takeBack(join(state, file))
    // A writer died over it.
    if (file.endsWith('.draft')) await rm(join(state, file), { force: true })
  }
  // Only now: a pump may just have taken what could not be taken back.
  const line = await sendingLine(dir)
  if (line === null) return null
  const sending = join(state, `${line}.sending`)
  for (let pause = 2; await isThere(sending); pause = Math.min(pause * 2, 100)) {
    const identity = await readIdentityAt(join(state, `${line}.pump`))
    if (!identity || !(await isAlive(identity))) {
      // It may have ended well between the two looks.
      if (!(await isThere(sending))) return null
      return { kind: (await isReading(dir)) ? 'stuck' : 'gone' }
    }
    await wait(pause)
  }
  return null
}

const ending = '.sending'

async function sendingLine(dir: string): Promise<string | null> {
  const file = (await readdir(join(dir, names.state))).find((each) => each.endsWith(ending))
  return file?.slice(0, -ending.length) ?? null
}

/** Who feeds a long line to the agent now. */
export async function pumpOf(dir: string): Promise<ProcessIdentity | null> {
  const line = await sendingLine(dir).catch(() => null)
  return line === null ? null : readIdentityAt(join(dir, names.state, `${line}.pump`))
}

/** The agent itself must live: a program that it started may still hold the FIFO open. */
async function isReading(dir: string): Promise<boolean> {
  const identity = await readIdentity(dir, 'agent')
  return identity !== null && isAlive(identity)
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** `NAME=value` in two. */
export function splitMarker(marker: string): [name: string, value: string] {
  const at = marker.indexOf('=')
  return [marker.slice(0, at), marker.slice(at + 1)]
}
