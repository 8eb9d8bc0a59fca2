// The table of the rules that hold for whole projects, and the few ways it is read and written. Every one names the owner.
import { Rule } from '@a-parallel/contract/nouns'
import type { Instant, OwnerId, ProjectId, RuleId } from '@a-parallel/shared'
import { and, desc, eq, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from '../store/port.ts'

export const rules = sqliteTable(
  'rules',
  {
    id: text('id').primaryKey(),
    owner: text('owner').notNull(),
    projectId: text('project_id').notNull(),
    kind: text('kind').notNull(),
    tool: text('tool').notNull(),
    pattern: text('pattern'),
    decision: text('decision').notNull(),
    createdAt: text('created_at').notNull(),
    by: text('by').notNull(),
    usedCount: integer('used_count').notNull(),
    lastUsedAt: text('last_used_at'),
  },
  (table) => [index('rules_by_project').on(table.owner, table.projectId)],
)

export type RuleRow = typeof rules.$inferSelect
export type RuleRowChange = Partial<Pick<RuleRow, 'tool' | 'pattern' | 'decision'>>

export function ruleTable(db: Database) {
  return {
    find(owner: OwnerId, id: RuleId): Rule | null {
      const row = db.select().from(rules).where(mine(owner, id)).get()
      return row ? toRule(row) : null
    },
    /** Of one project, or of all; the newest first. */
    list(owner: OwnerId, projectId?: ProjectId): Rule[] {
      const project = projectId === undefined ? undefined : eq(rules.projectId, projectId)
      const found = db
        .select()
        .from(rules)
        .where(and(eq(rules.owner, owner), project))
      return found.orderBy(desc(rules.createdAt), rules.id).all().map(toRule)
    },
    insert(row: RuleRow): void {
      db.insert(rules).values(row).run()
    },
    change(owner: OwnerId, id: RuleId, change: RuleRowChange): void {
      db.update(rules).set(change).where(mine(owner, id)).run()
    },
    count(owner: OwnerId, id: RuleId, lastUsedAt: Instant): void {
      const usedCount = sql`${rules.usedCount} + 1`
      db.update(rules).set({ usedCount, lastUsedAt }).where(mine(owner, id)).run()
    },
    remove(owner: OwnerId, id: RuleId): void {
      db.delete(rules).where(mine(owner, id)).run()
    },
  }
}

function mine(owner: OwnerId, id: RuleId) {
  return and(eq(rules.owner, owner), eq(rules.id, id))
}

function toRule(row: RuleRow): Rule {
  return Rule.parse({ ...row, by: JSON.parse(row.by) })
}
