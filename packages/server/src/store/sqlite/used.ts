// What turns have used, read from the facts that ended them: there is no second book of it that could go wrong.
import type { ProjectId, ThreadId } from '@a-parallel/shared'
import { inArray, sql } from 'drizzle-orm'
import type { TurnUse, UsedLog } from '../port.ts'
import { events, threadSummaries, turnEnds } from '../tables.ts'
import type { OpenDatabase } from './database.ts'

type Columns = [threadId: string, projectId: string, at: string, usage: string]

export function sqliteUsedLog({ db }: Pick<OpenDatabase, 'db'>): UsedLog {
  return {
    used(owner, from, to) {
      // The first fact of a thread names its owner also when the thread is deleted and its summary gone.
      const rows = db.values<Columns>(sql`
        with ends as materialized (
          select thread_id, at, json_extract(data, '$.usage') as usage from ${events}
          where type in ${turnEnds} and at >= ${from} and at < ${to}
        ), mine as materialized (
          select thread_id, json_extract(data, '$.projectId') as project_id from ${events}
          where seq = 1 and thread_id in (select distinct thread_id from ends)
            and json_extract(data, '$.owner') = ${owner}
        )
        select ends.thread_id, mine.project_id, ends.at, ends.usage
        from ends join mine on mine.thread_id = ends.thread_id
        where ends.usage is not null`)
      return rows.map(([threadId, projectId, at, usage]) => ({
        threadId: threadId as ThreadId, // Written from a parsed fact, like all of it.
        projectId: projectId as ProjectId,
        at,
        usage: JSON.parse(usage) as TurnUse['usage'],
      }))
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
