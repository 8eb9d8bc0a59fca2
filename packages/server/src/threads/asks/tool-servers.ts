// The tool servers beside threads: given anew to agents that live, and how their programs last said that they stand.
import { hasRun } from '@a-parallel/contract/model'
import type { Actor, Signal, ThreadId, ThreadToolServer, ToldToolServer } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import type { ToolServers } from '../../tool-servers/index.ts'
import type { Views } from '../views.ts'

export interface GivenServersPorts {
  runner: Runner
  views: Views
  toolServers: Pick<ToolServers, 'given' | 'beside'>
  serverLog: Log
}

export interface GivenServers {
  /** Those beside a thread. */
  of: (actor: Actor, threadId: ThreadId) => ThreadToolServer[]
  /** What its owner gives is another: tells it to agents that live, of one thread or of all that are this actor's. */
  changed: (actor: Actor, threadId: ThreadId | null) => void
  heard: (threadId: ThreadId, signals: readonly Signal[]) => void
}

export function openGivenServers(ports: GivenServersPorts): GivenServers {
  const { views, toolServers } = ports
  /** Of every agent that has said something to this server; each says something when it is started or taken up. */
  const told = new Map<ThreadId, Map<string, ToldToolServer>>()
  return {
    of(actor, threadId) {
      const view = views.own(actor, threadId)
      const lives = view.run?.state === 'live'
      const said = lives ? told.get(threadId) : undefined
      return toolServers.beside(view.owner, { projectId: view.projectId, threadId }).map((one) => {
        const found = one.on ? said?.get(one.server.name) : undefined
        return { ...one, status: found?.status ?? null, error: found?.error ?? null }
      })
    },
    changed(actor, threadId) {
      for (const id of threadId === null ? told.keys() : [threadId]) giveAnew(ports, actor, id)
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

function giveAnew(
  { runner, views, toolServers, serverLog }: GivenServersPorts,
  actor: Actor,
  threadId: ThreadId,
): void {
  const view = views.get(threadId)
  if (!view || actor.kind !== 'person' || view.owner !== actor.id) return
  const { run, owner, projectId } = view
  if (run?.state !== 'live' || run.stopping || !hasRun(view)) return
  const servers = toolServers.given(owner, { projectId, threadId })
  runner.runs
    .order(run.id, [{ type: 'give-tool-servers', servers }])
    .catch((cause: unknown) => serverLog.error({ err: cause, threadId }, 'an agent was not told'))
}
