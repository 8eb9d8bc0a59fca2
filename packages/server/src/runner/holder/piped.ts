// Holds a run as a child of this server, where there is no FIFO (Windows). The journal is a file all the same, so
// nothing is lost of what the agent wrote; but its input ends with the server, and so does the run: the next server
// finds it lost, ends what is left of it, reads its journal to the end, and the conversation can be resumed.
// On Linux the whole suite of holders runs over it; on Windows itself nobody has run it yet.
import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { identify } from '../processes/identity.ts'
import { killTree, signalProcess } from '../processes/kill-tree.ts'
import { splitMarker } from './lines.ts'
import type { Holder, RunStatus, StartAsk, StartOutcome, WriteOutcome } from './port.ts'
import {
  assertLine,
  claim,
  readExit,
  readHeld,
  readIdentity,
  refusal,
  statePath,
  writeWhole,
} from './record.ts'
import { watchEnd } from './watch-end.ts'

interface Child {
  process: ChildProcess
  closed: boolean
  /** Its end is written down. */
  ended: Promise<void>
}

const settleMs = 1_000

/** The holder for Windows; works everywhere. */
export function createPipedHolder(): Holder {
  const children = new Map<string, Child>()
  const status = (dir: string): Promise<RunStatus> => statusOf(dir, children)
  return {
    start: (ask) => start(ask, children),
    write: async (dir, line) => write(children.get(dir), line),
    status,
    watchEnd: (dir, onEnd) => watchEnd(dir, status, onEnd),
    async closeInput(dir) {
      const child = children.get(dir)
      if (!child) return
      child.closed = true
      child.process.stdin?.end()
    },
    async signal(dir, signal) {
      const agent = await readIdentity(dir, 'agent')
      return agent !== null && signalProcess(agent, signal)
    },
    async end(dir, ask) {
      const [held, agent] = await Promise.all([readHeld(dir), readIdentity(dir, 'agent')])
      const marker = held?.marker ?? ask.marker
      const report = await killTree({ ...ask, marker, roots: agent ? [agent] : [] })
      await Promise.race([children.get(dir)?.ended, wait(settleMs)])
      return report
    },
  }
}

async function start(ask: StartAsk, children: Map<string, Child>): Promise<StartOutcome> {
  const refused = await refusal(ask)
  if (refused) return refused
  const claimed = await claim(ask)
  if (!claimed) return { kind: 'already-started' }
  const [name, value] = splitMarker(ask.marker)
  const [program, ...parameters] = ask.argv
  const child = spawn(program, parameters, {
    cwd: ask.cwd,
    env: { ...ask.env, [name]: value },
    stdio: ['pipe', claimed.output.fd, claimed.errors.fd],
    windowsHide: true,
    detached: process.platform !== 'win32',
  })
  // Before anything is waited for: a short run may be over by then.
  const ended = new Promise<void>((resolve) =>
    child.once('exit', (code, signal) => {
      children.delete(ask.dir)
      recordExit(ask.dir, { code, signal })
      resolve()
    }),
  )
  children.set(ask.dir, { process: child, closed: false, ended })
  // A write that finds no reader says so to its caller.
  child.stdin?.on('error', () => undefined)
  const failure = await new Promise<Error | null>((resolve) => {
    child.once('spawn', () => resolve(null))
    child.once('error', resolve)
  })
  await Promise.all([claimed.output.close(), claimed.errors.close()])
  if (failure || child.pid === undefined) {
    children.delete(ask.dir)
    return { kind: 'failed', detail: failure?.message ?? 'it has no process id' }
  }
  const identity = (await identify(child.pid)) ?? { pid: child.pid, start: 'ended', boot: '' }
  await writeWhole(
    statePath(ask.dir, 'agent'),
    `${identity.pid} ${identity.start} ${identity.boot}\n`,
  )
  return { kind: 'started', identity }
}

/** At once: whoever asks for the status now must find the record. */
function recordExit(dir: string, exit: { code: number | null; signal: string | null }): void {
  try {
    writeFileSync(statePath(dir, 'exit'), `${JSON.stringify(exit)}\n`, { mode: 0o600 })
  } catch {
    // A full disk. Without a record the run counts as lost, which is all that can be said of it then.
  }
}

async function write(child: Child | undefined, line: string): Promise<WriteOutcome> {
  assertLine(line)
  if (!child) return { kind: 'gone' }
  if (child.closed) return { kind: 'closed' }
  return new Promise((resolve) => {
    child.process.stdin?.write(`${line}\n`, (error) =>
      resolve({ kind: error ? 'gone' : 'written' }),
    )
  })
}

async function statusOf(dir: string, children: Map<string, Child>): Promise<RunStatus> {
  const exit = await readExit(dir)
  if (exit) return { kind: 'ended', exit }
  const identity = await readIdentity(dir, 'agent')
  // Not looked for in the process table, which is dear on Windows: a child of ours tells its end itself. Another
  // server's child may still live, but nobody can write to it any more.
  if (children.has(dir) && identity) return { kind: 'live', identity }
  // Written between the two looks?
  const late = await readExit(dir)
  if (late) return { kind: 'ended', exit: late }
  return { kind: (await readHeld(dir)) ? 'lost' : 'unbegun' }
}
