// Tells the devices of each owner what their threads come to want, unless a person sits before a page of theirs.
import type { Notice } from '@a-parallel/contract/model'
import type {
  Actor,
  OwnerId,
  Project,
  ProjectId,
  Settings,
  ThreadId,
  ThreadSummary,
} from '@a-parallel/shared'
import type { Bus } from '../bus/port.ts'
import type { Log } from '../platform/log.ts'
import type { Threads } from '../threads/index.ts'
import { mannerOf, pushOf } from './message.ts'
import type { Outbox } from './send/outbox.ts'
import type { deviceTable } from './table.ts'
import { openWatch, type Watch } from './watch.ts'

export interface TellPorts {
  bus: Bus
  log: Log
  settings: (actor: Actor) => Settings
  project: (actor: Actor, id: ProjectId) => Project
  threads: Pick<Threads, 'list'>
  /** Whether a person sits before a page of theirs. */
  isLookedAt: (owner: OwnerId) => boolean
}

export interface Telling {
  /** From now on what becomes of this owner's threads is told. */
  follow(owner: OwnerId): void
  /** The owner has no device any more. */
  leave(owner: OwnerId): void
  close(): void
}

export function openTelling(
  ports: TellPorts,
  table: ReturnType<typeof deviceTable>,
  outbox: Outbox,
): Telling {
  const { log } = ports
  const watches = new Map<OwnerId, Watch>()
  const tell = (owner: OwnerId, notice: Notice) => {
    if (ports.isLookedAt(owner)) return
    const actor = personOf(owner)
    const nameOf = ({ projectId }: ThreadSummary) => ports.project(actor, projectId).name
    const push = pushOf(notice, mannerOf(ports.settings(actor)), nameOf)
    const threads = notice.kind === 'asks' ? [notice.thread] : notice.threads
    const wanted = () => threads.some((thread) => watches.get(owner)?.wants(thread))
    for (const device of table.list(owner)) outbox.send(device, push, wanted)
  }
  const stopListening = ports.bus.subscribe((news) => {
    if (news.type !== 'events') return
    caring(log, () => watches.get(news.owner)?.heard(news.threadId, news.summary))
  })
  const leave = (owner: OwnerId) => {
    watches.get(owner)?.close()
    watches.delete(owner)
  }
  return {
    follow(owner) {
      if (watches.has(owner)) return
      const actor = personOf(owner)
      const watch = openWatch({
        threads: allOf(ports.threads, actor),
        kinds: () => ports.settings(actor).notifications,
        date: () => new Date(),
        // Only the time between is looked at, and it must not jump.
        now: () => performance.now(),
        // What brought it is still being written; whoever writes does not wait for us.
        tell: (notice) => setImmediate(() => caring(log, () => tell(owner, notice))),
      })
      watches.set(owner, watch)
    },
    leave,
    close() {
      stopListening()
      for (const owner of watches.keys()) leave(owner)
    },
  }
}

/** A push that fails holds nobody up. */
function caring(log: Log, work: () => void): void {
  try {
    work()
  } catch (cause) {
    log.error({ err: cause }, 'a notice could not be pushed')
  }
}

function allOf(threads: TellPorts['threads'], actor: Actor): ThreadSummary[] {
  const all: ThreadSummary[] = []
  for (let after: ThreadId | undefined; ;) {
    const page = threads.list(actor, { limit: 500, after })
    all.push(...page.threads)
    if (page.next === null) return all
    after = page.next
  }
}

function personOf(id: OwnerId): Actor {
  return { kind: 'person', id }
}
