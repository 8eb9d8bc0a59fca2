// Agents that are being started: through a gate, with what is wanted of them meanwhile kept until they are there.
import { Problem } from '@a-parallel/contract/model'
import type { Order, RunId } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { AgentDriver, LaunchAsk } from '../drivers/port.ts'
import type { Git } from '../git/core.ts'
import { agentGitEnvironment } from '../git/environment.ts'
import { restrictionOf } from '../git/restrict/restriction.ts'
import { fileOf } from '../sessions/places.ts'
import { sessionsFolder } from '../sessions/folder.ts'
import type { Holder, StartOutcome } from '../holder/port.ts'
import type { RunAsk } from '../port.ts'
import { closeFolder } from '../runs/close-folder.ts'
import { agentEnvironment, cacheFolder, fixedCacheFolder, markerOf } from '../runs/environment.ts'
import { openGate } from '../runs/gate.ts'
import { scratchFolder, toolServersFile } from '../runs/record.ts'
import { surroundingsOf } from '../spares/surroundings.ts'
import { openAhead, type Ahead, type AheadAsk, type AheadStart } from './ahead.ts'
import type { HeldRuns } from './held-runs.ts'
import type { AgentProgram } from './setup.ts'
import type { LocalTrust } from './trust.ts'

export interface StartingAsk {
  holder: Holder
  shelf: AheadAsk['shelf']
  driver: AgentDriver
  env: NodeJS.ProcessEnv
  program: AgentProgram
  git: Git
  trust: LocalTrust
}

/** What is wanted of a run before its agent is there. */
interface Wishes {
  stopped: boolean
  orders: Order[]
}

export interface Starting {
  has(runId: RunId): boolean
  start(wanted: RunAsk): Promise<void>
  /** Before anybody wants it. Throws when it could not be started. */
  startAhead(wanted: RunAsk): Promise<void>
  /** One that was started ahead ends, and all it left is removed. */
  dismiss(runId: RunId): Promise<void>
  /** False when it is not being started: then it is not for this to do. */
  order(runId: RunId, orders: Order[]): boolean
  stop(runId: RunId): boolean
}

/** A start that is not ready by then lets the next one begin. */
const startLimitMs = 30_000

export function openStarting(ask: StartingAsk, held: HeldRuns): Starting {
  const gate = openGate(Math.max(2, availableParallelism()))
  const starting = new Map<RunId, Wishes>()
  const ahead = openAhead({ ...ask, dirOf: (runId) => held.dirOf(runId) })
  const begin = async (wanted: RunAsk, wishes: Wishes) => {
    const { runId } = wanted
    const dir = held.dirOf(runId)
    const leaveGate = await gate.enter()
    const toolServers = toldLater(toolServersOf(wanted))
    const ready = prepareOrFind(ask, ahead, wanted, dir)
    const { start, isThere } = await ready.catch((cause: unknown) => {
      leaveGate()
      throw cause
    })
    try {
      if (wishes.stopped) throw new Problem('agent_start_failed', 'It was stopped.')
      // The next server starts it.
      if (held.detached) return leaveGate()
      if (!isThere) refuseFailed(await ask.holder.start(start.ask))
      setTimeout(leaveGate, startLimitMs).unref()
      // What one that waited has said so far is read once it has its message: for its answer somebody waits.
      held.take(wanted, null, leaveGate, !isThere || wanted.orders.some(mayBeCommand))
      if (wishes.stopped) return
      if (!isThere) await held.write(runId, start.greeting)
      await held.order(runId, [...(await toolServers), ...wanted.orders])
      held.begin(runId)
      while (wishes.orders.length > 0) await held.order(runId, wishes.orders.splice(0))
      starting.delete(runId) // At once: what comes from now on goes straight to the agent.
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
    async startAhead(wanted) {
      const { runId } = wanted
      const start = await prepare(ask, wanted, held.dirOf(runId))
      if (held.detached) throw new Problem('agent_start_failed', 'This server ends.')
      await ahead.begin(runId, start)
    },
    dismiss: (runId) => ahead.dismiss(runId),
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

/** What fails of it is told to whoever waits for it. */
function toldLater<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}

/** What the agent understands behind a slash is read of what it said. */
function mayBeCommand(order: Order): boolean {
  return order.type === 'say' && order.text.startsWith('/')
}

/** Before anything is said: what comes behind it waits until they are there. */
async function toolServersOf({ toolServers }: RunAsk): Promise<Order[]> {
  const servers = (await toolServers?.()) ?? []
  return servers.length > 0 ? [{ type: 'give-tool-servers', servers }] : []
}

/** What is to be started, and whether it is there already. Nobody waits any more for a run that cannot be started. */
async function prepareOrFind(
  ask: StartingAsk,
  ahead: Ahead,
  wanted: RunAsk,
  dir: string,
): Promise<{ start: AheadStart; isThere: boolean }> {
  try {
    const start = await prepare(ask, wanted, dir)
    const found = await ahead.take(wanted.runId, start, wanted.workedIn ?? false)
    // What lay in the run's folder went with the one that was there.
    if (found === 'cleared') return { start: await prepare(ask, wanted, dir), isThere: false }
    return { start, isThere: found === 'taken' }
  } catch (cause) {
    await ahead.dismissWaiting(wanted.runId)
    throw cause
  }
}

/** Asked right before the start: what was trusted may have changed while it waited. */
async function prepare(
  { program, driver, git, trust, env }: StartingAsk,
  wanted: RunAsk,
  dir: string,
): Promise<AheadStart> {
  const { runId, repository, cwd, sessionId, resumes, copies, model, effort, permissionMode } =
    wanted
  const { skillsOff } = wanted
  if (!existsSync(cwd)) throw new Problem('worktree_missing', `There is no folder ${cwd} any more.`)
  const [environment = {}, executable] = await Promise.all([
    wanted.environment?.(),
    program.path(wanted.program ?? null),
  ])
  // Last, as what may have been written meanwhile is judged.
  const standing = await trust.ofAgent(repository, cwd)
  const launch = driver.launch({
    program: executable,
    repositorySettings: standing.trusted,
    toolServers: standing.trusted ? await keepToolServers(dir, standing.servers) : null,
    sessionId,
    resumes,
    copies: copies && (await withFile({ driver, env }, copies)),
    model,
    effort,
    permissionMode,
    skillsOff,
    instructions: wanted.instructions,
    scratch: scratchFolder(dir),
    caches: environment['XDG_CACHE_HOME'] ?? cacheFolder(env),
    fixedCaches: fixedCacheFolder(env),
  })
  await closeFolder(launch.closed)
  const restriction = standing.trusted ? [] : await restrictionOf(git, cwd)
  const gitSays = agentGitEnvironment(restriction)
  const seen = { ...agentEnvironment(env), ...environment, ...gitSays, ...launch.env }
  const servers = standing.trusted ? standing.servers : null
  const start = { dir, argv: launch.argv, cwd, env: seen, marker: markerOf(runId) }
  const surroundings = () => surroundingsOf(git, cwd, standing.trusted)
  return { ask: start, greeting: launch.firstLines, servers, surroundings }
}

/** Where the conversation lies that is to be copied: the folder that it was held in may be gone. */
async function withFile(
  { driver, env }: Pick<StartingAsk, 'driver' | 'env'>,
  copies: NonNullable<RunAsk['copies']>,
): Promise<NonNullable<LaunchAsk['copies']>> {
  const place = { codec: driver.sessions, folder: sessionsFolder(env) }
  return { ...copies, file: (await fileOf(place, copies.sessionId)) ?? undefined }
}

/** What is trusted, in a file that nobody else may read: there are secrets in it, and arguments are for everyone to see. */
async function keepToolServers(dir: string, servers: string | null): Promise<string | null> {
  if (servers === null) return null
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const file = toolServersFile(dir)
  await writeFile(file, servers, { mode: 0o600 })
  return file
}

function refuseFailed(outcome: StartOutcome): void {
  if (outcome.kind === 'missing-directory') {
    throw new Problem('worktree_missing', 'The folder to work in is gone.')
  }
  if (outcome.kind === 'failed') throw new Problem('agent_start_failed', outcome.detail)
}
