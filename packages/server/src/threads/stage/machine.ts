// A machine in memory that outlives its servers: worktrees, and played agents with their journals. Each server reaches
// it through a runner of its own.
import { Problem } from '@a-parallel/contract/model'
import type { RunId } from '@a-parallel/shared'
import type { RunEnd, RunListener, Runner } from '../../runner/port.ts'
import { playedAgent, type Agent, type Memory } from './agent.ts'
import { Died, type Gate } from './gate.ts'
import { nobodyAsks, nothing } from './unasked.ts'

export interface Machine {
  readonly agents: Map<RunId, Agent>
  readonly memory: Memory
  /** How many calls of a kind still fail. */
  readonly trouble: Trouble
  /** What must never happen, as it happened. */
  readonly wrong: string[]
  /** The machine as one server reaches it. */
  runner(gate: Gate): PlayedRunner
}

export interface Trouble {
  starts: number
  attaches: number
  orders: number
  /** No agent takes anything in. */
  deaf: boolean
}

export interface PlayedRunner {
  runner: Runner
  /** Reports what journals hold behind the place up to which they were taken; what was refused before, again. */
  pump: () => void
}

const killed: RunEnd = { kind: 'exited', code: null, signal: 'SIGKILL', stderr: '' }
const stopped: RunEnd = { kind: 'exited', code: 0, signal: null, stderr: '' }

export function kill(agent: Agent): void {
  agent.end ??= killed
}

export function playedMachine(): Machine {
  const agents = new Map<RunId, Agent>()
  const worktrees = new Set<string>()
  const memory: Memory = { conversations: new Map(), heard: [], answered: [], next: 0 }
  const wrong: string[] = []
  const trouble: Trouble = { starts: 0, attaches: 0, orders: 0, deaf: false }
  const spawn: Spawn = ({ runId, threadId, sessionId, resumes, model }) => {
    const known = agents.get(runId)
    if (known) return
    const others = [...agents.values()].filter((one) => one.sessionId === sessionId)
    if (others.some(({ end }) => end === null)) wrong.push(`two live agents of ${sessionId}`)
    if (resumes !== memory.conversations.has(sessionId))
      wrong.push(`${sessionId} ${resumes ? 'is not known' : 'is used again'}`)
    agents.set(runId, playedAgent({ runId, threadId, sessionId, model }, memory))
  }
  return {
    agents,
    memory,
    wrong,
    trouble,
    runner(gate) {
      const readers = openReaders(agents, gate)
      const runs = playedRuns({ agents, gate, readers, spawn, trouble })
      return {
        runner: {
          ...nothing,
          runs,
          worktrees: playedWorktrees(worktrees, gate),
          checkpoints: playedCheckpoints(gate),
        },
        pump: () => readers.pump(),
      }
    },
  }
}

type Spawn = (ask: Parameters<Runner['runs']['start']>[0]) => void

/** The journals that one server reads. */
function openReaders(agents: Map<RunId, Agent>, gate: Gate) {
  const places = new Map<RunId, number>()
  let listener: RunListener | null = null
  const read = (agent: Agent, from: number) => {
    const { runId, threadId, journal, end } = agent
    const turn = journal.findLastIndex(({ type }) => type === 'turn-ended') + 1
    const checkpoint = { offset: turn, state: {} }
    const news = journal.slice(from)
    if (news.length > 0) listener?.signals(runId, threadId, news, checkpoint)
    places.set(runId, journal.length)
    if (!end) return
    listener?.ended(runId, threadId, end, null)
    places.delete(runId)
  }
  return {
    listen: (heard: RunListener) => (listener = heard),
    hold: (runId: RunId, from: number) => places.set(runId, from),
    holds: (runId: RunId) => places.has(runId),
    pump() {
      for (const [runId, from] of places) {
        const agent = agents.get(runId)
        if (!agent || gate.dead) continue
        try {
          read(agent, from)
        } catch (cause) {
          // What could not be written is read again at the next look, as from a real journal.
          if (!(cause instanceof Died || cause instanceof Problem)) throw cause
        }
      }
    },
  }
}

interface RunsAsk {
  agents: Map<RunId, Agent>
  gate: Gate
  readers: ReturnType<typeof openReaders>
  spawn: Spawn
  trouble: Trouble
}

function playedRuns({ agents, gate, readers, spawn, trouble }: RunsAsk): Runner['runs'] {
  const order: Runner['runs']['order'] = async (runId, orders) => {
    for (const one of orders) {
      await gate.pass()
      if (trouble.orders > 0) {
        trouble.orders -= 1
        throw new Problem('disk_full')
      }
      if (trouble.deaf) await new Promise(() => undefined)
      const agent = agents.get(runId)
      if (agent?.end === null) agent.take(one)
    }
  }
  const stop = async (runId: RunId) => {
    if (!trouble.deaf) await order(runId, [{ type: 'interrupt' }])
    await gate.pass()
    const agent = agents.get(runId)
    if (agent) agent.end ??= stopped
    readers.pump()
  }
  return {
    listen: (listener) => void readers.listen(listener),
    async start(ask) {
      await gate.pass()
      if (trouble.starts > 0) {
        trouble.starts -= 1
        throw new Problem('agent_not_found')
      }
      spawn(ask)
      await gate.pass()
      readers.hold(ask.runId, 0)
      await order(ask.runId, [{ type: 'greet' }, ...ask.orders])
    },
    startAhead: nobodyAsks,
    dismiss: () => Promise.resolve(),
    async attach({ runId, from }) {
      await gate.pass()
      if (trouble.attaches > 0) {
        trouble.attaches -= 1
        throw new Problem('disk_full')
      }
      if (!agents.has(runId)) return { kind: 'never-started' }
      if (!readers.holds(runId)) readers.hold(runId, from?.offset ?? 0)
      readers.pump()
      return { kind: 'attached' }
    },
    order,
    stop,
    kill: stop,
    rest: stop,
    used: () => null,
    paused: () => Promise.resolve(false),
    isThere: () => Promise.resolve(true),
    program: () => Promise.resolve(null),
    forget: () => Promise.resolve(),
    detach: () => Promise.resolve(),
  }
}

function playedWorktrees(made: Set<string>, gate: Gate): Runner['worktrees'] {
  return {
    plan: ({ threadId }) => ({ path: `/worktrees/${threadId}`, branch: `a-parallel/${threadId}` }),
    async create({ path, branch }) {
      await gate.pass()
      made.add(path)
      await gate.pass()
      return { kind: 'ready', path, branch, commit: 'c0ffee' }
    },
    restore: ({ path, branch, commit }) => Promise.resolve({ kind: 'ready', path, branch, commit }),
    look: () => Promise.resolve(null),
    discard: nobodyAsks,
    remove: ({ path }) => Promise.resolve(void made.delete(path)),
    forget: () => Promise.resolve(),
    atStake: nobodyAsks,
    keepArchived: () => Promise.resolve(),
    forgetArchived: () => Promise.resolve(),
  }
}

function playedCheckpoints(gate: Gate): Runner['checkpoints'] {
  return {
    async capture({ name }) {
      await gate.pass()
      return { commit: name, omitted: [] }
    },
    changed: () => Promise.resolve([]),
    lines: nobodyAsks,
    changes: () => Promise.resolve([]),
    async restore({ name }) {
      await gate.pass()
      return { safety: name, changed: 0, left: [] }
    },
    share: () => Promise.resolve(),
    forget: () => Promise.resolve(),
  }
}
