// The composition root: together with inside.ts the only file that knows everybody.
import { keptForMs } from '@a-parallel/contract/model'
import type { Restored } from '@a-parallel/shared'
import type { Config } from './config.ts'
import { openHome, readToken, type Home } from './home/home.ts'
import { readKeys, type Keys } from './home/keys.ts'
import { lockHome, type HomeLock } from './home/lock.ts'
import { openApp } from './http/app.ts'
import { openGuard } from './http/guard.ts'
import { handlers } from './http/handlers.ts'
import { reservePort, type ReservedPort } from './http/listen.ts'
import { openSignIn, type SignIn } from './http/sign-in.ts'
import { openStaticFiles } from './http/static-files.ts'
import { openLiveSocket } from './live/socket.ts'
import { openTopics } from './live/topics.ts'
import { systemClock } from './platform/clock.ts'
import { randomId } from './platform/id.ts'
import { openLog, type Log } from './platform/log.ts'
import { originOf, originsOf, type Loopback } from './platform/loopback.ts'
import { version } from './platform/version.ts'
import { openHosting } from './hosting/index.ts'
import { openInside, type InsideAsk } from './inside.ts'
import { keepRunning } from './keep-running.ts'
import { openPushes } from './push/index.ts'
import { identify } from './runner/processes/identity.ts'

export interface RunningServer {
  origin: string
  /** A link that signs a browser in, once. */
  signInLink(): string
  /** Lets the agents go on, and leaves everything as a later server needs it. */
  close(): Promise<void>
}

/** What stays the same while the inside is opened anew. */
interface Place {
  config: Config
  env: NodeJS.ProcessEnv
  home: Home
  lock: HomeLock
  signIn: SignIn
  keys: Keys
  log: Log
}

/**
 * @param fail is told what nothing can be done about; the server is down then.
 */
export async function serve(
  config: Config,
  env: NodeJS.ProcessEnv,
  fail: (cause: unknown) => void = raise,
): Promise<RunningServer> {
  const home = await openHome(config.home)
  const lock = lockHome(home.root, await identify(process.pid))
  try {
    const keys = await readKeys(home)
    const [token, reserved] = await takeAddress(home, config.host, config.port)
    // The time that passes, not the time of day: a clock that is set ends no link and brings none back.
    const signIn = openSignIn(token, () => performance.now())
    const log = openLog(home.logFile, config.logLevel)
    const place: Place = { config, env, home, lock, signIn, keys, log }
    return await keepServing(place, reserved, fail)
  } catch (cause) {
    lock.release()
    throw cause
  }
}

/** Serves, and after damage to the database closes everything and serves again. Agents notice nothing. */
async function keepServing(
  place: Place,
  reserved: ReservedPort,
  fail: (cause: unknown) => void,
): Promise<RunningServer> {
  const { lock, log, config, signIn } = place
  const { port } = reserved
  let first: ReservedPort | null = reserved
  const running = await keepRunning({
    async open(onDamage, reopen) {
      const doorway = first ?? (await reservePort(config.host, port))
      first = null
      return open(place, doorway, { onDamage, reopen })
    },
    brokenDisk: brokenDisk(place.home),
    fail,
  })
  const origin = originOf(config.host, port)
  return {
    origin,
    signInLink: () => `${config.devOrigin ?? origin}/#code=${signIn.newCode()}`,
    async close() {
      await running.close()
      lock.release()
      log.info({ pid: process.pid }, 'the server is down')
    },
  }
}

type Told = Pick<InsideAsk, 'onDamage' | 'reopen'>

/** One server, from its database to its doors. */
async function open(place: Place, reserved: ReservedPort, told: Told) {
  const { config, env, home, lock, signIn, keys, log } = place
  try {
    const inside = openInside(config, env, home, lock, { ...told, sealKeys: keys.seal })
    const ask = { config, log, signIn, keys, port: reserved.port }
    const doors = await openDoors(inside, ask).catch(async (cause: unknown) => {
      await inside.close()
      throw cause
    })
    const listening = reserved.serve(doors.answer, doors.live)
    lock.announce(originOf(config.host, reserved.port))
    if (!mayBeWanted(inside.restored)) inside.images.begin(inside.threads.needing)
    inside.threads.recover().catch((cause: unknown) => log.error({ err: cause }, 'recovery failed'))
    const { publish, runner, devServers, cloning } = inside
    const clearing = [
      () => publish.recover(),
      () => runner.tidy(),
      () => devServers.recover(),
      () => cloning.clearClones(),
    ]
    for (const work of clearing)
      work().catch((cause: unknown) => log.error({ err: cause }, 'not all was cleared up'))
    log.info({ pid: process.pid, port: listening.port }, 'the server is up')
    let closed: Promise<void> | null = null
    const close = async () => {
      doors.live.close()
      doors.pushes.close()
      inside.threads.close()
      await listening.close()
      await inside.close()
    }
    return { close: () => (closed ??= close()) }
  } catch (cause) {
    await reserved.close()
    throw cause
  }
}

/** What a database that was set aside tells of may still be wanted, a damaged one at any time. */
function mayBeWanted(restored: Restored | null): boolean {
  if (restored?.why !== 'chosen') return restored !== null
  return Date.parse(systemClock.now()) < Date.parse(restored.at) + keptForMs
}

interface DoorsAsk {
  config: Config
  log: Log
  signIn: SignIn
  keys: Keys
  port: number
}

/** What faces the browser. */
async function openDoors(
  inside: ReturnType<typeof openInside>,
  { config, log, signIn, keys, port }: DoorsAsk,
) {
  const { db, bus, projects, settings, threads, review, devServers, restored } = inside
  const pages = originsOf(config.host, port)
  const guard = openGuard(config.devOrigin ? [...pages, config.devOrigin] : pages)
  const live = openLiveSocket({
    bus,
    guard,
    signIn,
    log,
    topics: openTopics({
      threads,
      projects,
      settings,
      devServers,
      machine: { room: threads.room, restored },
    }),
    look: (actor, threadId) => review.watches.look(actor, threadId),
  })
  try {
    const pushes = openPushes({
      db,
      bus,
      clock: systemClock,
      log,
      threads,
      keys: keys.push,
      sending: config.push,
      settings: (actor) => settings.read(actor),
      project: (actor, id) => projects.get(actor, id),
      isLookedAt: (owner) => live.isLookedAt(owner),
    })
    const hosting = openHosting({
      ...inside,
      clock: systemClock,
      sealKeys: keys.seal,
      settings: (actor) => settings.read(actor),
      project: (actor, id) => projects.get(actor, id),
      apis: config.githubApis,
      quickestMs: config.pullRequestEveryMs,
    })
    const answer = openApp({
      guard,
      handlers: handlers({ ...inside, pushes, hosting, signIn, version }),
      signIn,
      files: await openStaticFiles(config.web),
      log,
      newId: randomId,
      version,
    })
    return { live, pushes, answer }
  } catch (cause) {
    live.close()
    throw cause
  }
}

/** The token first: a port that is taken in vain would have to be given back. */
async function takeAddress(
  home: Home,
  host: Loopback,
  port: number,
): Promise<[string, ReservedPort]> {
  const token = await readToken(home)
  return [token, await reservePort(host, port)]
}

function brokenDisk(home: Home): string {
  return (
    `The database in ${home.root} was damaged again right after it had been restored. The disk may be failing: ` +
    'copy the folder to another one, and start with A_PARALLEL_HOME set to the copy.'
  )
}

function raise(cause: unknown): never {
  throw cause
}
