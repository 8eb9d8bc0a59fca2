// Holds a run on Linux and macOS: a shell with a FIFO and append-only files, in a session of its own. It outlives the
// server; nothing of ours stays resident but that shell and a sleeping keeper of the input.
import { spawn, type ChildProcess } from 'node:child_process'
import { stat, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { isAlive } from '../processes/identity.ts'
import { killTree, signalProcess, type KillReport } from '../processes/kill-tree.ts'
import { createLineWriter, pumpOf, splitMarker } from './lines.ts'
import type { EndAsk, Holder, RunStatus, StartAsk, StartOutcome } from './port.ts'
import {
  claim,
  readExit,
  readHeld,
  readIdentity,
  refusal,
  statePath,
  type Claimed,
} from './record.ts'
import { holdScript } from './scripts.ts'
import { watchEnd } from './watch-end.ts'

export interface PosixSetup {
  /** Where `cat`, `mv` and `rm` are found. Default `/usr/local/bin:/usr/bin:/bin`. */
  path?: string
  /** The umask the agent works with. Default: the server's. */
  umask?: number
}

/** The holder for Linux and macOS. */
export function createPosixHolder(setup: PosixSetup = {}): Holder {
  const lines = createLineWriter(setup.path ?? '/usr/local/bin:/usr/bin:/bin')
  return {
    start: (ask) => start(ask, setup.umask ?? process.umask()),
    write: (dir, line) => lines.write(dir, line),
    status,
    watchEnd: (dir, onEnd) => watchEnd(dir, status, onEnd),
    closeInput: (dir) => lines.after(dir, () => closeInput(dir)),
    async signal(dir, signal) {
      const agent = await readIdentity(dir, 'agent')
      return agent !== null && signalProcess(agent, signal)
    },
    end,
  }
}

async function start(ask: StartAsk, umask: number): Promise<StartOutcome> {
  const refused = await refusal(ask)
  if (refused) return refused
  const claimed = await claim(ask)
  if (!claimed) return { kind: 'already-started' }
  try {
    const [name, value] = splitMarker(ask.marker)
    const parameters = [ask.dir, umask.toString(8), ...ask.argv]
    const child = spawn('/bin/sh', ['-c', holdScript, 'a-parallel-holder', ...parameters], {
      cwd: ask.cwd,
      env: { ...ask.env, [name]: value },
      detached: true,
      stdio: ['ignore', 'ignore', claimed.errors.fd, 'pipe'],
    })
    child.unref()
    const failure = await isReady(child)
    const identity = failure === null ? await readIdentity(ask.dir, 'agent') : null
    if (identity) return { kind: 'started', identity }
    // On a full disk it may run all the same, and nobody could name it later.
    await end(ask.dir, { graceMs: 0 })
    return { kind: 'failed', detail: failure ?? 'its identity could not be written down' }
  } finally {
    await closeBoth(claimed)
  }
}

async function closeBoth(claimed: Claimed): Promise<void> {
  await Promise.all([claimed.output.close(), claimed.errors.close()])
}

/** Null when the agent is about to begin, else why it did not. */
async function isReady(child: ChildProcess): Promise<string | null> {
  const pipe = child.stdio[3] as Readable // Declared as a pipe in `start`.
  const failure = await new Promise<string | null>((resolve) => {
    pipe.once('data', () => resolve(null))
    child.once('error', (cause) => resolve(cause.message))
    child.once('exit', (code) => resolve(`the holding shell ended with ${code}`))
  })
  pipe.destroy()
  return failure
}

const settleMs = 2_000

async function status(dir: string): Promise<RunStatus> {
  const until = performance.now() + settleMs
  for (;;) {
    const exit = await readExit(dir)
    if (exit) return { kind: 'ended', exit }
    const agent = await readIdentity(dir, 'agent')
    if (agent && (await isAlive(agent))) return { kind: 'live', identity: agent }
    if (performance.now() > until || !(await isUnsettled(dir))) {
      // Written between the two looks?
      const late = await readExit(dir)
      if (late) return { kind: 'ended', exit: late }
      return { kind: (await readIdentity(dir, 'shell')) ? 'lost' : 'unbegun' }
    }
    await wait(10)
  }
}

/** No agent, but the shell lives and will write the next thing any moment: the agent's identity or its end. */
async function isUnsettled(dir: string): Promise<boolean> {
  const shell = await readIdentity(dir, 'shell')
  if (shell) return isAlive(shell)
  const held = await stat(statePath(dir, 'holder')).catch(() => null)
  return held !== null && Math.abs(Date.now() - held.mtimeMs) < settleMs
}

/** The keeper is the last one to hold the FIFO open for writing. */
async function closeInput(dir: string): Promise<void> {
  await writeFile(statePath(dir, 'closed'), '', { mode: 0o600 })
  const keeper = await readIdentity(dir, 'keeper')
  if (keeper) await signalProcess(keeper, 'SIGKILL')
}

const shellMs = 1_000

async function end(dir: string, ask: EndAsk): Promise<KillReport> {
  const [held, shell, ...roots] = await Promise.all([
    readHeld(dir),
    readIdentity(dir, 'shell'),
    readIdentity(dir, 'agent'),
    readIdentity(dir, 'keeper'),
    pumpOf(dir),
  ])
  const report = await killTree({
    ...ask,
    marker: held?.marker ?? ask.marker,
    roots: roots.filter((each) => each !== null),
    // It is left to write down the exit, and ends by itself.
    spare: shell ? [shell] : [],
  })
  const until = performance.now() + shellMs
  while (shell && (await isAlive(shell))) {
    if (performance.now() > until)
      return both(report, await killTree({ roots: [shell], graceMs: 0 }))
    await wait(10)
  }
  return report
}

function both(one: KillReport, other: KillReport): KillReport {
  return {
    ended: [...one.ended, ...other.ended],
    survived: [...one.survived, ...other.survived],
  }
}
