// Which conversations are threads' own, and which threads go on with a session. Read from the facts and summaries themselves.
import type { OwnerId, ThreadId } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import type { SessionLog } from '../port.ts'
import { events, sessionName, sessionNames, threadSummaries } from '../tables.ts'
import type { OpenDatabase } from './database.ts'

export function sqliteSessions({ db }: Pick<OpenDatabase, 'db'>): SessionLog {
  return {
    held() {
      // Without its index every fact there is would be read: then it is better to be told.
      const rows = db.values<[string | null]>(sql`
        select distinct ${sessionName} from ${events} indexed by events_of_sessions
        where type in ${sessionNames}`)
      return new Set(rows.map(([name]) => name).filter((name) => name !== null))
    },
    continued(owner: OwnerId) {
      const session = sql`case when json_valid(summary) then summary ->> '$.imported.sessionId' end`
      const rows = db.values<[string, string, string]>(sql`
        select ${session}, id, summary ->> '$.title' from ${threadSummaries}
        where owner = ${owner} and ${session} is not null
        order by created_at`)
      // From a parsed fact.
      return new Map(rows.map(([name, id, title]) => [name, { id: id as ThreadId, title }]))
    },
  }
}
