// Stops every thread that has an agent, or whose worktree is being made ready, where no server runs any more: each as a person would stop it, so that it is
// recorded as stopped and can be resumed. Nothing new begins meanwhile.
import { hasRun } from '@a-parallel/contract/model'
import type { ThreadId, ThreadView } from '@a-parallel/shared'
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../platform/log.ts'
import type { ThreadLog } from '../store/port.ts'
import type { ReactPorts } from './react.ts'
import type { Recovery } from './recover.ts'

export interface StopAllPorts extends Pick<ReactPorts, 'lane' | 'view' | 'runner'> {
  log: ThreadLog
  recovery: Pick<Recovery, 'runs'>
  serverLog: Log
}

export interface StoppedAll {
  /** Agents whose end was seen. */
  ended: number
  /** Threads with an agent that does not end. */
  left: number
}

/** Longer than the steps of a stop, with twenty agents on two processors. */
const stopMs = 30_000
const killMs = 10_000
const lookEveryMs = 50

export async function stopAll(ports: StopAllPorts): Promise<StoppedAll> {
  const { log, recovery, runner } = ports
  const runs = log.openRuns()
  // Also threads whose worktree is only being made ready.
  const preparing = log.unfinished().filter((threadId) => runsSetup(ports.view(threadId)))
  for (const threadId of new Set([...runs.map((run) => run.threadId), ...preparing]))
    askToStop(ports, threadId)
  await Promise.all(preparing.map((threadId) => runner.preparation.endAll(threadId)))
  const { devServers } = runner
  for (const threadId of await devServers.threads()) await devServers.endAll(threadId)
  void recovery.runs()
  const left = async (withinMs: number) => {
    const until = performance.now() + withinMs
    for (;;) {
      const open = log.openRuns()
      if (open.length === 0 || performance.now() > until) return open
      await wait(lookEveryMs)
    }
  }
  const slow = await left(stopMs)
  await Promise.all(slow.map(({ runId }) => runner.runs.kill(runId)))
  const stuck = slow.length > 0 ? await left(killMs) : []
  const ended = runs.filter(({ threadId }) => ports.view(threadId)?.run?.state === 'exited')
  return { ended: ended.length, left: stuck.length }
}

function runsSetup(view: ThreadView | null): boolean {
  return view?.preparation?.commands.some(({ state }) => state === 'running') ?? false
}

function askToStop({ lane, view, serverLog }: StopAllPorts, threadId: ThreadId): void {
  const thread = view(threadId)
  // What a deleted thread left is cleared away when its run is taken up.
  if (!thread || thread.deleted || !(hasRun(thread) || runsSetup(thread))) return
  try {
    lane.perform(threadId, { type: 'stop' }, { kind: 'person', id: thread.owner })
  } catch (cause) {
    // A full disk, a locked database: the agent is ended all the same.
    serverLog.error({ err: cause, threadId }, 'a stop could not be written down')
  }
}
