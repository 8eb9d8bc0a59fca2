// The table of people's own recipes: one row a project and person.
import type { Instant, OwnerId, ProjectId, ThreadId } from '@a-parallel/shared'
import { and, eq, sql } from 'drizzle-orm'
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from '../store/port.ts'

export const recipes = sqliteTable(
  'recipes',
  {
    owner: text('owner').notNull(),
    projectId: text('project_id').notNull(),
    /** As the person wrote it: JSON. */
    text: text('text').notNull(),
    changedAt: text('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.projectId] })],
)

export type RecipeTable = ReturnType<typeof recipeTable>

export function recipeTable(db: Database) {
  const [owner, projectId] = [sql.placeholder('owner'), sql.placeholder('projectId')]
  const one = db
    .select()
    .from(recipes)
    .where(and(eq(recipes.owner, owner), eq(recipes.projectId, projectId)))
    .prepare()
  return {
    find: (owner: OwnerId, projectId: ProjectId): string | null =>
      one.get({ owner, projectId })?.text ?? null,
    write(
      owner: OwnerId,
      projectId: ProjectId,
      change: { text: string; changedAt: Instant },
    ): void {
      db.insert(recipes)
        .values({ owner, projectId, ...change })
        .onConflictDoUpdate({ target: [recipes.owner, recipes.projectId], set: change })
        .run()
    },
    remove(owner: OwnerId, projectId: ProjectId): void {
      db.delete(recipes).where(mine(owner, projectId)).run()
    },
  }
}

function mine(owner: OwnerId, projectId: ProjectId) {
  return and(eq(recipes.owner, owner), eq(recipes.projectId, projectId))
}

/** Blocks of ports that threads hold: no two hold the same. Made again by whoever needs one, so it may be emptied. */
export const portHolds = sqliteTable('port_holds', {
  first: integer('first').primaryKey(),
  owner: text('owner').notNull(),
  threadId: text('thread_id').notNull().unique(),
})

export type PortTable = ReturnType<typeof portTable>

export function portTable(db: Database) {
  const find = (owner: OwnerId, threadId: ThreadId): number | null => {
    const held = and(eq(portHolds.owner, owner), eq(portHolds.threadId, threadId))
    return db.select().from(portHolds).where(held).get()?.first ?? null
  }
  return {
    find,
    /** This question and the next one name no owner: ports belong to the machine. */
    holders(): ThreadId[] {
      const rows = db.select({ id: portHolds.threadId }).from(portHolds).all()
      return rows.map(({ id }) => id as ThreadId) // Written from a thread's id.
    },
    isTaken(first: number): boolean {
      return db.select().from(portHolds).where(eq(portHolds.first, first)).get() !== undefined
    },
    /** False when somebody holds it, or the thread holds another one. */
    take(first: number, owner: OwnerId, threadId: ThreadId): boolean {
      const row = { first, owner, threadId }
      db.insert(portHolds).values(row).onConflictDoNothing().run()
      return find(owner, threadId) === first
    },
    release(owner: OwnerId, threadId: ThreadId): void {
      const held = and(eq(portHolds.owner, owner), eq(portHolds.threadId, threadId))
      db.delete(portHolds).where(held).run()
    },
  }
}
