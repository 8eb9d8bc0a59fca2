// A thread log in memory that outlives its servers, for played crashes.
import { Problem } from '@a-parallel/contract/model'
import type { RunId, ThreadEvent, ThreadId, ThreadSummary, ThreadView } from '@a-parallel/shared'
import type { OpenRun, ThreadLog } from '../../store/port.ts'

export interface PlayedLog extends ThreadLog {
  all(threadId: ThreadId): ThreadEvent[]
}

const unfinished = new Set<ThreadSummary['status']>(['pending', 'running', 'waiting'])

export function playedLog(): PlayedLog {
  const threads = new Map<ThreadId, ThreadEvent[]>()
  const summaries = new Map<ThreadId, ThreadSummary>()
  const runs = new Map<RunId, OpenRun>()
  const snapshots = new Map<ThreadId, ThreadView>()
  const all = (threadId: ThreadId) => threads.get(threadId) ?? []
  return {
    all,
    append(after, facts, summary, cursor) {
      const threadId = facts[0]?.threadId
      if (!threadId) return
      const known = all(threadId)
      if (known.length !== after) throw new Problem('stale_append')
      // As a database keeps them: nobody's later change reaches what was written.
      threads.set(threadId, [...known, ...structuredClone(facts)])
      if (summary) summaries.set(threadId, structuredClone(summary))
      for (const { type, data } of facts) {
        if (type === 'run.requested')
          runs.set(data.runId, { runId: data.runId, threadId, offset: 0, state: null })
        if (type === 'run.exited' || type === 'run.lost') runs.delete(data.runId)
      }
      const run = cursor && runs.get(cursor.runId)
      if (run) Object.assign(run, cursor)
    },
    read: (threadId, after, limit) => structuredClone(all(threadId).slice(after, after + limit)),
    snapshot: (threadId) => structuredClone(snapshots.get(threadId) ?? null),
    keepSnapshot: (view) => snapshots.set(view.id, structuredClone(view)).has(view.id),
    list: () => [...summaries.values()],
    spent: () => 0,
    openRuns: () => structuredClone([...runs.values()]),
    deletedAt: () => null,
    ofProject: () => [...threads.keys()],
    runsOf: () => [],
    erase: (erased) => erased.forEach((one) => threads.delete(one)),
    leftovers: () => [],
    forgetRun: () => undefined,
    deletedAmong: (asked) => asked.filter((one) => all(one).at(-1)?.type === 'thread.deleted'),
    unfinished: () =>
      [...summaries.values()].flatMap(({ id, status }) => (unfinished.has(status) ? [id] : [])),
  }
}
