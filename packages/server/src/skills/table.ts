// The tables of skills: where installed ones came from, and which a project does without.
import { SkillOrigin } from '@a-parallel/contract/nouns'
import type { Instant, OwnerId, ProjectId } from '@a-parallel/shared'
import { and, eq, sql } from 'drizzle-orm'
import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from '../store/port.ts'

export const skillOrigins = sqliteTable(
  'skill_origins',
  {
    owner: text('owner').notNull(),
    /** Empty: the person's own folder. */
    projectId: text('project_id').notNull(),
    name: text('name').notNull(),
    /** JSON. */
    origin: text('origin').notNull(),
    installedAt: text('installed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.projectId, table.name] })],
)

export const skillsOff = sqliteTable(
  'skills_off',
  {
    owner: text('owner').notNull(),
    projectId: text('project_id').notNull(),
    /** By which the agent's program knows it. */
    folder: text('folder').notNull(),
    /** What follows the slash. */
    name: text('name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.projectId, table.folder] })],
)

export interface OffSkill {
  folder: string
  name: string
}

export type SkillTable = ReturnType<typeof skillTable>

export function skillTable(db: Database) {
  const [owner, projectId] = [sql.placeholder('owner'), sql.placeholder('projectId')]
  const { folder, name } = skillsOff
  const off = db
    .select({ folder, name })
    .from(skillsOff)
    .where(and(eq(skillsOff.owner, owner), eq(skillsOff.projectId, projectId)))
    .prepare()
  return {
    origins(owner: OwnerId, projectId: ProjectId | null): Map<string, SkillOrigin> {
      const place = and(eq(skillOrigins.owner, owner), eq(skillOrigins.projectId, projectId ?? ''))
      const rows = db.select().from(skillOrigins).where(place).all()
      return new Map(
        rows.flatMap(({ name, origin }) => {
          const { data } = SkillOrigin.safeParse(JSON.parse(origin))
          return data ? [[name, data] as const] : []
        }),
      )
    },
    setOrigin(
      owner: OwnerId,
      projectId: ProjectId | null,
      name: string,
      given: { origin: SkillOrigin | null; at: Instant },
    ): void {
      const place = projectId ?? ''
      if (given.origin === null) {
        const mine = and(eq(skillOrigins.owner, owner), eq(skillOrigins.projectId, place))
        db.delete(skillOrigins)
          .where(and(mine, eq(skillOrigins.name, name)))
          .run()
        return
      }
      const row = { origin: JSON.stringify(given.origin), installedAt: given.at }
      db.insert(skillOrigins)
        .values({ owner, projectId: place, name, ...row })
        .onConflictDoUpdate({
          target: [skillOrigins.owner, skillOrigins.projectId, skillOrigins.name],
          set: row,
        })
        .run()
    },
    off: (owner: OwnerId, projectId: ProjectId): OffSkill[] => off.all({ owner, projectId }),
    switch(owner: OwnerId, projectId: ProjectId, { folder, name }: OffSkill, off: boolean): void {
      const mine = and(eq(skillsOff.owner, owner), eq(skillsOff.projectId, projectId))
      if (off)
        db.insert(skillsOff).values({ owner, projectId, folder, name }).onConflictDoNothing().run()
      else
        db.delete(skillsOff)
          .where(and(mine, eq(skillsOff.folder, folder)))
          .run()
    },
  }
}
