// A connection to the database whose every failure passes through one place, with Drizzle on top.
// Drizzle 0.45 has no driver for the node:sqlite API, so its better-sqlite3 session is given an enhanced handle.
import { DatabaseSync, enhance } from '@photostructure/sqlite'
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session'
import { BaseSQLiteDatabase, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import type { Database } from '../port.ts'
import { isDamage, refusal } from './failures.ts'

/** Told of each failure that means damage; the failure goes on its way all the same. */
export type OnDamage = (cause: unknown) => void

export interface Handle {
  client: Client
  db: Database
}

type Client = ReturnType<typeof connect>

export function openHandle(file: string, timeoutMs: number, onDamage: OnDamage): Handle {
  const client = connect(file, timeoutMs)
  watchFailures(client, onDamage)
  const session = new BetterSQLiteSession<Record<string, never>, Record<string, never>>(
    client,
    new SQLiteSyncDialect(),
    undefined,
  )
  return {
    client,
    db: new BaseSQLiteDatabase('sync', new SQLiteSyncDialect(), session, undefined),
  }
}

function connect(file: string, timeout: number) {
  return enhance(new DatabaseSync(file, { timeout }))
}

function watchFailures(client: Client, onDamage: OnDamage): void {
  const attempt = <T>(work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      if (isDamage(cause)) onDamage(cause)
      throw refusal(cause)
    }
  }
  const exec = client.exec.bind(client)
  const prepare = client.prepare.bind(client)
  replace(client, 'exec', (text: string) => attempt(() => exec(text)))
  replace(client, 'prepare', (...asked: Parameters<typeof prepare>) => {
    const statement = attempt(() => prepare(...asked))
    const run = statement.run.bind(statement)
    const get = statement.get.bind(statement)
    const all = statement.all.bind(statement)
    replace(statement, 'run', (...values: unknown[]) => attempt(() => run(...values)))
    replace(statement, 'get', (...values: unknown[]) => attempt(() => get(...values)))
    replace(statement, 'all', (...values: unknown[]) => attempt(() => all(...values)))
    return statement
  })
}

/** The methods of native objects cannot be assigned to. */
function replace(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, configurable: true, writable: true })
}
