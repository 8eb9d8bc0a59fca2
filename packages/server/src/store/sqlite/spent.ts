// What a project's threads have cost. Those that are there tell it in their summaries; of deleted ones, which have none, the
// facts that ended their turns do.
import type { OwnerId, ProjectId } from '@a-parallel/shared'
import { and, eq, sql } from 'drizzle-orm'
import type { ThreadLog } from '../port.ts'
import { events, threadSummaries, turnEnds } from '../tables.ts'
import type { OpenDatabase } from './database.ts'

interface Spent extends Pick<ThreadLog, 'spent'> {
  /** A thread was deleted or brought back, or one that is deleted was written to or erased. */
  deletedChanged(): void
}

export function openSpent({ db }: Pick<OpenDatabase, 'db'>): Spent {
  /** It is asked for behind each call of an agent, and hardly ever changes. */
  const ofDeleted = new Map<string, number>()
  const spentOnDeleted = (owner: OwnerId, projectId: ProjectId) => {
    const key = `${owner} ${projectId}`
    const known = ofDeleted.get(key)
    if (known !== undefined) return known
    const cost = readDeleted(db, owner, projectId)
    ofDeleted.set(key, cost)
    return cost
  }
  return {
    spent: (owner, projectId) => readThere(db, owner, projectId) + spentOnDeleted(owner, projectId),
    deletedChanged: () => ofDeleted.clear(),
  }
}

function readThere(db: OpenDatabase['db'], owner: OwnerId, projectId: ProjectId): number {
  const cost = sql<number | null>`sum(json_extract(${threadSummaries.summary}, '$.costUsd'))`
  const ofProject = and(eq(threadSummaries.owner, owner), eq(threadSummaries.projectId, projectId))
  return db.select({ cost }).from(threadSummaries).where(ofProject).get()?.cost ?? 0
}

/** A log begins with what says whose it is. */
function readDeleted(db: OpenDatabase['db'], owner: OwnerId, projectId: ProjectId): number {
  const row = db.get<{ cost: number | null }>(sql`
    select sum(case when json_valid(data) then data -> 'usage' end ->> '$.costUsd') as cost
    from ${events} where type in ${turnEnds}
      and thread_id not in (select id from ${threadSummaries})
      and thread_id in (
        select first.thread_id from ${events} as first
        where first.thread_id = ${events}.thread_id and first.seq = 1 and json_valid(first.data)
          and json_extract(first.data, '$.owner') = ${owner}
          and json_extract(first.data, '$.projectId') = ${projectId})`)
  return row?.cost ?? 0
}
