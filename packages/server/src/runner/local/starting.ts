// Agents that are being started: through a gate, with what is wanted of them meanwhile kept until they are there.
import { Problem } from '@a-parallel/contract/model'
import type { Order, RunId } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { AgentDriver, Launch } from '../drivers/port.ts'
import { agentGitEnvironment } from '../git/environment.ts'
import type { Holder, StartOutcome } from '../holder/port.ts'
import type { RunAsk } from '../port.ts'
import { agentEnvironment, markerOf } from '../runs/environment.ts'
import { openGate } from '../runs/gate.ts'
import { scratchFolder } from '../runs/record.ts'
import { repositorySettingsAreHarmless } from '../runs/repository-settings.ts'
import type { HeldRuns } from './held-runs.ts'
import type { AgentProgram } from './setup.ts'

export interface StartingAsk {
  holder: Holder
  driver: AgentDriver
  env: NodeJS.ProcessEnv
  program: AgentProgram
}

/** What is wanted of a run before its agent is there. */
interface Wishes {
  stopped: boolean
  orders: Order[]
}

export interface Starting {
  has(runId: RunId): boolean
  start(wanted: RunAsk): Promise<void>
  /** False when it is not being started: then it is not for this to do. */
  order(runId: RunId, orders: Order[]): boolean
  stop(runId: RunId): boolean
}

/** A start that is not ready by then lets the next one begin. */
const startLimitMs = 30_000

export function openStarting(ask: StartingAsk, held: HeldRuns): Starting {
  const gate = openGate(Math.max(2, availableParallelism()))
  const starting = new Map<RunId, Wishes>()
  const begin = async (wanted: RunAsk, wishes: Wishes) => {
    const { runId, cwd } = wanted
    const dir = held.dirOf(runId)
    const launch = await prepare(ask, wanted, scratchFolder(dir))
    const leaveGate = await gate.enter()
    try {
      if (wishes.stopped) throw new Problem('agent_start_failed', 'It was stopped.')
      // The next server starts it.
      if (held.detached) return leaveGate()
      const env = { ...agentEnvironment(ask.env), ...agentGitEnvironment(), ...launch.env }
      const marker = markerOf(runId)
      refuseFailed(await ask.holder.start({ dir, argv: launch.argv, cwd, env, marker }))
      setTimeout(leaveGate, startLimitMs).unref()
      held.take(wanted, null, leaveGate)
      if (wishes.stopped) return
      await held.write(runId, launch.firstLines)
      await held.order(runId, wanted.orders)
      while (wishes.orders.length > 0) await held.order(runId, wishes.orders.splice(0))
      // At once: what comes from now on goes straight to the agent.
      starting.delete(runId)
    } catch (cause) {
      leaveGate()
      await held.abandon(runId, cause)
    }
  }
  return {
    has: (runId) => starting.has(runId),
    async start(wanted) {
      const wishes: Wishes = { stopped: false, orders: [] }
      starting.set(wanted.runId, wishes)
      await begin(wanted, wishes).finally(() => starting.delete(wanted.runId))
      if (wishes.stopped) await held.stop(wanted.runId)
    },
    order(runId, orders) {
      const wishes = starting.get(runId)
      wishes?.orders.push(...orders)
      return wishes !== undefined
    },
    stop(runId) {
      const wishes = starting.get(runId)
      if (wishes) wishes.stopped = true
      return wishes !== undefined
    },
  }
}

async function prepare(
  { program, driver }: StartingAsk,
  wanted: RunAsk,
  scratch: string,
): Promise<Launch> {
  const { cwd, sessionId, resumes, copies, model, effort, permissionMode } = wanted
  if (!existsSync(cwd)) throw new Problem('worktree_missing', `There is no folder ${cwd} any more.`)
  return driver.launch({
    program: await program.path(),
    repositorySettings: await repositorySettingsAreHarmless(cwd),
    sessionId,
    resumes,
    copies,
    model,
    effort,
    permissionMode,
    scratch,
  })
}

function refuseFailed(outcome: StartOutcome): void {
  if (outcome.kind === 'missing-directory') {
    throw new Problem('worktree_missing', 'The folder to work in is gone.')
  }
  if (outcome.kind === 'failed') throw new Problem('agent_start_failed', outcome.detail)
}
