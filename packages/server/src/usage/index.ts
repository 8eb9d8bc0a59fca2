// The face of usage: what a person's agents have used, told from the threads' logs.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, Instant, Project, ThreadId, UsageReport } from '@a-parallel/shared'
import type { UsedLog } from '../store/port.ts'
import { daysIn } from './days.ts'
import { reportOf } from './report.ts'

export interface UsageAsk {
  from: Instant
  to: Instant
  /** Of the IANA database. */
  timeZone: string
  /** Not only those that cost most. */
  allThreads?: boolean | undefined
}

export interface UsageReads {
  /** What the actor's agents used in turns that ended in `[from, to)`; deleted threads count as well. */
  read(actor: Actor, ask: UsageAsk): UsageReport
}

const mostThreads = 100

interface UsagePorts {
  log: UsedLog
  /** The actor's projects that are no longer on the list. */
  removed: (actor: Actor) => Pick<Project, 'id' | 'name' | 'path'>[]
}

export function openUsage({ log, removed }: UsagePorts): UsageReads {
  return {
    read(actor, { from, to, timeZone, allThreads = false }) {
      if (actor.kind !== 'person') throw new Problem('unauthorized')
      const uses = log.used(actor.id, inFull(from), inFull(to))
      const report = reportOf(uses, daysIn(timeZone), allThreads ? Infinity : mostThreads)
      const { largest, threads } = report
      const titles = log.titles([...largest, ...threads].map(({ threadId }) => threadId))
      const named = <One extends { threadId: ThreadId }>(one: One) => ({
        ...one,
        title: titles.get(one.threadId) ?? null,
      })
      const used = new Set(report.days.map(({ projectId }) => projectId))
      return {
        ...report,
        largest: largest.map(named),
        threads: threads.map(named),
        removed: removed(actor)
          .filter(({ id }) => used.has(id))
          .map(({ id, name, path }) => ({ id, name, path })),
      }
    },
  }
}

/** As the log writes instants, so that they can be compared as texts. */
const inFull = (at: Instant): Instant => new Date(at).toISOString()
