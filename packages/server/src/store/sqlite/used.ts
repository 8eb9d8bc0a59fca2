// What turns have used, read from the facts that ended them: there is no second book of it that could go wrong.
import type { ProjectId, ThreadId } from '@a-parallel/shared'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { TurnUse, UsedLog } from '../port.ts'
import { events, threadSummaries, turnEnds } from '../tables.ts'
import type { OpenDatabase } from './database.ts'

/** A row that is no JSON any more has no usage here; whoever reads its thread is told of the damage. */
type Ended = [threadId: string, at: string, usage: string | null]

export function sqliteUsedLog({ db }: Pick<OpenDatabase, 'db'>): UsedLog {
  const firstFact = prepareFirstFact(db)
  return {
    used(owner, from, to) {
      const ends = db.values<Ended>(sql`
        select thread_id, at, case when json_valid(data) then data -> 'usage' end from ${events}
        where type in ${turnEnds} and at >= ${from} and at < ${to}`)
      const projects = new Map<string, ProjectId | null>()
      return ends.flatMap(([threadId, at, usage]): TurnUse[] => {
        let projectId = projects.get(threadId)
        if (projectId === undefined) {
          const first = firstFact.get({ threadId })
          // It was written from a parsed fact.
          projectId = first?.owner === owner ? (first.projectId as ProjectId) : null
          projects.set(threadId, projectId)
        }
        if (projectId === null) return []
        // Likewise.
        const told = JSON.parse(usage ?? 'null') as TurnUse['usage'] | null
        const id = threadId as ThreadId // Likewise.
        return told === null ? [] : [{ threadId: id, projectId, at, usage: told }]
      })
    },
    titles(threads) {
      const title = sql<string>`json_extract(${threadSummaries.summary}, '$.title')`
      const rows = db
        .select({ id: threadSummaries.id, title })
        .from(threadSummaries)
        .where(inArray(threadSummaries.id, [...threads]))
        .all()
      return new Map(rows.map((row) => [row.id as ThreadId, row.title])) // From a parsed fact.
    },
  }
}

/** It names a thread's owner also when the thread is deleted and its summary gone. */
function prepareFirstFact(db: OpenDatabase['db']) {
  return db
    .select({
      owner: sql<string>`json_extract(${events.data}, '$.owner')`,
      projectId: sql<string>`json_extract(${events.data}, '$.projectId')`,
    })
    .from(events)
    .where(and(eq(events.threadId, sql.placeholder('threadId')), eq(events.seq, 1)))
    .prepare()
}
