// The database under fire: damaged in every way, of a later version, held by others, full; backups; kills during
// migrations. Silent wrong data is never an outcome. Real files, real SQLite, real SIGKILL.
import { DatabaseSync } from '@photostructure/sqlite'
import type { OwnerId, ThreadEvent } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inProcessBus } from '../../../packages/server/src/bus/in-process.ts'
import type { Home } from '../../../packages/server/src/home/home.ts'
import { openSettings } from '../../../packages/server/src/settings/index.ts'
import { madeUpId, madeUpThread, write } from '../../../packages/server/src/store/made-up-log.ts'
import { openStore, type Store } from '../../../packages/server/src/store/open.ts'
import { sqliteThreadLog } from '../../../packages/server/src/store/sqlite/thread-log.ts'
import { harms, seeded } from './harms.ts'

let folder: string
let home: Home
let time: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-database-'))
  time = Date.UTC(2026, 0, 1)
  home = homeIn(folder)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function homeIn(root: string): Home {
  const place = (name: string) => join(root, name)
  mkdirSync(place('backups'), { recursive: true })
  mkdirSync(place('runs'), { recursive: true })
  return {
    root,
    umask: 0o22,
    database: place('data.db'),
    searchIndex: join(root, 'search.db'),
    runs: place('runs'),
    worktrees: place('worktrees'),
    images: join(root, 'images'),
    checkpoints: place('checkpoints'),
    preparations: place('preparations'),
    spares: join(root, 'spares'),
    ready: join(root, 'ready'),
    skills: place('skills'),
    devServers: place('dev-servers'),
    toolServers: place('tool-servers'),
    backups: place('backups'),
    damaged: place('damaged'),
    logFile: place('server.log'),
  }
}

let damage = 0
function open(more: { unclean?: boolean; wasOpen?: boolean } = {}): Store {
  return openStore({
    home,
    clock: { now: () => new Date((time += 1000)).toISOString() },
    log: pino({ level: 'silent' }),
    unclean: false,
    wasOpen: false,
    onDamage: () => void (damage += 1),
    ...more,
  })
}

async function close(store: Store): Promise<void> {
  await store.close()
}

const threads = [1, 2, 3, 4, 5].map(madeUpId)
const original = new Map(threads.map((id) => [id, [...madeUpThread(id, 400)]]))
const atBackup = 300

/** Five threads, 300 events of each in a backup, 400 in the database, which lies there as its server left it. */
async function makeDatabase({ killed }: { killed: boolean }): Promise<void> {
  const store = open()
  const log = sqliteThreadLog(store.database)
  const views = new Map(
    threads.map((id) => [id, write(log, (original.get(id) ?? []).slice(0, atBackup))]),
  )
  await store.care.round()
  expect(readdirSync(home.backups)).toHaveLength(1)
  for (const id of threads)
    write(log, (original.get(id) ?? []).slice(atBackup), { view: views.get(id) ?? null })
  // At another place, as it lies there when the process is gone: here it lives on, and SQLite with it.
  if (!killed) await close(store)
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  const moved = homeIn(elsewhere)
  for (const end of killed ? ['', '-wal', '-shm'] : [''])
    copyFileSync(`${home.database}${end}`, `${moved.database}${end}`)
  for (const name of readdirSync(home.backups))
    copyFileSync(join(home.backups, name), join(moved.backups, name))
  if (killed) await close(store)
  home = moved
}

/** Opens what is there as a server does that reads everything, and opens again when that finds damage. */
async function openAll(
  killed: boolean,
): Promise<{ store: Store; found: Map<string, ThreadEvent[]> }> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    damage = 0
    const store = open({ unclean: killed, wasOpen: killed && attempt === 0 })
    try {
      await store.care.round()
      const log = sqliteThreadLog(store.database)
      log.openRuns()
      log.list({ owner: 'local' as never, limit: 100 }) // Of the right shape.
      const found = new Map(threads.map((id) => [id as string, log.read(id, 0, 1000)]))
      if (damage === 0) return { store, found }
    } catch (cause) {
      if (damage === 0) throw cause
    }
    await close(store).catch((cause: unknown) => {
      // Only another process can go on from there; for SQLite, another place is one.
      expect(String(cause)).toContain('Start a-parallel again')
      const elsewhere = `${home.root}-again`
      cpSync(home.root, elsewhere, { recursive: true })
      home = homeIn(elsewhere)
    })
  }
  throw new Error('damaged for ever')
}

describe('a database that is damaged', () => {
  for (const seed of [1, 2]) {
    for (const { name, killed, mayPass = false, do: harm } of harms) {
      it(`(${name}, ${seed}) never tells what was not, and is restored`, async () => {
        await makeDatabase({ killed })
        harm(home.database, seeded(seed))
        const { store, found } = await openAll(killed)
        let kept = 0
        for (const id of threads) {
          const events = found.get(id) ?? []
          kept += events.length
          expect(events).toEqual((original.get(id) ?? []).slice(0, events.length))
        }
        const recovered = `${kept} of ${threads.length * 400} events`
        const { restored } = store
        const runs = sqliteThreadLog(store.database).openRuns()
        for (const { threadId, state } of runs) {
          const { seq } = (state ?? { seq: 0 }) as { seq: number } // As `write` made it.
          expect(seq).toBeLessThanOrEqual(found.get(threadId)?.length ?? 0)
        }
        expect(runs, recovered).toHaveLength(threads.length)
        // A log that lost its end is as whole as one of a machine that lost power: it ends earlier.
        if (restored) {
          expect(kept, recovered).toBeGreaterThanOrEqual(threads.length * atBackup)
          expect(restored).toMatchObject({ threads: threads.length, backupAt: expect.any(String) })
          expect(readdirSync(restored.setAside)).toContain('data.db')
        } else expect(mayPass, recovered).toBe(true)
        await close(store)
        const again = open()
        expect(again.restored).toEqual(restored)
        await close(again)
      })
    }
  }
})

describe('a database that is not there any more', () => {
  it.each([
    ['empty', (file: string) => writeFileSync(file, '')],
    ['gone', (file: string) => rmSync(file)],
  ])('(%s) is restored, not begun anew', async (_, harm) => {
    await makeDatabase({ killed: false })
    harm(home.database)
    const store = open()
    expect(store.restored).toMatchObject({ threads: threads.length, backupAt: expect.any(String) })
    await close(store)
  })

  it('is restored also where the newest backup cannot be opened', async () => {
    await makeDatabase({ killed: false })
    const [good = ''] = readdirSync(home.backups)
    writeFileSync(join(home.backups, good.replace(/2026-01-01/, '2026-01-02')), 'no database')
    time += 3 * 24 * 3_600_000
    writeFileSync(home.database, 'nor this')
    const store = open()
    expect(store.restored?.threads).toBe(threads.length)
    await close(store)
  })
})

describe('what a person has set', () => {
  const actor = { kind: 'person', id: 'local' as OwnerId } as const
  const settingsOf = ({ database: { db } }: Store) =>
    openSettings({
      db,
      bus: inProcessBus(),
      clock: { now: () => new Date(time).toISOString() },
      runner: { tryProgram: () => Promise.reject(new Error('nobody names one here')) },
    })

  it('comes back from the backup, and from the damaged file what was set later', async () => {
    const store = open()
    write(sqliteThreadLog(store.database), original.get(madeUpId(1)) ?? [])
    await settingsOf(store).change(actor, { appearance: { theme: 'dark' } })
    await store.care.round()
    time += 1000
    await settingsOf(store).change(actor, { general: { language: 'pt' } })
    await close(store)
    const gone = readFileSync(home.database)
    for (const [harm, language] of [
      [() => writeFileSync(home.database, 'no database'), 'system'],
      // Where every file begins: its pages are there, and nothing leads to them.
      [() => writeFileSync(home.database, gone.fill(0, 0, 100)), 'pt'],
    ] as const) {
      harm()
      const restored = open()
      expect(restored.restored).not.toBeNull()
      const { appearance, general } = settingsOf(restored).read(actor)
      expect([appearance.theme, general.language]).toEqual(['dark', language])
      await close(restored)
    }
  })
})

describe('a database of a later version', () => {
  it('is refused, names who made it, and stays as it is to the byte', async () => {
    await makeDatabase({ killed: true })
    const other = new DatabaseSync(home.database)
    other.exec(
      `insert into __drizzle_migrations (hash, created_at) values ('later', 4000000000000);
       pragma user_version = 2003004`,
    )
    // As a server leaves it that was killed: what names the later version is in the write-ahead log only.
    const killed = join(folder, 'killed')
    mkdirSync(killed)
    for (const end of ['', '-wal', '-shm'])
      copyFileSync(`${home.database}${end}`, join(killed, `data.db${end}`))
    other.close()
    home = homeIn(killed)
    const before = bytes()
    expect(Object.keys(before)).toEqual(['data.db', 'data.db-shm', 'data.db-wal'])
    expect(() => open()).toThrow(/made by a-parallel 2\.3\.4, and this is 0\.1\.0.*A_PARALLEL_HOME/)
    expect(bytes()).toEqual(before)
  })
})

function bytes(): Record<string, string> {
  const names = readdirSync(home.root).filter((name) => name.startsWith('data.db'))
  return Object.fromEntries(
    names.toSorted().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(home.root, name)))
        .digest('hex'),
    ]),
  )
}

describe('backups', () => {
  it('are made when a day has passed, and every hour in which something was written; three are kept', async () => {
    const store = open()
    const log = sqliteThreadLog(store.database)
    await store.care.round()
    expect(readdirSync(home.backups)).toEqual([])
    for (let number = 1; number <= 5; number += 1) {
      write(log, madeUpThread(madeUpId(number), 10))
      await store.care.round()
      await store.care.round()
    }
    const names = readdirSync(home.backups)
    expect(names).toHaveLength(3)
    const newest = new DatabaseSync(join(home.backups, names.toSorted().at(-1) ?? ''))
    expect(newest.prepare('select count(*) as n from events').get()).toEqual({ n: 50 })
    newest.close()
    const modes = names.map((name) => statSync(join(home.backups, name)).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600])
    await close(store)

    const next = open()
    await next.care.round()
    expect(readdirSync(home.backups)).toEqual(names)
    await close(next)
    time += 25 * 3_600_000
    const later = open()
    await later.care.round()
    expect(readdirSync(home.backups)).not.toEqual(names)
    await close(later)
  })

  it('made while the clock was ahead do not push out those of today', async () => {
    const names = [5, 6, 7].map((hour) => `rolling-2027-01-01T0${hour}-00-00.000Z.db`)
    for (const name of names) writeFileSync(join(home.backups, name), 'of the future')
    const store = open()
    write(sqliteThreadLog(store.database), madeUpThread(madeUpId(1), 10))
    await store.care.round()
    const left = readdirSync(home.backups).toSorted()
    expect(left).toEqual([expect.stringContaining('rolling-2026'), ...names.slice(1)])
    await close(store)
  })

  it('of a file with a changed letter are not kept, and the damage is told', async () => {
    damage = 0
    const store = open()
    write(sqliteThreadLog(store.database), madeUpThread(madeUpId(1), 50))
    store.database.db.run(`update events set data = replace(data, 'word 9', 'ward 9')`)
    await store.care.round()
    expect([damage, readdirSync(home.backups).filter((name) => name.endsWith('.db'))]).toEqual([
      1,
      [],
    ])
    await close(store)
  })

  it('do not hold up the end', async () => {
    const store = open()
    write(sqliteThreadLog(store.database), madeUpThread(madeUpId(1), 5000))
    const round = store.care.round()
    const began = performance.now()
    await close(store)
    expect(performance.now() - began).toBeLessThan(1000)
    await round
  })
})

describe('a restoring that is cut short', () => {
  const begun = { at: '2026-01-01T00:00:00.000Z', backupAt: null, threads: 5 }

  it('is begun anew where the new database was not whole', async () => {
    await makeDatabase({ killed: false })
    writeFileSync(`${home.database}.restoring`, 'half a database')
    writeFileSync(`${home.database}.damaged`, '')
    const store = open()
    expect(store.restored?.threads).toBe(5)
    expect(sqliteThreadLog(store.database).read(madeUpId(1), 0, 1000)).toHaveLength(400)
    expect(readdirSync(home.root).filter((name) => /restoring|\.damaged/.test(name))).toEqual([])
    await close(store)
  })

  it('is finished where it was', async () => {
    await makeDatabase({ killed: false })
    copyFileSync(home.database, `${home.database}.restored`)
    writeFileSync(home.database, 'the damaged one')
    writeFileSync(`${home.database}-wal`, 'and its log')
    const setAside = join(home.damaged, 'then')
    writeFileSync(join(home.root, 'restored.json'), JSON.stringify({ ...begun, setAside }))
    const store = open()
    expect(store.restored).toEqual({ why: 'damage', ...begun, setAside })
    expect(sqliteThreadLog(store.database).read(madeUpId(1), 0, 1000)).toHaveLength(400)
    expect(readdirSync(setAside)).toEqual(expect.arrayContaining(['data.db', 'data.db-wal']))
    await close(store)
  })
})
