// The face of dev servers: what a person runs in a thread's checkout beside its agent. Whatever runs is a fact of the
// machine, not of the thread's log.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  DevServer,
  DevServerAction,
  DevServersHere,
  Ports,
  RecipeServer,
  SetupOutput,
  ThreadDevServers,
  ThreadId,
  ThreadSnapshot,
} from '@a-parallel/shared'
import type { Bus } from '../bus/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { NewId } from '../platform/id.ts'
import type { Place, Preparations } from '../preparation/index.ts'
import type { Runner } from '../runner/port.ts'
import type { Threads } from '../threads/index.ts'

export interface DevServerPorts {
  threads: Pick<Threads, 'read' | 'checkout'>
  preparations: Pick<Preparations, 'recipe' | 'environment' | 'releasePorts'>
  runner: Pick<Runner, 'devServers' | 'preparation'>
  bus: Bus
  clock: Clock
  newId: NewId
}

export type DevServers = ReturnType<typeof openDevServers>

export function openDevServers(ports: DevServerPorts) {
  const { threads, preparations, runner, bus } = ports
  runner.devServers.listen((held) => bus.publish({ type: 'dev-servers', ...held }))
  return {
    /** Those of all threads of a person. */
    ofAll(actor: Actor): ThreadDevServers[] {
      return runner.devServers
        .all()
        .filter(({ owner }) => actor.kind === 'person' && owner === actor.id)
        .map(({ threadId, servers }) => ({ threadId, servers }))
    },
    /** Throws `thread_not_found`. */
    async list(actor: Actor, threadId: ThreadId): Promise<DevServersHere> {
      const thread = threads.read(actor, threadId)
      const servers = await runner.devServers.of(threadId)
      const place = thread.archived ? null : placeOf(threads, actor, thread)
      if (!place) return { offered: [], servers, faults: [] }
      const here = await preparations.recipe(place)
      if (here.kind === 'faulty') return { offered: [], servers, faults: here.faults }
      const isOwn = here.own.has('servers')
      const offered = (here.recipe.servers ?? []).map(({ name, command }) => ({
        name,
        command,
        isOwn,
      }))
      return { offered, servers, faults: [] }
    },
    async change(
      actor: Actor,
      threadId: ThreadId,
      { name, action }: { name: string; action: DevServerAction },
    ): Promise<{ servers: DevServer[] }> {
      const thread = threads.read(actor, threadId)
      if (action !== 'stop')
        await begin(ports, actor, thread, { name, again: action === 'restart' })
      else await runner.devServers.stop({ threadId, name })
      return { servers: await runner.devServers.of(threadId) }
    },
    /** Throws `dev_server_not_found`. */
    async output(
      actor: Actor,
      threadId: ThreadId,
      { name, from }: { name: string; from: number },
    ): Promise<SetupOutput> {
      threads.read(actor, threadId)
      const output = await runner.devServers.output({ threadId, name }, from)
      if (!output) throw new Problem('dev_server_not_found')
      return output
    },
    /** Takes up what an earlier server began; what no thread uses any more is ended. */
    async recover(): Promise<void> {
      await runner.devServers.takeUp()
      for (const { owner, threadId } of runner.devServers.all())
        if (!isInUse(threads, { kind: 'person', id: owner }, threadId))
          await runner.devServers.endAll(threadId)
    },
    close: () => runner.devServers.detach(),
  }
}

/** Whether a thread is there, and not put away. */
function isInUse(threads: DevServerPorts['threads'], actor: Actor, threadId: ThreadId): boolean {
  try {
    return !threads.read(actor, threadId).archived
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'thread_not_found') return false
    throw cause
  }
}

interface Wanted {
  name: string
  /** One that runs is ended first. */
  again: boolean
}

async function begin(
  ports: DevServerPorts,
  actor: Actor,
  thread: ThreadSnapshot,
  { name, again }: Wanted,
): Promise<void> {
  const { threads, preparations, runner, clock, newId } = ports
  const { id: threadId } = thread
  if (thread.archived) throw new Problem('thread_archived', 'Restore the thread first.')
  const place = placeOf(threads, actor, thread)
  if (!place) throw new Problem('worktree_missing', 'The thread has no files now. Resume it first.')
  const { server, isOwn } = await offeredHere(preparations, place, name)
  if (again) await runner.devServers.stop({ threadId, name })
  else if (await isRunning(runner, threadId, name)) return
  const { variables: environment, ports: held } = await preparations.environment(place)
  const port = portOf(server, held)
  if (port !== null) await refuseTaken(runner, port)
  const started = await runner.devServers.start({
    threadId,
    name,
    isOwn,
    port,
    environment,
    owner: thread.owner,
    repository: place.repository,
    cwd: place.path,
    command: server.command,
    at: clock.now(),
    key: newId(),
  })
  if (started.kind === 'withheld')
    throw new Problem('dev_server_withheld', 'Trust what the repository brings first.')
  if (started.kind === 'failed') throw new Problem('dev_server_failed', started.detail)
  // It may have been put away meanwhile, and then nobody would end it.
  if (!isInUse(threads, actor, threadId)) await runner.devServers.endAll(threadId)
}

async function offeredHere(
  preparations: DevServerPorts['preparations'],
  place: Place,
  name: string,
): Promise<{ server: RecipeServer; isOwn: boolean }> {
  const here = await preparations.recipe(place)
  if (here.kind === 'faulty')
    throw new Problem('recipe_invalid', 'The recipe has faults. Correct it first.')
  const server = here.recipe.servers?.find((one) => one.name === name)
  if (!server) throw new Problem('dev_server_not_found')
  return { server, isOwn: here.own.has('servers') }
}

/** Null for one that asks for none. Throws `ports_used_up` where other threads hold all there are. */
function portOf({ port: name }: RecipeServer, held: Ports): number | null {
  if (name === undefined) return null
  const port = held[name]
  if (port !== undefined) return port
  const detail = 'Threads hold all ports that there are for them. Archive threads that are done.'
  throw new Problem('ports_used_up', detail)
}

async function isRunning(
  runner: DevServerPorts['runner'],
  threadId: ThreadId,
  name: string,
): Promise<boolean> {
  const servers = await runner.devServers.of(threadId)
  return servers.some((one) => one.name === name && one.state === 'running')
}

async function refuseTaken({ preparation, devServers }: DevServerPorts['runner'], port: number) {
  if (await preparation.areFree([port])) return
  const holder = await devServers.holderOf(port)
  if (!holder) {
    const detail = `Another program listens on port ${port}. End it yourself, then start the server again.`
    throw new Problem('port_taken', detail, { port })
  }
  const { program, pid } = holder
  const detail = `${program} (process ${pid}) listens on port ${port}. End it yourself, then start the server again.`
  throw new Problem('port_taken_by', detail, { port, program, pid })
}

/** Null while the thread has no files. */
function placeOf(
  threads: DevServerPorts['threads'],
  actor: Actor,
  { id: threadId, owner, projectId, preparation }: ThreadSnapshot,
): Place | null {
  try {
    const { repository, path } = threads.checkout(actor, threadId)
    return { threadId, owner, projectId, repository, path, ports: preparation?.ports ?? {} }
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'worktree_missing') return null
    throw cause
  }
}
