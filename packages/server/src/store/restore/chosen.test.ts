// A chosen backup is put in place step by step. What lies on the disk before each step is copied, as a server that died there
// would leave it, and opened: it is the old state or the new one, whole, and what is at work is there in both.
import type FileSystem from 'node:fs'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { OwnerId } from '@a-parallel/shared'
import type { Home } from '../../home/home.ts'
import { madeUpId, madeUpThread, write } from '../made-up-log.ts'
import { openStore, type Store } from '../open.ts'
import { sqliteThreadLog } from '../sqlite/thread-log.ts'

const hook = vi.hoisted(() => ({ before: (_paths: unknown[]): void => undefined }))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof FileSystem>()
  const watched =
    <A extends unknown[], R>(work: (...asked: A) => R) =>
    (...asked: A): R => {
      hook.before(asked)
      return work(...asked)
    }
  const { renameSync, rmSync: remove, writeFileSync } = real
  const moves = {
    renameSync: watched(renameSync),
    rmSync: watched(remove),
    writeFileSync: watched(writeFileSync as (...asked: unknown[]) => void),
  }
  return { ...real, ...moves, default: { ...real, ...moves } }
})

const owner = 'local' as OwnerId // Of the right shape.
const concerned =
  /\.(staged-[^/]*|chosen|merged)$|replaced-[^/]*\.db$|(chosen|restored)\.json|search\.db/
const [kept, later, working] = [madeUpId(1), madeUpId(2), madeUpId(3)]

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-chosen-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function homeAt(root: string): Home {
  const place = (name: string) => {
    mkdirSync(join(root, name), { recursive: true })
    return join(root, name)
  }
  return {
    umask: 0o022,
    root,
    database: join(root, 'data.db'),
    searchIndex: join(root, 'search.db'),
    runs: place('runs'),
    worktrees: place('worktrees'),
    images: place('images'),
    checkpoints: place('checkpoints'),
    preparations: place('preparations'),
    spares: place('spares'),
    ready: place('ready'),
    toolServers: place('tool-servers'),
    skills: place('skills'),
    devServers: place('dev-servers'),
    backups: place('backups'),
    damaged: join(root, 'damaged'),
    logFile: join(root, 'server.log'),
  }
}

let time = Date.parse('2026-01-01T00:00:00.000Z')
const now = () => new Date((time += 1000)).toISOString()

/** `wasOpen`: whether the server before it was killed with the database open; it says so until that was closed. */
function open(home: Home, lock = { wasOpen: false }): Store {
  return openStore({
    home,
    clock: { now },
    log: pino({ level: 'silent' }),
    unclean: false,
    wasOpen: lock.wasOpen,
    onClosing: () => void (lock.wasOpen = false),
    onDamage: () => {
      throw new Error('damaged')
    },
  })
}

interface Left {
  root: string
  wasOpen: boolean
}

/** What would be left if the server died before each step of the work. */
async function leftBy(
  root: string,
  lock: { wasOpen: boolean },
  work: () => unknown,
): Promise<Left[]> {
  const left: Left[] = []
  hook.before = (asked) => {
    if (
      !asked.some((one) => typeof one === 'string' && one.startsWith(root) && concerned.test(one))
    )
      return
    const copy = mkdtempSync(join(folder, 'left-'))
    cpSync(root, copy, { recursive: true })
    left.push({ root: copy, wasOpen: lock.wasOpen })
  }
  try {
    await work()
  } finally {
    hook.before = () => undefined
  }
  return left
}

/** Its run is over, and it is at rest. */
function endWork({ database: { db } }: Store, id: string): void {
  db.run(sql`update thread_summaries set summary = json_set(summary, '$.status', 'completed')
    where id = ${id}`)
  db.run(sql`update runs set ended = 1 where thread_id = ${id}`)
}
const threadsOf = ({ database: { db } }: Store): string[] =>
  db.all<{ id: string }>(sql`select id from thread_summaries order by id`).map(({ id }) => id)
const lengthOf = ({ database: { db } }: Store, id: string) =>
  db.get<{ n: number }>(sql`select count(*) as n from events where thread_id = ${id}`).n

/** A backup of two threads, one of which goes on, and a third one that it does not know. */
async function begin(root: string): Promise<{ store: Store; backup: string }> {
  const store = open(homeAt(root))
  const log = sqliteThreadLog(store.database)
  write(log, [...madeUpThread(kept, 30)])
  const events = [...madeUpThread(working, 40)]
  const view = write(log, events.slice(0, 20))
  endWork(store, kept)
  const { name } = await store.shelf.make()
  write(log, events.slice(20), { view })
  write(log, [...madeUpThread(later, 30)])
  endWork(store, later)
  return { store, backup: name }
}

/** Opens what was left. Gives which state it is. */
async function judge({ root, wasOpen }: Left): Promise<'old' | 'new'> {
  const home = homeAt(root)
  const store = open(home, { wasOpen })
  const threads = threadsOf(store)
  const isNew = !threads.includes(later)
  expect(threads).toEqual(isNew ? [kept, working] : [kept, later, working])
  expect([lengthOf(store, kept), lengthOf(store, working)]).toEqual([30, 40])
  expect(lengthOf(store, later)).toBe(isNew ? 0 : 30)
  expect(store.restored?.why ?? 'none').toBe(isNew ? 'chosen' : 'none')
  const names = readdirSync(root)
  expect(names.filter((name) => /staged|chosen|merged|damaged/.test(name))).toEqual([])
  const replaced = store.shelf.list().filter(({ kind }) => kind === 'replaced')
  if (isNew) {
    const looks = await Promise.all(replaced.map(({ name }) => store.shelf.look(name, owner)))
    expect(looks.map(({ back }) => back.total)).toContain(1)
  }
  await store.close()
  const again = open(home)
  expect(threadsOf(again)).toEqual(threads)
  await again.close()
  return isNew ? 'new' : 'old'
}

it('is there whole, or not at all, whenever the server died', async () => {
  const root = join(folder, 'first')
  const { store, backup } = await begin(root)
  const look = await store.shelf.look(backup, owner)
  expect([look.threads, look.gone.total, look.changed.total, look.atWork.total]).toEqual([
    2, 1, 0, 1,
  ])
  const lock = { wasOpen: true }
  const left = await leftBy(root, lock, async () => {
    await store.shelf.choose(backup)
    await store.close()
    lock.wasOpen = false
    await open(homeAt(root), lock).close()
  })
  expect(left.length).toBeGreaterThan(10)
  // Whoever was killed before it let go of the database: the next one goes the whole way by itself.
  const killed = left.findLast(({ wasOpen }) => wasOpen)
  if (!killed) throw new Error('nobody was killed with the database open')
  const second = mkdtempSync(join(folder, 'second-'))
  cpSync(killed.root, second, { recursive: true })
  const held = { wasOpen: true }
  const more = await leftBy(second, held, () => open(homeAt(second), held).close())
  expect(more.length).toBeGreaterThan(5)
  const states: string[] = []
  for (const one of left) states.push(await judge(one))
  // Until it was chosen it is not done, and from then on it is.
  expect(states.indexOf('new')).toBe(states.lastIndexOf('old') + 1)
  for (const one of more) expect(await judge(one)).toBe('new')
  expect(await judge({ root, wasOpen: false })).toBe('new')
}, 60_000)

it('keeps a thread that was deleted then, and brought back since', async () => {
  const root = join(folder, 'back')
  const { store } = await begin(root)
  const { db } = store.database
  // As its deletion and its return leave it.
  db.run(sql`create temp table held as select * from thread_summaries where id = ${later}`)
  db.run(sql`delete from thread_summaries where id = ${later}`)
  const { name } = await store.shelf.make()
  db.run(sql`insert into thread_summaries select * from temp.held`)
  db.run(sql`drop table temp.held`)
  expect((await store.shelf.look(name, owner)).gone.total).toBe(0)
  await store.shelf.choose(name)
  await store.close()
  const again = open(homeAt(root))
  expect([threadsOf(again), lengthOf(again, later)]).toEqual([[kept, later, working], 30])
  await again.close()
})

it('leaves what is there where the disk is full as it is completed', async () => {
  const root = join(folder, 'full')
  const { store, backup } = await begin(root)
  await store.shelf.choose(backup)
  await store.close()
  hook.before = ([path, text]) => {
    if (String(path).endsWith('chosen-restored.json') && String(text).startsWith('{'))
      throw new Error('ENOSPC: no space left on device')
  }
  try {
    expect(await judge({ root, wasOpen: false })).toBe('old')
  } finally {
    hook.before = () => undefined
  }
})

it('keeps what permits something, and the permissions among the settings, as they are now', async () => {
  const root = join(folder, 'permits')
  const first = await begin(root)
  const { db } = first.store.database
  const set = (permissions: unknown, other: unknown) => {
    const value = JSON.stringify({ permissions, appearance: other })
    db.run(sql`insert into settings values ('local', ${value}, '2026') on conflict (owner)
      do update set value = excluded.value`)
  }
  const trust = (project: string) =>
    db.run(sql`insert into trusts (owner, project_id, digests, trusted_at)
      values ('local', ${project}, '[]', '2026')`)
  trust('then')
  set({ bypass: true }, { theme: 'dark' })
  const { name } = await first.store.shelf.make()
  db.run(sql`delete from trusts`)
  trust('now')
  set({ bypass: false }, { theme: 'light' })
  await first.store.shelf.choose(name)
  await first.store.close()
  const store = open(homeAt(root))
  const found = store.database.db
  expect(found.all(sql`select project_id as id from trusts`)).toEqual([{ id: 'now' }])
  const { value } = found.get<{ value: string }>(sql`select value from settings`)
  expect(JSON.parse(value)).toEqual({
    permissions: { bypass: false },
    accounts: {},
    agents: {},
    appearance: { theme: 'dark' },
  })
  await store.close()
})
