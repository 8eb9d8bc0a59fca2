// The table of projects, and the few ways it is read and written. Every one names the owner.
import { Project } from '@a-parallel/contract/nouns'
import type { OwnerId, ProjectId } from '@a-parallel/shared'
import { and, asc, eq, max, ne, or, sql } from 'drizzle-orm'
import { integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { parsedOnce } from '../platform/parsed-once.ts'
import type { Database } from '../store/port.ts'

export const projects = sqliteTable(
  'projects',
  {
    id: text('id').primaryKey(),
    owner: text('owner').notNull(),
    path: text('path').notNull(),
    name: text('name').notNull(),
    defaultBranch: text('default_branch').notNull(),
    branchPrefix: text('branch_prefix').notNull(),
    worktreeFolder: text('worktree_folder'),
    budgetUsd: real('budget_usd'),
    color: text('color'),
    model: text('model'),
    permissionMode: text('permission_mode'),
    instructions: text('instructions').notNull().default(''),
    commitStyle: text('commit_style').notNull().default('repository'),
    place: integer('place').notNull().default(0),
    archived: integer('archived', { mode: 'boolean' }).notNull().default(false),
    createdAt: text('created_at').notNull(),
    /** Taken off the list; its threads are kept for its return. */
    removed: integer('removed', { mode: 'boolean' }).notNull(),
  },
  (table) => [uniqueIndex('projects_by_path').on(table.owner, table.path)],
)

export type ProjectRow = typeof projects.$inferSelect
export type ProjectChange = Partial<Omit<ProjectRow, 'id' | 'owner' | 'createdAt'>>

export type ProjectTable = ReturnType<typeof projectTable>

/** @param available whether the repository at a path can be worked on now. */
export function projectTable(db: Database, available: (path: string) => boolean) {
  const parse = parsedOnce((text) => Project.parse({ ...JSON.parse(text), available: true }))
  const toProject = (row: ProjectRow): Project => ({
    ...parse(row.id, JSON.stringify(row)),
    available: available(row.path),
  })
  const asked = prepareReads(db)
  return {
    ...placesIn(db),
    find(owner: OwnerId, id: ProjectId): Project | null {
      const row = asked.one.get({ owner, id })
      return row ? toProject(row) : null
    },
    /** Also one that was taken off the list. */
    findByPath(owner: OwnerId, path: string): Project | null {
      const same = and(eq(projects.owner, owner), eq(projects.path, path))
      const row = db.select().from(projects).where(same).get()
      return row ? toProject(row) : null
    },
    /** Whose projects lie at a path. The one way in that names no owner: what runs on the machine asks by the path. */
    at: (path: string): { owner: OwnerId; id: ProjectId }[] =>
      // Written from an owner's and a project's id.
      asked.at.all({ path }).map((row) => row as { owner: OwnerId; id: ProjectId }),
    /** Where all projects of this server lie, each once: what runs on the machine takes them up by their paths. */
    places(): string[] {
      const here = eq(projects.removed, false)
      const rows = db.selectDistinct({ path: projects.path }).from(projects).where(here).all()
      return rows.map(({ path }) => path)
    },
    /** Folders of worktrees that were chosen for projects, each once. */
    worktreeFolders(): string[] {
      return asked.folders.all().flatMap(({ folder }) => folder ?? [])
    },
    list(owner: OwnerId): Project[] {
      const mine = and(eq(projects.owner, owner), eq(projects.removed, false))
      return db
        .select()
        .from(projects)
        .where(mine)
        .orderBy(asc(projects.place), asc(projects.createdAt))
        .all()
        .map(toProject)
    },
    removed(owner: OwnerId): Project[] {
      const mine = and(eq(projects.owner, owner), eq(projects.removed, true))
      return db.select().from(projects).where(mine).orderBy(asc(projects.name)).all().map(toProject)
    },
    insert(row: ProjectRow): void {
      db.insert(projects).values(row).run()
    },
    change(owner: OwnerId, id: ProjectId, change: ProjectChange): void {
      const mine = and(eq(projects.owner, owner), eq(projects.id, id))
      db.update(projects).set(change).where(mine).run()
    },
  }
}

/** What is asked again and again while a thread begins. */
function prepareReads(db: Database) {
  const { id, owner, path, removed, worktreeFolder } = projects
  const mine = and(
    eq(owner, sql.placeholder('owner')),
    eq(id, sql.placeholder('id')),
    eq(removed, false),
  )
  const there = and(eq(path, sql.placeholder('path')), eq(removed, false))
  return {
    one: db.select().from(projects).where(mine).prepare(),
    at: db.select({ owner, id }).from(projects).where(there).prepare(),
    folders: db.selectDistinct({ folder: worktreeFolder }).from(projects).prepare(),
  }
}

export type OtherProject = Pick<Project, 'id' | 'worktreeFolder'>

/** Where projects stand among their owner's. */
function placesIn(db: Database) {
  return {
    /** Those that are not in this owner's list: of others, and what was taken off it. Only where their worktrees lie is told. */
    others(owner: OwnerId): OtherProject[] {
      const theirs = or(ne(projects.owner, owner), eq(projects.removed, true))
      const { id, worktreeFolder } = projects
      const rows = db.select({ id, worktreeFolder }).from(projects).where(theirs).all()
      return rows.map((row) => ({ ...row, id: row.id as ProjectId })) // Written from a project's id.
    },
    /** Behind all that the owner has, also behind those that were taken off the list. */
    lastPlace(owner: OwnerId): number {
      const mine = eq(projects.owner, owner)
      const row = db
        .select({ last: max(projects.place) })
        .from(projects)
        .where(mine)
        .get()
      return (row?.last ?? 0) + 1
    },
    /** All of them at once, or none. */
    arrange(owner: OwnerId, ids: readonly ProjectId[]): void {
      db.transaction((tx) => {
        for (const [index, id] of ids.entries()) {
          const mine = and(eq(projects.owner, owner), eq(projects.id, id))
          tx.update(projects)
            .set({ place: index + 1 })
            .where(mine)
            .run()
        }
      })
    },
  }
}
