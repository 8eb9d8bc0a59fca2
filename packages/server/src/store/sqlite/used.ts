// What turns have used, read from the facts that ended them: there is no second book of it that could go wrong.
import type { Instant, OwnerId, ProjectId, ThreadId, Usage } from '@a-parallel/shared'
import { and, eq, sql } from 'drizzle-orm'
import type { TurnUse, UsedLog } from '../port.ts'
import { events, threadSummaries, turnEnds } from '../tables.ts'
import type { OpenDatabase } from './database.ts'

/** A row that is no JSON any more has no usage here; whoever reads its thread is told of the damage. */
type Ended = [threadId: ThreadId, at: Instant, usage: Usage | null]

export function sqliteUsedLog({ db }: Pick<OpenDatabase, 'db'>): UsedLog {
  const firstFact = prepareFirstFact(db)
  return {
    used(owner, from, to) {
      const projects = projectsOf(db, owner)
      return endsBetween(db, from, to).flatMap(([threadId, at, usage]): TurnUse[] => {
        let projectId = projects.get(threadId)
        if (projectId === undefined) {
          const first = firstFact.get({ threadId })
          // It was written from a parsed fact.
          projectId = first?.owner === owner ? (first.projectId as ProjectId) : null
          projects.set(threadId, projectId)
        }
        return projectId === null || usage === null ? [] : [{ threadId, projectId, at, usage }]
      })
    },
    titles(threads) {
      const title = sql<string>`json_extract(${threadSummaries.summary}, '$.title')`
      const rows = db
        .select({ id: threadSummaries.id, title })
        .from(threadSummaries)
        // As one text: a year may have more of them than a statement has places.
        .where(
          sql`${threadSummaries.id} in (select value from json_each(${JSON.stringify(threads)}))`,
        )
        .all()
      return new Map(rows.map((row) => [row.id as ThreadId, row.title])) // From a parsed fact.
    },
  }
}

/** As one text, which is parsed at once: row by row a year takes half as long again. */
function endsBetween(db: OpenDatabase['db'], from: Instant, to: Instant): Ended[] {
  const [row] = db.values<[string | null]>(sql`
    select group_concat('[' || json_quote(thread_id) || ',' || json_quote(at) || ',' ||
      coalesce(case when json_valid(data) then data -> 'usage' end, 'null') || ']')
    from ${events} where type in ${turnEnds} and at >= ${from} and at < ${to}`)
  return JSON.parse(`[${row?.[0] ?? ''}]`) as Ended[] // They were written from parsed facts.
}

/** Of an owner's threads that are there: read at once, since a year has many. */
function projectsOf(db: OpenDatabase['db'], owner: OwnerId): Map<string, ProjectId | null> {
  const { id, projectId } = threadSummaries
  const rows = db
    .select({ id, projectId })
    .from(threadSummaries)
    .where(eq(threadSummaries.owner, owner))
    .all()
  return new Map(rows.map((row) => [row.id, row.projectId as ProjectId])) // From a parsed fact.
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
