// The columns of an event as the places of a prepared insert.
import { sql } from 'drizzle-orm'

const place = sql.placeholder

export const eventPlaces = {
  threadId: place('threadId'),
  seq: place('seq'),
  at: place('at'),
  actor: place('actor'),
  type: place('type'),
  data: place('data'),
  sum: place('sum'),
  writtenTo: place('writtenTo'),
}
