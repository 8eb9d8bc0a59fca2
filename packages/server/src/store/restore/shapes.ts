// The columns of our tables in the order in which they lie in a row: the migrations', which is not that of the tables'
// declarations. Read from a database that was just made, so that a column that is added is known here by itself.
import { sql } from 'drizzle-orm'
import type { OpenDatabase } from '../sqlite/database.ts'
import type { Value } from './records.ts'

export interface Shape {
  table: string
  columns: string[]
  /** A row stays as long as it was written: one from before a column was added ends earlier. */
  fewest: number
}

export function shapeOf({ db }: OpenDatabase, table: string): Shape {
  const found = db.all<{ name: string; required: number }>(
    sql`select name, "notnull" and dflt_value is null as required from pragma_table_info(${table}) order by cid`,
  )
  return {
    table,
    columns: found.map(({ name }) => name),
    fewest: found.findLastIndex(({ required }) => required === 1) + 1,
  }
}

/** The values by their columns, as far as they reach. Null when so many are no row of this table. */
export function namedBy(
  { columns, fewest }: Shape,
  values: Value[],
): Record<string, Value | undefined> | null {
  if (values.length < fewest || values.length > columns.length) return null
  return Object.fromEntries(columns.slice(0, values.length).map((name, at) => [name, values[at]]))
}
