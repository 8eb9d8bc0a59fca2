// The face of usage: what a person's agents have used, told from the threads' logs.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, Instant, UsageReport } from '@a-parallel/shared'
import type { UsedLog } from '../store/port.ts'
import { daysIn } from './days.ts'
import { reportOf } from './report.ts'

export interface UsageAsk {
  from: Instant
  to: Instant
  /** Of the IANA database. */
  timeZone: string
}

export interface UsageReads {
  /** What the actor's agents used in turns that ended in `[from, to)`; deleted threads count as well. */
  read(actor: Actor, ask: UsageAsk): UsageReport
}

export function openUsage({ log }: { log: UsedLog }): UsageReads {
  return {
    read(actor, { from, to, timeZone }) {
      if (actor.kind !== 'person') throw new Problem('unauthorized')
      const report = reportOf(log.used(actor.id, inFull(from), inFull(to)), daysIn(timeZone))
      const titles = log.titles(report.threads.map(({ threadId }) => threadId))
      const named = report.threads.map((use) => ({
        ...use,
        title: titles.get(use.threadId) ?? null,
      }))
      return { ...report, threads: named }
    },
  }
}

/** As the log writes instants, so that they can be compared as texts. */
const inFull = (at: Instant): Instant => new Date(at).toISOString()
