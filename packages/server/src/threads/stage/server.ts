// The server side of threads on a played machine and a log in memory: it can die at any step and be started again.
import { settingsDefaults } from '@a-parallel/contract/model'
import type { Actor, OwnerId, Project } from '@a-parallel/shared'
import pino from 'pino'
import type { ThreadLog } from '../../store/port.ts'
import { openThreads, type Threads, type ThreadsPorts } from '../index.ts'
import { id } from '../scene.ts'
import { openGate, type Gate } from './gate.ts'
import { playedLog, type PlayedLog } from './log.ts'
import { playedMachine, type Machine, type PlayedRunner } from './machine.ts'

const owner = 'local' as OwnerId // Of the right shape.
export const person: Actor = { kind: 'person', id: owner }

export interface Server {
  threads: Threads
  gate: Gate
  pump: PlayedRunner['pump']
}

export interface Stage {
  log: PlayedLog
  machine: Machine
  /** Begins a server on what is there; whatever runs of an earlier one is to be dead. */
  start(wrap?: (log: ThreadLog) => ThreadLog): Server
}

const project: Project = {
  id: id(2),
  owner,
  path: '/repo',
  name: 'Repo',
  defaultBranch: 'main',
  budgetUsd: null,
  branchPrefix: 'a-parallel',
  worktreeFolder: null,
  color: null,
  model: null,
  permissionMode: null,
  instructions: '',
  commitStyle: 'repository',
  place: 1,
  archived: false,
  available: true,
  createdAt: '2026-01-01T00:00:00.000Z',
}

export function openStage(): Stage {
  const log = playedLog()
  const machine = playedMachine()
  let unique = 0
  return {
    log,
    machine,
    start(wrap = (one) => one) {
      const gate = openGate()
      const { runner, pump } = machine.runner(gate)
      const threads = openThreads({
        log: wrap(mortal(log, gate)),
        bus: { publish: () => gate.step(), subscribe: () => () => undefined },
        clock: { now: () => new Date(Date.UTC(2026, 0, 1) + (unique += 1) * 1000).toISOString() },
        newId: () => id(1000 + (unique += 1)),
        runner,
        serverLog: pino({ level: 'silent' }),
        slots: 10,
        floors: { memoryBytes: 0, diskBytes: 0 },
        restAfterMs: 3_600_000,
        idleAgents: 10,
        stallAfterMs: 3_600_000,
        project: () => project,
        bypassAllowed: () => false,
        agentSettings: () => settingsDefaults.agents,
        limits: { told: () => undefined },
        images: { keep: async () => [], share: async () => undefined, said: () => null },
        preparations,
        skills: { off: () => [] },
        toolServers: noServers,
        sessions: { whole: () => never(), continuedBy: () => undefined },
        makeTitles: false,
        spares: noSpares,
        rules: { standing: () => [], make: () => never(), used: () => undefined },
      })
      return { threads, gate, pump }
    },
  }
}

/** Nobody is given any. */
const noServers: ThreadsPorts['toolServers'] = {
  given: () => Promise.resolve([]),
  beside: () => [],
  choose: () => undefined,
  cleaned: (_, __, said) => said,
  onReached: () => undefined,
  onFound: () => undefined,
}

/** Nothing waits for anybody. */
const noSpares: ThreadsPorts['spares'] = {
  want: () => undefined,
  look: () => undefined,
  drop: () => Promise.resolve(),
  take: () => Promise.resolve(null),
  names: () => null,
  begun: () => undefined,
  recover: () => Promise.resolve(),
}

/** No recipe says anything here. */
const preparations: ThreadsPorts['preparations'] = {
  plan: () => Promise.resolve(null),
  recipe: () => Promise.resolve({ kind: 'read', recipe: {}, own: new Set() }),
  told: () => Promise.resolve({ variables: [], withheld: [] }),
  environment: () => Promise.resolve({ variables: {}, ports: {} }),
  releasePorts: () => undefined,
  holders: () => [],
}

/** Nobody answers for a whole project on this stage. */
function never(): never {
  throw new Error('no rules are made here')
}

/** A server may die before it has written and after it. */
function mortal(log: ThreadLog, gate: Gate): ThreadLog {
  return {
    ...log,
    append(...written) {
      gate.step()
      log.append(...written)
      gate.step()
    },
  }
}

/** Lets everything happen that happens by itself. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
