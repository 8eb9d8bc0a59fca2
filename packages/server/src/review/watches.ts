// Watches the checkouts that somebody looks at, and no others.
import type { Actor, ThreadId } from '@a-parallel/shared'
import type { Bus, News } from '../bus/port.ts'
import type { Log } from '../platform/log.ts'
import type { Runner } from '../runner/port.ts'
import type { Threads } from '../threads/index.ts'

export interface WatchPorts {
  threads: Pick<Threads, 'checkout' | 'read'>
  runner: Pick<Runner, 'review'>
  bus: Bus
  log: Log
}

interface Watched {
  actor: Actor
  lookers: number
  /** Null: it has no checkout yet, or it cannot be watched. */
  watching: Promise<{ stop(): void } | null> | null
}

/** What brings a checkout, or puts another in its place. */
const brings = new Set(['worktree.ready', 'worktree.removed', 'worktree.failed'])

export function openWatches({ threads, runner, bus, log }: WatchPorts) {
  const watched = new Map<ThreadId, Watched>()
  const begin = (threadId: ThreadId, one: Watched) => {
    const changed = () => bus.publish({ type: 'files-changed', threadId })
    const start = async () => {
      const watching = await runner.review.watch(threads.checkout(one.actor, threadId), changed)
      // What came before it was heard by nobody.
      changed()
      return watching
    }
    one.watching = start().catch((cause: unknown) => {
      log.info({ err: cause, threadId }, 'a checkout is not watched')
      return null
    })
  }
  const end = ({ watching }: Watched) => void watching?.then((one) => one?.stop())
  const hear = (news: News) => {
    if (news.type !== 'events') return
    const one = watched.get(news.threadId)
    if (!one || !news.events.some(({ type }) => brings.has(type))) return
    end(one)
    begin(news.threadId, one)
    bus.publish({ type: 'files-changed', threadId: news.threadId })
  }
  const stopListening = bus.subscribe(hear)
  return {
    /** Somebody looks at what changed in a thread, until the returned function is called. Throws `thread_not_found`. */
    look(actor: Actor, threadId: ThreadId): () => void {
      threads.read(actor, threadId)
      const one = watched.get(threadId) ?? { actor, lookers: 0, watching: null }
      watched.set(threadId, one)
      one.lookers += 1
      if (one.watching === null) begin(threadId, one)
      let looks = true
      return () => {
        if (!looks) return
        looks = false
        one.lookers -= 1
        if (one.lookers > 0) return
        watched.delete(threadId)
        end(one)
      }
    },
    close() {
      stopListening()
      for (const one of watched.values()) end(one)
      watched.clear()
    },
  }
}
