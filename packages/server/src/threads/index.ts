// The face of threads: what people may see and want, and how a server takes its threads up again.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  AgentSettings,
  OwnerId,
  Project,
  ProjectId,
  Room,
  ThreadId,
  ThreadView,
  TurnId,
} from '@a-parallel/shared'
import type { Bus } from '../bus/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { Images } from '../images/index.ts'
import type { Limits } from '../limits/index.ts'
import type { NewId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Preparations } from '../preparation/index.ts'
import type { Rules } from '../rules/index.ts'
import type { SkillChoices } from '../skills/index.ts'
import type { Runner } from '../runner/port.ts'
import type { Sessions } from '../sessions/index.ts'
import type { Spares } from '../spares/index.ts'
import type { ThreadLog } from '../store/port.ts'
import type { ToolServers } from '../tool-servers/index.ts'
import { openAnswering } from './answering.ts'
import type { Command } from './command.ts'
import { openLane, type Lane, type LanePorts } from './lane.ts'
import { openListener, type ListenPorts } from './output/listen.ts'
import { openTexts } from './output/open-texts.ts'
import { printedTexts } from './output/printed-texts.ts'
import { openAdmission } from './react/admission.ts'
import { openLines } from './react/lines.ts'
import { openLooks } from './react/look.ts'
import { openRoom, untilDisk, type Floors } from './react/room.ts'
import { openPlanned } from './react/planned.ts'
import { openRest } from './react/rest.ts'
import { openStalled } from './react/stalled.ts'
import { openMarks, removeLeftovers } from './react/leftovers.ts'
import { isAway } from './project/archived.ts'
import { instructionsOf } from './project/instructions.ts'
import { threadsOfProject } from './project/of-project.ts'
import { threadErasing } from './put-away/erasing.ts'
import { threadRewinds } from './rewinds.ts'
import { openProjectBudgets, type ProjectBudgets } from './react/project-budget.ts'
import { openReactor, type Reactor, type ReactPorts } from './react.ts'
import { threadReads } from './reads.ts'
import { openRecovery } from './recover.ts'
import { stopAll, type StopAllPorts, type StoppedAll } from './stop-all.ts'
import { threadAsks } from './asks/asks.ts'
import { openAsides } from './asks/aside.ts'
import { openLimitAsks } from './asks/limits.ts'
import { openGivenServers } from './asks/tool-servers.ts'
import { openViews, type Views } from './views.ts'
import { threadWishes } from './wishes.ts'

export { slotCeiling } from './react/admission.ts'
export type { DeletedThread } from './reads.ts'
export type { StoppedAll } from './stop-all.ts'

export interface ThreadsPorts {
  log: ThreadLog
  bus: Bus
  clock: Clock
  newId: NewId
  runner: Runner
  serverLog: Log
  /** How many turns run at once. */
  slots: number
  /** What must be free on the machine for another turn to begin. */
  floors: Floors
  /** How long an agent with nothing to do is kept, in milliseconds, and how many at once. */
  restAfterMs: number
  idleAgents: number
  /** How long an agent at work may be silent before it is shown as stalled, in milliseconds. */
  stallAfterMs: number
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
  rules: Pick<Rules, 'standing' | 'make' | 'used'>
  images: Pick<Images, 'keep' | 'share' | 'said'>
  /** What projects do without. */
  skills: SkillChoices
  preparations: Pick<
    Preparations,
    'plan' | 'recipe' | 'environment' | 'told' | 'releasePorts' | 'holders'
  >
  spares: Pick<Spares, 'want' | 'look' | 'drop' | 'take' | 'names' | 'begun' | 'recover'>
  toolServers: Pick<
    ToolServers,
    'given' | 'beside' | 'choose' | 'cleaned' | 'onReached' | 'onFound'
  >
  sessions: Pick<Sessions, 'whole' | 'continuedBy'>
  /** Whether this actor lets threads be in the mode that allows everything. */
  bypassAllowed: (actor: Actor) => boolean
  /** Which program an owner's agents are started from, and what their threads begin with. */
  agentSettings: (owner: OwnerId) => AgentSettings
  limits: Pick<Limits, 'told'>
  /** Whether agents' programs are asked for titles. */
  makeTitles: boolean
}

/** Milliseconds that only grow: the clock of the wall may be moved. */
const elapsed = () => performance.now()

export type Threads = ReturnType<typeof openThreads>

export function openThreads(ports: ThreadsPorts) {
  const { log, bus, clock, runner, newId, serverLog, project, rules } = ports
  const views = openViews(log)
  const texts = openTexts()
  const printed = printedTexts()
  const react: LanePorts['react'] = (view, facts) => reactor.react(view, facts)
  const view = (threadId: ThreadId) => views.get(threadId)
  const budgets = openProjectBudgets({ log, project, view })
  const standing = standingOf(ports, budgets.of)
  const lane = openLane({ log, bus, clock, views, standing, react })
  const { room, look, leftovers, goingOn, ...watches } = openWatches(ports, lane, view)
  const reactPorts: ReactPorts = {
    ...ports,
    lane,
    view,
    projectBudget: budgets.of,
    instructions: (of) => instructionsOf(project, of),
    ...watches,
    removeLeftovers: () => removeLeftovers(reactPorts, { threads: log, clock, ...leftovers }),
    log: serverLog,
    held: new Set(),
    tearing: new Map(),
    advance: (threadId) => reactor.advance(threadId),
    ruleUsed: (...use) => rules.used(...use),
    diskRoom: () => untilDisk(room, ports.floors),
    look,
  }
  const reactor = openReactor(reactPorts)
  const recovery = openRecovery(reactPorts, reactor, log)
  const { asides, toolServers, limits, heard } = openTalks(ports, views, watches.stalled, budgets)
  runner.runs.listen(openListener({ ...ports, texts, printed, lane, view, heard }))
  return {
    ...threadReads({ log, views, texts, printed, clock }),
    ...openAnswering({ log, views, lane, rules, newId, clock }),
    ...threadAsks({ ...ports, views, lane, asides, limits }),
    ...threadRewinds({ ...ports, views, lane, look }),
    ...threadsOfProject({ runner, log, views, lane }),
    ...threadWishes({ ...ports, views, lane, look }),
    ...threadErasing({ log, views, bus, leftovers: reactPorts }),
    toolServers,
    ...projectBudgets(budgets, { log, reactor }),
    restIdle: (actor: Actor, id: ProjectId) => restOf(watches, view, project(actor, id).id),
    /** Whether the machine has room for another turn, as it was last seen. */
    room: () => room.now(),
    /** Takes up what an earlier server left. */
    recover() {
      void room.look()
      return Promise.all([clearSpares(ports, view), recovery.begin()])
    },
    /** Asks again for what nobody does; also done by itself. */
    sweep: () => recovery.sweep(),
    /** Ends all agents, each as a person would: for when the server itself has ended. */
    stopAll: () => endAll(ports, { lane, view, recovery }),
    drain: () => reactor.drain(), // Until no effect is in motion.
    /** Ends what would otherwise go on by itself. */
    close() {
      for (const one of [recovery, ...goingOn]) one.stop()
    },
  }
}

/** What waited for threads that were written when an earlier server ended. */
function clearSpares({ spares }: ThreadsPorts, view: ReactPorts['view']): Promise<void> {
  return spares.recover((threadId) => {
    const found = view(threadId)
    return found ? { path: found.worktree?.path ?? null, runId: found.run?.id ?? null } : undefined
  })
}

async function endAll(
  ports: ThreadsPorts,
  { lane, view, recovery }: Pick<StopAllPorts, 'lane' | 'view' | 'recovery'>,
): Promise<StoppedAll> {
  await clearSpares(ports, view)
  return stopAll({ ...ports, lane, view, recovery })
}

/** What is said to agents and heard of them beside their logs. */
function openTalks(ports: ThreadsPorts, views: Views, ...ears: Ear[]) {
  const asides = openAsides({ ...ports, views })
  const toolServers = openGivenServers({ ...ports, views })
  const limits = openLimitAsks({ ...ports, views, elapsed })
  const heard = heardBy(...ears, asides, toolServers, limits)
  return { asides, toolServers, limits, heard }
}

type Ear = Pick<ListenPorts, 'heard'>

function heardBy(...ears: Ear[]): ListenPorts['heard'] {
  return (...said) => {
    for (const ear of ears) ear.heard(...said)
  }
}

/** What holds for a thread beyond its own log. */
function standingOf(
  { rules, bypassAllowed }: ThreadsPorts,
  projectBudget: ReactPorts['projectBudget'],
): LanePorts['standing'] {
  return (view) => ({
    rules: rules.standing(view.owner, view.projectId),
    projectBudget: () => projectBudget(view),
    bypass: () => bypassAllowed({ kind: 'person', id: view.owner }),
  })
}

function projectBudgets(budgets: ProjectBudgets, ports: { log: ThreadLog; reactor: Reactor }) {
  return {
    budgetChanged: (actor: Actor, id: ProjectId) => advanceStopped(ports, actor, id),
    /** What the project's threads have cost, in API-equivalent US dollars. */
    projectSpent(actor: Actor, projectId: ProjectId): number {
      if (actor.kind !== 'person') throw new Problem('unauthorized')
      return budgets.spent({ owner: actor.id, projectId })
    },
  }
}

/** What limits the project's threads is another. */
function advanceStopped(
  { log, reactor }: { log: ThreadLog; reactor: Reactor },
  actor: Actor,
  projectId: ProjectId,
): void {
  if (actor.kind !== 'person') return
  const threads = log.list({ owner: actor.id, projectId, limit: 10_000 })
  for (const { id, waitingReason } of threads) if (waitingReason === 'budget') reactor.advance(id)
}

/** Lets a project's agents that have nothing to do rest: what they may run is another from their next start on. */
function restOf(
  { rest }: Pick<ReturnType<typeof openWatches>, 'rest'>,
  view: ReactPorts['view'],
  projectId: ProjectId,
): void {
  rest.now((threadId) => view(threadId)?.projectId === projectId)
}

/** What looks at threads and at the machine as time passes. */
function openWatches(ports: ThreadsPorts, lane: Lane, view: ReactPorts['view']) {
  const { runner, serverLog: log, floors, bus } = ports
  const say = (threadId: ThreadId, command: Command) =>
    void lane.perform(threadId, command, { kind: 'system' })
  const rest = openRest({
    afterMs: ports.restAfterMs,
    most: ports.idleAgents,
    rest(threadId) {
      try {
        say(threadId, { type: 'rest' })
      } catch (cause) {
        log.error({ err: cause, threadId }, 'an agent could not be let rest')
      }
    },
  })
  const stalled = openStalled({
    afterMs: ports.stallAfterMs,
    elapsed,
    paused: (runId) => runner.runs.paused(runId),
    view,
    perform: say,
    log,
  })
  const publish = (found: Room) => bus.publish({ type: 'room', room: found })
  const room = openRoom({ read: () => runner.free(), floors, publish, log })
  const admission = openAdmission({ ceiling: ports.slots, room, floors, elapsed })
  const projectChanged = ({ owner, projectId }: ThreadView) =>
    bus.publish({
      type: 'project',
      project: ports.project({ kind: 'person', id: owner }, projectId),
    })
  const look = openLooks({ runner, lane, view, projectChanged, log })
  const planned = openPlanned({
    now: () => ports.clock.now(),
    resume(threadId) {
      try {
        const found = view(threadId)
        // The sweep comes back to it.
        if (!found || isAway(ports.project, found)) return
        say(threadId, { type: 'resume', turnId: ports.newId() as TurnId }) // newId gives UUIDs.
      } catch (cause) {
        log.error({ err: cause, threadId }, 'a parked thread could not go on')
      }
    },
  })
  const lines = openLines({ runner, lane, view, log })
  const leftovers = openMarks(elapsed)
  const goingOn = [rest, stalled, planned, lines, room]
  return { rest, stalled, planned, lines, room, admission, look, leftovers, goingOn }
}
