// The part of the composition root behind the doors: the store, the runner and the features that need no browser.
import type { Actor, OwnerId, ProjectId, RunId } from '@a-parallel/shared'
import type { KeyObject } from 'node:crypto'
import { totalmem } from 'node:os'
import { inProcessBus } from './bus/in-process.ts'
import type { Bus } from './bus/port.ts'
import type { Config } from './config.ts'
import type { Home } from './home/home.ts'
import type { HomeLock } from './home/lock.ts'
import { systemClock } from './platform/clock.ts'
import { randomId } from './platform/id.ts'
import { openLog, type Log } from './platform/log.ts'
import { openBackups } from './backups/index.ts'
import { openDevServers } from './dev-servers/index.ts'
import { openDisk } from './disk/index.ts'
import { openErasure } from './erasure/index.ts'
import { openImages } from './images/index.ts'
import { openLimits } from './limits/index.ts'
import { openPreparations } from './preparation/index.ts'
import { openCloning, openProjects, type Projects } from './projects/index.ts'
import { openPublish } from './publish/index.ts'
import { openSettings } from './settings/index.ts'
import { openReview } from './review/index.ts'
import { openRules } from './rules/index.ts'
import { openSessions } from './sessions/index.ts'
import { openSkills } from './skills/index.ts'
import { openSearch, type Search } from './search/index.ts'
import { openLocalRunner } from './runner/local.ts'
import type { Runner } from './runner/port.ts'
import { openSpares } from './spares/index.ts'
import { openStore, type Store, type StoreAsk } from './store/open.ts'
import type { SearchIndex, ThreadLog } from './store/port.ts'
import type { OpenDatabase } from './store/sqlite/database.ts'
import { openSearchIndex } from './store/search/search-file.ts'
import { sqliteSessions } from './store/sqlite/sessions.ts'
import { sqliteSkillUses } from './store/sqlite/skill-uses.ts'
import { sqliteThreadLog } from './store/sqlite/thread-log.ts'
import { sqliteUsedLog } from './store/sqlite/used.ts'
import { openThreads, slotCeiling, type Threads } from './threads/index.ts'
import { openToolServers } from './tool-servers/index.ts'
import { openTrash } from './trash/index.ts'
import { openTrust, trustedByAll } from './trust/index.ts'
import { openUsage } from './usage/index.ts'

export interface InsideAsk {
  /** Told once the database is damaged. */
  onDamage: () => void
  /** Told when another database is to be put in the place of this one: everything is to be closed, and opened again. */
  reopen: () => void
  /** What is secret in the database is sealed with them; without any it stays sealed. */
  sealKeys: readonly KeyObject[]
}

/** Everything behind the doors; also what ends the agents when no server runs. Whoever opens it holds the lock. */
export function openInside(
  config: Config,
  env: NodeJS.ProcessEnv,
  home: Home,
  lock: HomeLock,
  { onDamage, reopen, sealKeys }: InsideAsk,
) {
  const log = openLog(home.logFile, config.logLevel)
  const store = openLocked(lock, { home, clock: systemClock, log, onDamage })
  const { database, restored, lostRuns } = store
  const { db } = database
  const bus = inProcessBus()
  const known = ofPlaces(db, () => projects)
  const runner = openLocalRunner({ ...config, ...known, home, env, log })
  endLost(runner, lostRuns, log)
  const ports = { bus, clock: systemClock, newId: randomId, runner }
  const projects = openProjects({ ...ports, db })
  const add: Projects['add'] = (actor, body) => projects.add(actor, body)
  const cloning = openCloning({ ...ports, adding: runner.adding, add, log })
  const own = openOwn({ ...ports, db, log, home, shelf: store.shelf, reopen })
  const { images, settings } = own
  const agentSettings = (owner: OwnerId) => settings.read({ kind: 'person', id: owner }).agents
  const project = (actor: Actor, id: ProjectId) => projects.get(actor, id)
  const kept = { db, log, sealKeys, project, projects, database, agentSettings }
  const ofProjects = openOfProjects({ ...ports, ...kept })
  const threadLog = sqliteThreadLog(database)
  const history = openHistory({ database, threadLog, home, bus, log, projects })
  const slots = slotCeiling(usableMemory(), config.slots)
  const spares = openSpares({ ...ports, ...ofProjects, floors: config.floors, log })
  const threads = openThreads({
    ...config,
    ...ports,
    spares,
    serverLog: log,
    slots,
    idleAgents: slots,
    project,
    ...ofProjects,
    ...own,
    log: threadLog,
    agentSettings,
    bypassAllowed: (actor) => settings.read(actor).permissions.bypass,
  })
  const checkouts = openCheckouts({ ...ports, ...ofProjects, threads, projects, log })
  const data = { ...ports, ...ofProjects, ...own, db, log, projects, threads }
  const thrownAway = openThrownAway({ ...data, ...checkouts })
  const close = async () => {
    for (const one of [threads, checkouts.review.watches, checkouts.devServers]) one.close()
    images.stop()
    await Promise.all([spares.close(), thrownAway.trash.close()])
    await letGo(runner)
    await closeSearch(history.search, log)
    await cloning.close()
    await endStore(runner, store, lock)
  }
  const some = { ...ofProjects, ...history, ...checkouts, ...thrownAway }
  const features = { ...own, projects, cloning, threads, ...some }
  return { db, log, bus, runner, ...features, restored, close }
}

/** The store as the lock tells that the last server left it. */
function openLocked(
  lock: HomeLock,
  ask: Pick<StoreAsk, 'home' | 'clock' | 'log' | 'onDamage'>,
): Store {
  const { unclean, wasOpen } = lock
  return openStore({ ...ask, unclean, wasOpen, onClosing: () => lock.closing() })
}

type OwnPorts = Parameters<typeof openSettings>[0] &
  Parameters<typeof openLimits>[0] &
  Parameters<typeof openBackups>[0] & { home: Home; log: Log }

/** What is of a person, whatever the project. */
function openOwn(ports: OwnPorts) {
  const { home, log } = ports
  return {
    settings: openSettings(ports),
    limits: openLimits(ports),
    backups: openBackups(ports),
    images: openImages({ folder: home.images, now: () => Date.now(), log }),
  }
}

/** The agents are let go of first: what they said by then is written down. */
async function endStore(runner: Runner, store: Store, lock: HomeLock): Promise<void> {
  try {
    await runner.runs.detach()
  } finally {
    if (store.care.checked()) lock.looked()
    try {
      lock.closing()
    } finally {
      await store.close()
    }
  }
}

/** What is known of the places of projects. @param projects not there yet as long as the runner is not. */
function ofPlaces(db: OpenDatabase['db'], projects: () => Projects) {
  const trustedBy = trustedByAll(db)
  return {
    trustedAt: (path: string) => trustedBy(projects().at(path)),
    repositories: () => projects().places(),
    worktreeFolders: () => projects().worktreeFolders(),
  }
}

/** What goes on without us, and what does not. */
async function letGo({ preparation, toolServers, asides, ready }: Runner): Promise<void> {
  preparation.detach()
  await Promise.all([toolServers.close(), asides.close(), ready.close()])
}

/** A cache: whatever goes wrong with it, the rest is closed in order. */
function closeSearch(search: Search, log: Log): Promise<void> {
  return search.close().catch((cause: unknown) => {
    log.error({ err: cause }, 'the search index was not closed')
  })
}

/** Nobody could read what they say, or stop them. */
function endLost(runner: Runner, lostRuns: readonly RunId[], log: Log): void {
  for (const runId of lostRuns) {
    log.warn({ runId }, 'a run was lost with the database; its agent is ended')
    runner.runs.kill(runId).catch((cause: unknown) => log.error({ err: cause, runId }, 'it lives'))
  }
}

interface HistoryPorts {
  database: OpenDatabase
  threadLog: ThreadLog
  home: Home
  bus: Bus
  log: Log
  projects: Pick<Projects, 'removed'>
}

/** What is told of all threads together. */
function openHistory({ database, threadLog, home, bus, log, projects }: HistoryPorts) {
  let index: SearchIndex | null = null
  try {
    index = openSearchIndex(database, home.searchIndex)
  } catch (cause) {
    log.error({ err: cause }, 'nothing can be searched: the index cannot be opened')
  }
  return {
    search: openSearch({ index, log: threadLog, bus, serverLog: log }),
    usage: openUsage({ log: sqliteUsedLog(database), removed: (actor) => projects.removed(actor) }),
  }
}

type OfProjectPorts = Parameters<typeof openRules>[0] &
  Parameters<typeof openTrust>[0] &
  Parameters<typeof openPreparations>[0] &
  Parameters<typeof openToolServers>[0] &
  Omit<Parameters<typeof openSkills>[0], 'trust' | 'uses'> &
  Omit<Parameters<typeof openSessions>[0], 'log' | 'elapsed'> & { database: OpenDatabase }

/** What people have decided about their projects. */
function openOfProjects(ports: OfProjectPorts) {
  const trust = openTrust(ports)
  return {
    rules: openRules(ports),
    trust,
    skills: openSkills({ ...ports, trust, uses: sqliteSkillUses(ports.database) }),
    preparations: openPreparations(ports),
    toolServers: openToolServers(ports),
    sessions: openSessions({
      ...ports,
      log: sqliteSessions(ports.database),
      elapsed: () => performance.now(),
    }),
  }
}

/** What was thrown away, and how it goes for good. */
function openThrownAway(
  ports: Parameters<typeof openTrash>[0] & Parameters<typeof openErasure>[0],
) {
  return { trash: openTrash(ports), erasure: openErasure(ports) }
}

/** A control group may set a limit far below what the machine has. */
function usableMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity)
}

type CheckoutPorts = Omit<Parameters<typeof openDevServers>[0], 'threads' | 'runner'> & {
  log: Log
  threads: Threads
  runner: Runner
  projects: Projects
}

/** What is done with the files and branches of threads, and run in them. */
function openCheckouts(ports: CheckoutPorts) {
  const { projects } = ports
  const project = (actor: Actor, id: ProjectId) => projects.get(actor, id)
  const places = () => projects.places()
  return {
    review: openReview(ports),
    publish: openPublish({ ...ports, project, places }),
    devServers: openDevServers(ports),
    disk: openDisk(ports),
  }
}
