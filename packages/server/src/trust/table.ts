// The table of what owners have trusted: one row a project. What was trusted is kept by digests; whether it is all that
// there is now is for the reader of a repository to tell.
import { Instant } from '@a-parallel/contract/nouns'
import type { OwnerId, ProjectId } from '@a-parallel/shared'
import { and, eq, sql } from 'drizzle-orm'
import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { z } from 'zod'
import type { Database } from '../store/port.ts'

export const trusts = sqliteTable(
  'trusts',
  {
    owner: text('owner').notNull(),
    projectId: text('project_id').notNull(),
    /** JSON: a list. */
    digests: text('digests').notNull(),
    trustedAt: text('trusted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.projectId] })],
)

export interface Trusted {
  digests: ReadonlySet<string>
  at: Instant
}

export function trustTable(db: Database) {
  const [owner, projectId] = [sql.placeholder('owner'), sql.placeholder('projectId')]
  const one = db
    .select()
    .from(trusts)
    .where(and(eq(trusts.owner, owner), eq(trusts.projectId, projectId)))
    .prepare()
  return {
    find(owner: OwnerId, projectId: ProjectId): Trusted | null {
      const row = one.get({ owner, projectId })
      return row ? toTrusted(row) : null
    },
    write(owner: OwnerId, projectId: ProjectId, { digests, at }: Trusted): void {
      const row = { digests: JSON.stringify([...digests]), trustedAt: at }
      db.insert(trusts)
        .values({ owner, projectId, ...row })
        .onConflictDoUpdate({ target: [trusts.owner, trusts.projectId], set: row })
        .run()
    },
    remove(owner: OwnerId, projectId: ProjectId): void {
      db.delete(trusts).where(mine(owner, projectId)).run()
    },
  }
}

function mine(owner: OwnerId, projectId: ProjectId) {
  return and(eq(trusts.owner, owner), eq(trusts.projectId, projectId))
}

function toTrusted(row: typeof trusts.$inferSelect): Trusted {
  const digests = new Set(z.array(z.string()).parse(JSON.parse(row.digests)))
  return { digests, at: Instant.parse(row.trustedAt) }
}
