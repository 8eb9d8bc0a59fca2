// The tool servers beside threads: given anew to agents that live, reached anew where they were not connected, and how their
// programs last said that they stand. What they say of one is never asked for as such: the answer would carry its headers. Why
// one failed that a repository brings is told by the answer to having it reached once more.
import { hasRun, Problem, usesCheckout } from '@a-parallel/contract/model'
import type {
  Actor,
  BroughtToolServer,
  Order,
  OwnerId,
  RunId,
  Signal,
  ThreadId,
  ThreadToolServer,
  ThreadView,
  ToolServer,
  ToolServerId,
} from '@a-parallel/shared'
import type { Bus } from '../../bus/port.ts'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { ToolServers } from '../../tool-servers/index.ts'
import type { Views } from '../views.ts'
import { placedServers, serverPlace } from './placed-servers.ts'
import { openToldServers } from './told-servers.ts'

export interface GivenServersPorts {
  bus: Pick<Bus, 'publish'>
  log: Pick<ThreadLog, 'openRuns'>
  runner: Pick<Runner, 'runs' | 'toolServers'>
  views: Views
  toolServers: Pick<ToolServers, 'given' | 'beside' | 'cleaned' | 'onReached' | 'onFound'>
  serverLog: Log
}

export interface GivenServers {
  /** Those beside a thread. */
  of: (actor: Actor, threadId: ThreadId) => Promise<ThreadToolServer[]>
  /** Those that its agent, which lives, has of its repository. */
  broughtTo: (actor: Actor, threadId: ThreadId) => BroughtToolServer[]
  /**
   * What its owner gives is another: tells it to agents that live or begin, of one thread or of all that are this actor's.
   * @param about the one that is another now.
   */
  changed: (actor: Actor, threadId: ThreadId | null, about?: ToolServerId) => void
  /** Throws `tool_server_not_found`, and `tool_server_not_given` where no agent that lives has it. */
  reconnect: (actor: Actor, threadId: ThreadId, id: ToolServerId) => Promise<void>
  heard: (threadId: ThreadId, signals: readonly Signal[]) => void
}

export function openGivenServers(ports: GivenServersPorts): GivenServers {
  const { log, views, toolServers, runner, serverLog, bus } = ports
  const told = openToldServers()
  const inTurn = openInTurn((cause, threadId) =>
    serverLog.error({ err: cause, threadId }, 'an agent was not told of its tool servers'),
  )
  const tell = (owner: OwnerId, threadId: ThreadId | null) =>
    bus.publish({ type: 'tool-servers', owner, threadId })
  const reconnect = async ({ id: threadId, owner }: ThreadView, runId: RunId, name: string) => {
    told.pending(threadId, name)
    tell(owner, threadId)
    await runner.runs.order(runId, [reached(name)])
  }
  const explain = (view: ThreadView) => {
    const { run, id } = view
    if (!run || !lives(view)) return
    const orders = told.unexplained(id).map(reached)
    if (orders.length > 0) inTurn(id, () => runner.runs.order(run.id, orders))
  }
  // It works by now, by a sign-in or because it was mended: whoever found it otherwise looks again.
  toolServers.onReached((owner, id) => {
    for (const { view, runId } of livingOf(ports, owner)) {
      const found = givenOf(toolServers, view, id)
      if (!found || !told.isAmiss(view.id, found.name)) continue
      inTurn(view.id, () => reconnect(view, runId, found.name))
    }
  })
  const changed: GivenServers['changed'] = (actor, threadId, about) => {
    if (actor.kind !== 'person') return
    tell(actor.id, threadId)
    for (const run of log.openRuns())
      if (threadId === null || run.threadId === threadId)
        inTurn(run.threadId, () => giveAnew(ports, actor.id, run, about))
  }
  toolServers.onFound((owner) => changed({ kind: 'person', id: owner }, null))
  return {
    changed,
    of: (actor, threadId) => besideOf(ports, told, views.own(actor, threadId)),
    broughtTo: (actor, threadId) => broughtOf(ports, told, views.own(actor, threadId)),
    async reconnect(actor, threadId, id) {
      const view = views.own(actor, threadId)
      const all = await besideOf(ports, told, view)
      const found = all.find(({ server }) => server.id === id)
      if (!found) throw new Problem('tool_server_not_found')
      const { run } = view
      if (!found.on || found.withheld || found.server.problem || !run || !lives(view))
        throw new Problem('tool_server_not_given')
      await reconnect(view, run.id, found.server.name)
    },
    heard(threadId, signals) {
      for (const signal of signals)
        if (signal.type === 'tool-servers-told') {
          const view = views.get(threadId)
          if (!view || !told.heard(threadId, signal, ownOf(toolServers, view))) continue
          tell(view.owner, threadId)
          explain(view)
        }
    },
  }
}

const reached = (name: string): Order => ({ type: 'reconnect-tool-server', name })

/** This owner's agents that live. */
function livingOf({ log, views }: GivenServersPorts, owner: OwnerId) {
  return log.openRuns().flatMap(({ threadId, runId }) => {
    const view = views.get(threadId)
    return view?.owner === owner && view.run?.id === runId && lives(view) ? [{ view, runId }] : []
  })
}

async function besideOf(
  { runner, toolServers }: GivenServersPorts,
  told: ReturnType<typeof openToldServers>,
  view: ThreadView,
): Promise<ThreadToolServer[]> {
  const { owner, projectId, id: threadId } = view
  const all = toolServers.beside(owner, { projectId, threadId })
  const at = serverPlace(view)
  const asks = all.some(({ on, server }) => on && usesCheckout(server.transport, at))
  const mayWork = asks && at !== null && (await runner.toolServers.mayWorkIn(at))
  return all.map(({ server, on }) => {
    const withheld = on && usesCheckout(server.transport, at) && !mayWork
    const isGiven = on && !withheld && server.problem === null
    const said = isGiven && lives(view) ? told.of(threadId, server.name) : undefined
    const { status = null, error = null } = said ?? {}
    const clean = error === null ? null : toolServers.cleaned(owner, server.id, error)
    return { server, on, withheld, status, error: clean }
  })
}

function broughtOf(
  { toolServers }: GivenServersPorts,
  told: ReturnType<typeof openToldServers>,
  view: ThreadView,
): BroughtToolServer[] {
  if (!lives(view)) return []
  const { all } = ownOf(toolServers, view)
  return told
    .broughtTo(view.id)
    .flatMap(({ name, status, error }) => (all.includes(name) ? [] : [{ name, status, error }]))
}

function lives({ run }: ThreadView): boolean {
  return run?.state === 'live' && !run.stopping
}

type Beside = Pick<ToolServers, 'beside'>

function givenOf({ beside }: Beside, view: ThreadView, id: ToolServerId): ToolServer | undefined {
  const all = beside(view.owner, { projectId: view.projectId, threadId: view.id })
  return all.find(({ on, server }) => on && !server.problem && server.id === id)?.server
}

/** Names of its owner’s, and of those of them that are programs. */
function ownOf({ beside }: Beside, view: ThreadView): { all: string[]; programs: string[] } {
  const all = beside(view.owner, { projectId: view.projectId, threadId: view.id })
  const programs = all.filter(({ server }) => server.transport.type === 'stdio')
  const names = (some: typeof all) => some.map(({ server }) => server.name)
  return { all: names(all), programs: names(programs) }
}

async function giveAnew(
  ports: GivenServersPorts,
  owner: OwnerId,
  { threadId, runId }: { threadId: ThreadId; runId: RunId },
  about: ToolServerId | undefined,
): Promise<void> {
  const { runner, views, toolServers } = ports
  const view = views.get(threadId)
  if (view?.owner !== owner || !hasRun(view)) return
  const { run } = view
  if (run?.id !== runId || run.stopping) return
  // One whose process is not there yet asks what it is given when it is.
  if (run.state !== 'live' && !(await runner.runs.isThere(runId))) return
  const servers = await placedServers(ports, view)
  const orders: Order[] = [{ type: 'give-tool-servers', servers }]
  const changed = about && givenOf(toolServers, view, about)
  // Whether an address wants a sign-in is not told when it is given.
  if (changed && changed.transport.type !== 'stdio')
    orders.push({ type: 'reconnect-tool-server', name: changed.name })
  await runner.runs.order(runId, orders)
}

/** Work for one thread is done in the order in which it came: what was given last is what counts. */
function openInTurn(failed: (cause: unknown, threadId: ThreadId) => void) {
  const last = new Map<ThreadId, Promise<void>>()
  return (threadId: ThreadId, work: () => Promise<void>): void => {
    const before = last.get(threadId) ?? Promise.resolve()
    const done = before
      .then(work)
      .catch((cause: unknown) => failed(cause, threadId))
      .finally(() => last.get(threadId) === done && last.delete(threadId))
    last.set(threadId, done)
  }
}
