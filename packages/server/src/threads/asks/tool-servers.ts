// The tool servers beside threads: given anew to agents that live, and how their programs last said that they stand.
import { hasRun } from '@a-parallel/contract/model'
import type {
  Actor,
  OwnerId,
  RunId,
  Signal,
  ThreadId,
  ThreadToolServer,
  ToldToolServer,
} from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { ToolServers } from '../../tool-servers/index.ts'
import type { Views } from '../views.ts'

export interface GivenServersPorts {
  log: Pick<ThreadLog, 'openRuns'>
  runner: Runner
  views: Views
  toolServers: Pick<ToolServers, 'given' | 'beside' | 'cleaned'>
  serverLog: Log
}

export interface GivenServers {
  /** Those beside a thread. */
  of: (actor: Actor, threadId: ThreadId) => ThreadToolServer[]
  /** What its owner gives is another: tells it to agents that live or begin, of one thread or of all that are this actor's. */
  changed: (actor: Actor, threadId: ThreadId | null) => void
  heard: (threadId: ThreadId, signals: readonly Signal[]) => void
}

const nothing: Partial<ToldToolServer> = {}

export function openGivenServers(ports: GivenServersPorts): GivenServers {
  const { log, views, toolServers } = ports
  /** Of every agent that has said something to this server; each says something when it is started or taken up. */
  const told = new Map<ThreadId, Map<string, ToldToolServer>>()
  return {
    of(actor, threadId) {
      const view = views.own(actor, threadId)
      const lives = view.run?.state === 'live'
      const said = lives ? told.get(threadId) : undefined
      return toolServers.beside(view.owner, { projectId: view.projectId, threadId }).map((one) => {
        const { id, name, problem } = one.server
        const { status = null, error = null } = (one.on ? said?.get(name) : null) ?? nothing
        const isTold = error !== null && problem === null
        return { ...one, status, error: isTold ? toolServers.cleaned(view.owner, id, error) : null }
      })
    },
    changed(actor, threadId) {
      if (actor.kind !== 'person') return
      for (const run of log.openRuns())
        if (threadId === null || run.threadId === threadId)
          giveAnew(ports, actor.id, run).catch((cause: unknown) =>
            ports.serverLog.error({ err: cause, threadId: run.threadId }, 'an agent was not told'),
          )
    },
    heard(threadId, signals) {
      const known = told.get(threadId) ?? new Map<string, ToldToolServer>()
      told.set(threadId, known)
      for (const signal of signals) if (signal.type === 'tool-servers-told') take(known, signal)
    },
  }
}

type Told = Extract<Signal, { type: 'tool-servers-told' }>

/** Why one failed is told only once, and stays for as long as it is failed. */
function take(known: Map<string, ToldToolServer>, { servers, partly }: Told): void {
  const before = new Map(known)
  if (!partly) known.clear()
  for (const one of servers) {
    const error =
      one.status === 'failed' ? (one.error ?? before.get(one.name)?.error ?? null) : null
    known.set(one.name, { ...one, error })
  }
}

async function giveAnew(
  { runner, views, toolServers }: GivenServersPorts,
  owner: OwnerId,
  { threadId, runId }: { threadId: ThreadId; runId: RunId },
): Promise<void> {
  const view = views.get(threadId)
  if (view?.owner !== owner || !hasRun(view)) return
  const { run, projectId } = view
  if (run?.id !== runId || run.stopping) return
  // One whose process is not there yet asks what it is given when it is.
  if (run.state !== 'live' && !(await runner.runs.isThere(runId))) return
  const servers = toolServers.given(owner, { projectId, threadId })
  await runner.runs.order(runId, [{ type: 'give-tool-servers', servers }])
}
