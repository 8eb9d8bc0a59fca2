// What is done to the machine for a thread. Everything here may be done again: the runner's calls are idempotent by id,
// and what they lead to is a command that the lane takes once.
import { activeTurn, checkoutPath, hasRun, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  AgentSettings,
  OwnerId,
  ProblemValue,
  RunId,
  ThreadEvent,
  ThreadId,
  ThreadView,
} from '@a-parallel/shared'
import type { Images } from '../../images/index.ts'
import type { Log } from '../../platform/log.ts'
import type { Runner, WorktreeOutcome } from '../../runner/port.ts'
import type { SkillChoices } from '../../skills/index.ts'
import type { ToolServers } from '../../tool-servers/index.ts'
import { placedServers } from '../asks/placed-servers.ts'
import type { Lane } from '../lane.ts'
import type { PreparationPlan, Preparations } from '../../preparation/index.ts'
import type { MadePlace, Spares } from '../../spares/index.ts'
import { clearPlace, type LeftoverPorts } from './leftovers.ts'
import { variablesOf } from './preparation/prepare.ts'
import { sayOf, withBytes, type Told } from './say.ts'
import { wordsOf } from './words.ts'

export interface EffectPorts extends LeftoverPorts {
  spares: Pick<Spares, 'take' | 'drop'>
  preparations: Pick<Preparations, 'plan' | 'recipe' | 'environment' | 'releasePorts' | 'holders'>
  runner: Runner
  skills: SkillChoices
  images: Pick<Images, 'said'>
  toolServers: Pick<ToolServers, 'given'>
  /** Runs that this server has started or taken up, until they end. */
  held: Set<RunId>
  /** Resolves once the disk has room for a worktree. */
  diskRoom: () => Promise<void>
  /** Removes what the agents of deleted threads left on the disk. */
  removeLeftovers: () => Promise<void>
  /** Which program an owner's agents are started from. */
  agentSettings: (owner: OwnerId) => Pick<AgentSettings, 'program'>
  /** What agents of its project are told beside their task; null: nothing. */
  instructions: (view: ThreadView) => string | null
  log: Log
  lane: Lane
  view: (threadId: ThreadId) => ThreadView | null
}

const system: Actor = { kind: 'system' }

type Data<T extends ThreadEvent['type']> = Extract<ThreadEvent, { type: T }>['data']

export async function makeWorktree(ports: EffectPorts, threadId: ThreadId): Promise<void> {
  const hasRoom = ports.diskRoom()
  const ahead = await takeAhead(ports, threadId)
  // What was made ahead takes no more of it.
  if (!ahead) await hasRoom
  const view = ports.view(threadId)
  if (!view?.worktree || (!ahead && !isAsked(view))) return
  const { worktree, projectPath: repository } = view
  const { path, branch, base, commit } = worktree
  const { worktrees } = ports.runner
  const ask = { path, branch, repository }
  // What its commands left running works in one that is no more.
  if (view.preparation) await ports.runner.preparation.endAll(threadId)
  // One that was ready before is made again from its branch, with all that was committed in it.
  const outcome =
    commit === null
      ? await beginWith(ports, view, async () => {
          if (ahead) return { kind: 'ready', branch, path: ahead.path, commit: ahead.commit }
          return worktrees.create({
            ...ask,
            base: worktree.files === null ? base : `${worktree.files}^`,
          })
        })
      : await worktrees.restore({ ...ask, threadId, commit })
  // Into what somebody else made nothing is brought.
  const preparation = worktree.adopted ? null : await preparationOf(ports, view, outcome)
  // Nothing may come between: a deletion finds either the worktree that is ready, or nothing to remove.
  if (!ports.view(threadId)?.deleted) {
    const { carried = null, checkpoint = null } = ahead ?? {}
    const made = { type: 'worktree-outcome' as const, outcome, preparation, carried, checkpoint }
    ports.lane.perform(threadId, made, system)
    return
  }
  const { owner, title } = view
  ports.preparations.releasePorts(owner, threadId)
  if (outcome.kind !== 'ready' || worktree.adopted) return
  // What was put back into one that is made again is nowhere else by now.
  const keep = commit === null ? null : { threadId, owner, title, branch }
  await worktrees.remove({ repository, path, keep })
}

function isAsked({ worktree, deleted }: ThreadView): boolean {
  return worktree?.state === 'requested' && !deleted
}

/** What waits for a thread that begins; nothing does for one that was ready before. */
async function takeAhead(
  { spares, view }: EffectPorts,
  threadId: ThreadId,
): Promise<MadePlace | null> {
  const thread = view(threadId)
  if (!thread?.worktree || !isAsked(thread) || thread.worktree.commit !== null) return null
  const { worktree, projectPath: repository } = thread
  const { path, branch, base } = worktree
  return spares.take(threadId, { repository, path, branch, base })
}

/** What cannot be told keeps nobody from working. */
async function preparationOf(
  { preparations, log }: EffectPorts,
  view: ThreadView,
  outcome: WorktreeOutcome,
): Promise<PreparationPlan | null> {
  if (outcome.kind !== 'ready') return null
  const { id: threadId, owner, projectId, projectPath: repository, preparation } = view
  const place = { threadId, owner, projectId, repository, path: outcome.path }
  try {
    return await preparations.plan({ ...place, ports: preparation?.ports ?? {} })
  } catch (cause) {
    log.error({ err: cause, threadId }, 'how a worktree is made ready could not be told')
    return null
  }
}

/** A fork's worktree is ready once it holds the files that the fork begins with. */
async function beginWith(
  { runner, log }: EffectPorts,
  { id: threadId, projectPath: repository, worktree, checkpoints }: ThreadView,
  create: () => Promise<WorktreeOutcome>,
): Promise<WorktreeOutcome> {
  const outcome = await create()
  const files = worktree?.files ?? null
  if (outcome.kind === 'failed' || files === null) return outcome
  try {
    const own = checkpoints.map(({ turnId, place, commit }) => [
      `${turnId}/${place}`,
      commit ?? files,
    ])
    const commits: Record<string, string> = { ...Object.fromEntries(own), 'fork/files': files }
    await runner.checkpoints.share({ repository, threadId, commits })
    const checkout = { repository, threadId, path: outcome.path, ownsCheckout: true }
    await runner.checkpoints.restore({ ...checkout, name: 'fork/made', to: files })
    return outcome
  } catch (cause) {
    log.warn({ err: cause, threadId }, 'a fork’s files could not be put in place')
    return { kind: 'failed', problem: { ...toProblem(cause), code: 'worktree_failed' } }
  }
}

/** Starts the agent that a fact asked for. What goes wrong becomes a fact. */
export async function startRun(
  ports: EffectPorts,
  view: ThreadView,
  ask: Data<'run.requested'>,
): Promise<void> {
  const cwd = checkoutPath(view)
  const turn = activeTurn(view)
  const said = turn ? [sayOf(turn, wordsOf(view, turn))] : []
  try {
    if (cwd === null)
      throw new Problem('worktree_missing', 'The thread has no worktree to work in.')
    const { model, effort, permissionMode, id: threadId, mode, projectPath: repository } = view
    const ownsCheckout = mode === 'worktree'
    const orders = withBytes(ports.images, view.owner, said)
    const environment = () => variablesOf(ports, view)
    const toolServers = () => placedServers(ports, view)
    const place = { threadId, repository, cwd, ownsCheckout, environment, toolServers }
    const skillsOff = ports.skills.off(view.owner, view.projectId).map(({ folder }) => folder)
    const instructions = ports.instructions(view)
    const { program } = ports.agentSettings(view.owner)
    const told = { skillsOff, instructions, program, orders, workedIn: hasRunSetup(view) }
    const what = { ...place, model, effort, permissionMode, ...told }
    await ports.runner.runs.start({ ...ask, ...what })
    ports.held.add(ask.runId)
  } catch (cause) {
    const problem = toProblem(cause)
    ports.log.warn({ threadId: view.id, problem }, 'an agent did not start')
    ports.lane.perform(view.id, { type: 'run-failed', runId: ask.runId, problem }, system)
  }
}

/** A command of its preparation was begun. */
function hasRunSetup({ preparation }: ThreadView): boolean {
  return preparation?.commands.some(({ attempt }) => attempt > 0) ?? false
}

function toProblem(cause: unknown): ProblemValue {
  if (cause instanceof Problem) return cause.toValue()
  return {
    code: 'agent_start_failed',
    detail: cause instanceof Error ? cause.message : String(cause),
  }
}

export type StopAsked = Extract<ThreadEvent, { type: 'run.stop-requested' }>

/** A person, or a loss of its checkout, stops it with everything it started; by itself it only rests. */
export function endRun({ runner }: EffectPorts, view: ThreadView, asked: StopAsked): Promise<void> {
  const { runId } = asked.data
  return onlyRests(view, asked) ? runner.runs.rest(runId) : runner.runs.stop(runId)
}

/** What others do in the worktree of an agent that only rests goes on. */
export function onlyRests(view: ThreadView, { actor }: StopAsked): boolean {
  return actor.kind === 'system' && checkoutPath(view) !== null
}

/**
 * An agent that cannot be told what the log holds is ended: its turn fails, and can be resumed. So while a server lives,
 * no order is lost in silence, and only what it had no time for is said again by the next one.
 */
export async function giveOrders(
  { runner, images }: EffectPorts,
  owner: OwnerId,
  runId: RunId,
  told: Told[],
): Promise<void> {
  try {
    await runner.runs.order(runId, withBytes(images, owner, told))
  } catch (cause) {
    await runner.runs.stop(runId)
    throw cause
  }
}

/** What a deleted thread leaves: its agent, and its worktree, which is kept first. Its branch stays. */
export async function clearAway(ports: EffectPorts, view: ThreadView): Promise<void> {
  const { runs } = ports.runner
  await ports.spares.drop(view.owner, view.id)
  if (view.run && hasRun(view)) await runs.stop(view.run.id)
  if (!(await clearPlace(ports, view, false))) return
  // Not before its end is written down; and not of a thread that was brought back.
  if (view.run && ports.view(view.id)?.deleted) await runs.forget(view.run.id)
  await ports.removeLeftovers()
}
