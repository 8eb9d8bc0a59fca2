// What is found again of a whole database: of its backup, and of pages that nothing leads to. Real SQLite.
import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DeviceId, ThreadEvent } from '@a-parallel/shared'
import { projects, type ProjectRow } from '../../projects/table.ts'
import { devices } from '../../push/table.ts'
import { rules, type RuleRow } from '../../rules/table.ts'
import { settings } from '../../settings/table.ts'
import { madeUpId, madeUpThread, person, write } from '../made-up-log.ts'
import { openDatabase, type OpenDatabase } from '../sqlite/database.ts'
import { sqliteThreadLog } from '../sqlite/thread-log.ts'
import { salvage, salvaged } from './salvage.ts'

let folder: string
let file: string
const opened: OpenDatabase[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-salvage-'))
  file = join(folder, 'data.db')
})
afterEach(() => {
  for (const database of opened.splice(0)) database.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = '2026-01-01T00:00:00.000Z'
const project: ProjectRow = {
  id: madeUpId(1),
  owner: 'local',
  path: '/nowhere/shop',
  name: 'Shop',
  defaultBranch: 'main',
  branchPrefix: 'ap/',
  worktreeFolder: '/fast/worktrees',
  budgetUsd: 12.5,
  color: 'teal',
  model: 'opus',
  permissionMode: 'plan',
  instructions: 'Write tests first.',
  commitStyle: 'conventional',
  place: 3,
  archived: true,
  createdAt: at,
  removed: false,
}
const rule: RuleRow = {
  id: madeUpId(2),
  owner: 'local',
  projectId: project.id,
  kind: 'command',
  tool: 'Bash',
  pattern: 'npm test *',
  decision: 'allow',
  createdAt: at,
  by: JSON.stringify({ kind: 'person', id: 'local' }),
  usedCount: 3,
  lastUsedAt: at,
}
const endpoint = 'https://push.example/a'
const id = createHash('sha256').update(endpoint).digest('base64url') as DeviceId // As push makes it.
const device = {
  owner: 'local',
  id,
  name: 'Phone',
  endpoint,
  p256dh: 'key',
  auth: 'auth',
  since: at,
}

function make(more: (database: OpenDatabase) => void = () => undefined): OpenDatabase {
  const database = openDatabase(file)
  const { db } = database
  write(sqliteThreadLog(database), madeUpThread(madeUpId(3), 10))
  db.insert(projects).values(project).run()
  db.insert(settings).values({ owner: 'local', value: '{"a":1}', changedAt: at }).run()
  db.insert(rules).values(rule).run()
  db.insert(devices).values(device).run()
  more(database)
  return database
}

type Row = Record<string, unknown>
const rowsOf = ({ db }: OpenDatabase, table: string) =>
  db.all<Row>(sql`select * from ${sql.identifier(table)}`)

/** Where every file begins: its pages are there, and nothing leads to them. */
function harm(): void {
  writeFileSync(file, readFileSync(file).fill(0, 0, 100))
}

function salvageIt(backup: string | null): OpenDatabase {
  const into = openDatabase(join(folder, 'new.db'))
  opened.push(into)
  salvage(into, file, backup === null ? [] : [{ kind: 'rolling', file: backup, at }])
  return into
}

it('knows every table', () => {
  const database = make()
  opened.push(database)
  const names = database.db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`,
  )
  const derived = ['__drizzle_migrations', 'thread_snapshots', 'thread_summaries', 'port_holds']
  // A person's own recipe runs commands: what is found of it in damaged pages may be one that was taken back.
  // An origin of a skill is an address that is fetched from; which are off is a choice that may have been taken back.
  const ofSkills = ['skill_origins', 'skills_off']
  // A tool server is a program that runs: what is found of one may be one that was removed.
  const ofToolServers = ['tool_servers', 'tool_server_switches']
  const askedAnew = ['trusts', 'host_accounts', 'secrets', 'recipes', ...ofSkills, ...ofToolServers]
  // How far a subscription is used up is told by the next agent.
  const toldAnew = ['limits']
  expect(names.map(({ name }) => name).toSorted()).toEqual(
    [...derived, ...askedAnew, ...toldAnew, ...salvaged.map(({ table }) => table)].toSorted(),
  )
})

it.each(['pages', 'backup'])('finds every column of every row again in its %s', (where) => {
  const database = make()
  const written = salvaged.map(({ table }) => [table, rowsOf(database, table)] as const)
  database.close()
  const backup = join(folder, 'backup.db')
  copyFileSync(file, backup)
  if (where === 'pages') harm()
  else rmSync(file)
  const into = salvageIt(where === 'pages' ? null : backup)
  for (const [table, rows] of written) {
    // A column that is added is to be given a value above.
    expect(Object.entries(rows.at(-1) ?? {}).filter(([, value]) => value === null)).toEqual([])
    expect(rows.length, table).toBeGreaterThan(0)
    expect(rowsOf(into, table), table).toEqual(rows)
  }
})

it('takes what was made or changed since the backup from the pages', () => {
  make().close()
  const backup = join(folder, 'backup.db')
  copyFileSync(file, backup)
  const later = openDatabase(file)
  later.db.update(projects).set({ budgetUsd: 7, path: '/moved/shop' }).run()
  later.db.update(rules).set({ decision: 'deny' }).run()
  later.db
    .insert(projects)
    .values({ ...project, id: madeUpId(5), path: '/nowhere/else', budgetUsd: null })
    .run()
  later.db
    .insert(rules)
    .values({ ...rule, id: madeUpId(6), pattern: null, lastUsedAt: null })
    .run()
  const written = ['projects', 'rules'].map((table) => [table, rowsOf(later, table)] as const)
  later.close()
  harm()
  const into = salvageIt(backup)
  for (const [table, rows] of written) expect(rowsOf(into, table), table).toEqual(rows)
})

it('still knows of a deleted thread that never had an agent', () => {
  const threadId = madeUpId(7)
  const gone: ThreadEvent = {
    threadId,
    seq: 2,
    at,
    actor: person,
    type: 'thread.deleted',
    data: {},
  }
  make((database) => {
    const log = sqliteThreadLog(database)
    write(log, madeUpThread(threadId, 1))
    log.append(1, [gone], null, null)
  }).close()
  harm()
  const left = sqliteThreadLog(salvageIt(null)).leftovers()
  expect(left).toEqual([{ runId: threadId, threadId, deletedAt: at }])
})

const ofProjectPage = ['color', 'model', 'permission_mode', 'instructions', 'place', 'archived']
const addedLater = [...ofProjectPage, 'worktree_folder', 'commit_style']

it('takes projects from before there were budgets, and what came after them', () => {
  make(({ db }) => {
    db.delete(projects).run()
    for (const column of ['budget_usd', ...addedLater])
      db.run(sql`alter table projects drop column ${sql.identifier(column)}`)
    db.run(
      sql`insert into projects values (${project.id}, 'local', '/a', 'A', 'main', 'ap/', ${at}, 0)`,
    )
  }).close()
  harm()
  expect(rowsOf(salvageIt(null), 'projects')).toEqual([
    expect.objectContaining({
      id: project.id,
      budget_usd: null,
      color: null,
      instructions: '',
      commit_style: 'repository',
      place: 0,
      archived: 0,
    }),
  ])
})

it('leaves rules in pages that were let go of where they are', () => {
  const count = 200
  make(({ db }) => {
    for (let number = 1; number <= count; number += 1)
      db.insert(rules)
        .values({ ...rule, id: madeUpId(100 + number) })
        .run()
    db.run(sql`delete from rules`)
  }).close()
  // What leads to the pages is gone, but not the list of those that are free.
  const content = readFileSync(file)
  expect(content.readUInt32BE(36)).toBeGreaterThan(1)
  writeFileSync(file, content.fill(0, 0, 16))
  const into = salvageIt(null)
  expect(rowsOf(into, 'projects')).toHaveLength(1)
  expect(rowsOf(into, 'rules')).toEqual([])
})
