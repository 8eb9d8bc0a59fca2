// Carries preparations out: gives the worktree its files, runs its commands, tears it down. Commands run for as long as
// they like and hold nobody up here; what is under way is known by the log, so that a later server takes it up.
import { dueSetup, hasSetupAtWork, checkoutPath } from '@a-parallel/contract/model'
import type {
  Actor,
  Carried,
  Preparation,
  SetupCommand,
  ThreadEvent,
  ThreadId,
  ThreadView,
} from '@a-parallel/shared'
import { threadVariables, type Place, type Preparations } from '../../../preparation/index.ts'
import type { Log } from '../../../platform/log.ts'
import type { Runner, SetupId } from '../../../runner/port.ts'
import type { Lane } from '../../lane.ts'

export interface PreparePorts {
  preparations: Pick<Preparations, 'recipe' | 'environment' | 'releasePorts'>
  runner: Pick<Runner, 'preparation'>
  lane: Lane
  view: (threadId: ThreadId) => ThreadView | null
  log: Log
}

export interface Prepare {
  /** Begins what a thread's state asks for, and takes up what runs; idempotent. */
  advance(view: ThreadView): void
}

const system: Actor = { kind: 'system' }

export function openPrepare(ports: PreparePorts): Prepare {
  const underWay = new Set<string>()
  const once = (name: string, threadId: ThreadId, work: () => Promise<void>) => {
    if (underWay.has(name)) return
    underWay.add(name)
    work()
      .catch((cause: unknown) => ports.log.error({ err: cause, threadId }, 'a preparation failed'))
      .finally(() => underWay.delete(name))
  }
  return {
    advance(view) {
      const { preparation, id } = view
      if (!preparation || view.deleted || view.archived || !hasSetupAtWork(view)) return
      const { round } = preparation
      if (preparation.carried === null)
        return once(`${id} ${round}`, id, () => carry(ports, view, round))
      for (const { name } of dueSetup(view))
        ports.lane.perform(id, { type: 'setup-started', round, name }, system)
      for (const command of preparation.commands) {
        if (command.state !== 'running') continue
        const key = setupKey(preparation, command)
        once(`${id} ${key}`, id, () => run(ports, view, command))
      }
    },
  }
}

type Over = Extract<
  ThreadEvent,
  { type: 'preparation.command-skipped' | 'preparation.command-ended' }
>

/** A person's word ends what runs; an end that was told of needs none. */
export async function stopSetup(
  { runner }: PreparePorts,
  { id: threadId, preparation }: ThreadView,
  { actor, data }: Over,
): Promise<void> {
  if (actor.kind !== 'person' || preparation?.round !== data.round) return
  await runner.preparation.stop({ threadId, key: setupKey(preparation, data) })
}

/** Names one attempt of a command, for as long as what it printed is kept. */
export function setupKey(
  { round, commands }: Preparation,
  { name, attempt }: Pick<SetupCommand, 'name' | 'attempt'>,
): SetupId['key'] {
  return `${round}-${commands.findIndex((one) => one.name === name)}-${attempt}`
}

/** Null while the thread has no worktree of its own. */
export function placeOf(view: ThreadView): Place | null {
  const path = view.mode === 'local' ? null : checkoutPath(view)
  if (path === null) return null
  const { id: threadId, owner, projectId, projectPath: repository, preparation } = view
  return { threadId, owner, projectId, repository, path, ports: preparation?.ports ?? {} }
}

/** What the agent and the commands see beside the usual; of the thread alone where no recipe made its checkout ready. */
export async function variablesOf(
  ports: PreparePorts,
  view: ThreadView,
): Promise<Record<string, string>> {
  const place = placeOf(view)
  if (!place || !view.preparation) {
    const { id: threadId, projectPath: repository } = view
    const path = checkoutPath(view)
    return path === null ? {} : threadVariables({ threadId, repository, path })
  }
  const { variables, ports: held } = await ports.preparations.environment(place)
  if (JSON.stringify(held) !== JSON.stringify(place.ports)) {
    const { round } = view.preparation
    ports.lane.perform(view.id, { type: 'ports-given', round, ports: held }, system)
  }
  return variables
}

async function carry(ports: PreparePorts, view: ThreadView, round: number): Promise<void> {
  const place = placeOf(view)
  if (!place) return
  const carried = await carriedFrom(ports, place)
  if (ports.view(view.id)?.deleted) return
  ports.lane.perform(view.id, { type: 'carried', round, carried }, system)
}

async function carriedFrom(
  { preparations, runner, log }: PreparePorts,
  place: Place,
): Promise<Carried> {
  const nothing: Carried = { things: [], thingCount: 0, left: [], leftCount: 0, ms: 0 }
  try {
    const here = await preparations.recipe(place)
    if (here.kind === 'faulty') return nothing
    return await runner.preparation.carry({ ...place, recipe: here.recipe })
  } catch (cause) {
    log.warn({ err: cause, threadId: place.threadId }, 'a worktree was not given its files')
    const said = cause instanceof Error ? cause.message : String(cause)
    return { ...nothing, left: [{ path: '', why: 'failed', said }], leftCount: 1 }
  }
}

async function run(ports: PreparePorts, view: ThreadView, command: SetupCommand): Promise<void> {
  const place = placeOf(view)
  const { preparation, id: threadId } = view
  if (!place || !preparation) return
  const { round } = preparation
  const { name, attempt } = command
  const environment = await variablesOf(ports, view)
  const end = await ports.runner.preparation.run({
    isWanted: () => isWanted(ports.view(threadId), round, command),
    threadId,
    key: setupKey(preparation, command),
    repository: place.repository,
    cwd: place.path,
    command: command.command,
    name,
    field: 'commands',
    isOwn: preparation.own.includes('commands'),
    environment,
  })
  if (end.kind === 'detached' || ports.view(threadId)?.deleted) return
  ports.lane.perform(threadId, { type: 'setup-ended', round, name, attempt, end }, system)
}

/** A person may have stopped it, or put its thread away, while it was looked whether it may run. */
function isWanted(
  view: ThreadView | null,
  round: number,
  { name, attempt }: SetupCommand,
): boolean {
  if (!view?.preparation || view.deleted || view.archived) return false
  if (view.worktree?.state !== 'ready' || view.preparation.round !== round) return false
  const now = view.preparation.commands.find((one) => one.name === name)
  return now?.state === 'running' && now.attempt === attempt
}
