// Dev servers as processes: held like agents, so they outlive this server and are found again by their folders. One is
// over when its command is: what it left running ends with it. Must never end what does not carry its mark.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ThreadId } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type {
  DevServerAsk,
  DevServerId,
  DevServerRunner,
  DevServerStart,
} from '../dev-server-port.ts'
import type { Holder } from '../holder/port.ts'
import { oneAtATime } from '../local/one-at-a-time.ts'
import { shellOf } from '../preparation/commands.ts'
import { openOutputLimit, type OutputLimit } from '../preparation/output-limit.ts'
import { readOutput } from '../preparation/output.ts'
import { killTree } from '../processes/kill-tree.ts'
import { listenerOn } from '../processes/listening.ts'
import { openHeld, type Held, type HeldAll } from './held.ts'
import { markerOf } from './marker.ts'
import { watchPorts } from './ports-seen.ts'
import { foldersIn, readRecord, standing, writeRecord, type DevServerRecord } from './record.ts'

export interface DevServersAsk {
  holder: Holder
  /** Where their folders lie: by thread, and in each by run. */
  folder: string
  /** What each of them sees. */
  environment: Record<string, string>
  /** Whether its command is trusted. */
  mayRun: (wanted: DevServerAsk) => Promise<boolean>
  log: Log
}

const graceMs = 5_000

export function openDevServers(ask: DevServersAsk): DevServerRunner {
  const { folder, log } = ask
  const held = openHeld()
  const limit = openOutputLimit(folder, log)
  const unwatchPorts = watchPorts(held, log)
  const inTurn = oneAtATime<string>()
  const place: Place = { ...ask, held, limit }
  let takingUp: Promise<void> | null = null
  const known = () =>
    (takingUp ??= takeUp(place).catch((cause: unknown) => {
      // Whoever needs it next tries again: no thread could be put away otherwise.
      takingUp = null
      throw cause
    }))
  const stopOne = async (id: DevServerId) => {
    await known()
    await inTurn(`${id.threadId} ${id.name}`, async () => {
      const one = held.find(id)
      if (one) await stop(place, one)
    })
  }
  const endAll = async (threadId: ThreadId) => {
    await known()
    await Promise.all(held.of(threadId).map(({ record }) => stopOne(record)))
  }
  return {
    listen: held.listen,
    takeUp: known,
    all: () => held.all(),
    async of(threadId) {
      await known()
      return held.of(threadId).map(({ server }) => server)
    },
    async start(wanted) {
      await known()
      return inTurn(`${wanted.threadId} ${wanted.name}`, () => start(place, wanted))
    },
    stop: stopOne,
    async output(id, from) {
      await known()
      const one = held.find(id)
      return one && readOutput(one.dir, from)
    },
    holderOf: listenerOn,
    endAll,
    threads: async () => (await foldersIn(folder)).map(({ threadId }) => threadId),
    async forget(threadId) {
      // One may have been begun in the moment before.
      await endAll(threadId)
      for (const one of held.of(threadId)) held.drop(one)
      await rm(join(folder, threadId), { recursive: true, force: true })
    },
    detach() {
      limit.close()
      unwatchPorts()
      held.detach()
    },
  }
}

interface Place extends DevServersAsk {
  held: HeldAll
  limit: OutputLimit
}

async function takeUp(place: Place): Promise<void> {
  for (const { dirs } of await foldersIn(place.folder)) {
    for (const dir of dirs) {
      try {
        await takeUpOne(place, dir)
      } catch (cause) {
        place.log.error({ err: cause, dir }, 'a dev server could not be taken up')
      }
    }
  }
}

async function takeUpOne(place: Place, dir: string): Promise<void> {
  const record = await readRecord(dir)
  // Whoever made the folder died before anything was begun.
  if (record === null) return rm(dir, { recursive: true, force: true })
  const before = place.held.find(record)
  if (before && before.record.startedAt > record.startedAt) return remove(place, dir, record)
  if (before) await remove(place, before.dir, before.record)
  await hold(place, dir, record)
}

/** Makes it known how a run stands, and waits for its end. */
async function hold(place: Place, dir: string, record: DevServerRecord): Promise<void> {
  const server = await standing(place.holder, dir, record)
  const one: Held = { dir, record, server, unwatch: () => undefined }
  if (server.state === 'running') watch(place, one)
  // While nobody looked, its command may have ended and left something running.
  else await killTree({ marker: markerOf(record), graceMs })
  place.held.put(one)
  // The server that was to end it did not come to it.
  if (record.stopped && server.state === 'running') await over(place, one)
}

function watch(place: Place, one: Held): void {
  const ended = new Promise<'ended' | 'let-go'>((resolve) => {
    const unwatch = place.holder.watchEnd(one.dir, () => resolve('ended'))
    one.unwatch = () => {
      unwatch()
      resolve('let-go')
    }
  })
  void place.limit
    .during(one.dir, ended)
    .then((how) => (how === 'ended' ? over(place, one) : undefined))
    .catch((cause: unknown) =>
      place.log.error({ err: cause, dir: one.dir }, 'the end of a dev server was not taken in'),
    )
}

async function over(place: Place, one: Held): Promise<void> {
  await place.holder.end(one.dir, { graceMs, marker: markerOf(one.record) })
  place.held.restate(one, await standing(place.holder, one.dir, one.record))
}

async function start(place: Place, wanted: DevServerAsk): Promise<DevServerStart> {
  const { name, command, key, threadId, owner, port, at: startedAt } = wanted
  const before = place.held.find(wanted)
  if (before?.server.state === 'running') return { kind: 'started' }
  // Not sooner: it may have waited here for the end of an earlier run.
  if (!(await place.mayRun(wanted))) return { kind: 'withheld' }
  if (before) await remove(place, before.dir, before.record)
  const record = { name, command, key, startedAt, port, owner, threadId, stopped: false }
  const dir = join(place.folder, threadId, key)
  try {
    const started = await begin(place, wanted, dir, record)
    if (started.kind !== 'started') await remove(place, dir, record)
    return started
  } catch (cause) {
    // It may run by now, and nobody could end it later.
    await remove(place, dir, record)
    throw cause
  }
}

async function begin(
  place: Place,
  { cwd, command, environment }: DevServerAsk,
  dir: string,
  record: DevServerRecord,
): Promise<DevServerStart> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await writeRecord(dir, record)
  // Its input stays open: many dev servers take the end of it for a word to go.
  const started = await place.holder.start({
    dir,
    argv: shellOf(command),
    cwd,
    env: { ...place.environment, ...environment },
    marker: markerOf(record),
  })
  if (started.kind === 'failed') return started
  if (started.kind !== 'started')
    return { kind: 'failed', detail: `There is no folder ${cwd} any more.` }
  await hold(place, dir, record)
  return { kind: 'started' }
}

async function stop(place: Place, one: Held): Promise<void> {
  const { dir, record } = one
  if (one.server.state === 'running') {
    one.record = { ...record, stopped: true }
    await writeRecord(dir, one.record).catch((cause: unknown) =>
      // It may be what filled the disk: it ends all the same.
      place.log.warn({ err: cause, dir }, 'that a dev server was stopped was not written down'),
    )
  }
  await over(place, one)
}

/** Ends what may be left of a run, and removes what it printed. */
async function remove({ held }: Place, dir: string, record: DevServerRecord): Promise<void> {
  await killTree({ marker: markerOf(record), graceMs })
  const one = held.find(record)
  if (one?.dir === dir) held.drop(one)
  await rm(dir, { recursive: true, force: true })
}
