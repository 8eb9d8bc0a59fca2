// The table of the devices that get pushes. Every lookup names the owner.
import type { Device, DeviceId, OwnerId } from '@a-parallel/shared'
import { and, asc, eq } from 'drizzle-orm'
import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from '../store/port.ts'

export const devices = sqliteTable(
  'devices',
  {
    owner: text('owner').notNull(),
    id: text('id').$type<DeviceId>().notNull(),
    name: text('name').notNull(),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    since: text('since').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.id] })],
)

export type DeviceRow = typeof devices.$inferSelect

export function deviceTable(db: Database) {
  return {
    find: (owner: OwnerId, id: DeviceId): DeviceRow | undefined =>
      db.select().from(devices).where(mine(owner, id)).get(),
    /** The oldest first. */
    list: (owner: OwnerId): DeviceRow[] =>
      db
        .select()
        .from(devices)
        .where(eq(devices.owner, owner))
        .orderBy(asc(devices.since), asc(devices.id))
        .all(),
    /** Whoever has a device. */
    owners: (): OwnerId[] =>
      db
        .selectDistinct({ owner: devices.owner })
        .from(devices)
        .all()
        .map(({ owner }) => owner as OwnerId), // As it was put in.
    put(row: DeviceRow): void {
      const { name, p256dh, auth } = row
      db.insert(devices)
        .values(row)
        .onConflictDoUpdate({
          target: [devices.owner, devices.id],
          set: { name, p256dh, auth },
        })
        .run()
    },
    remove(owner: OwnerId, id: DeviceId): void {
      db.delete(devices).where(mine(owner, id)).run()
    },
  }
}

export function toDevice({ id, name, since }: DeviceRow): Device {
  return { id, name, since }
}

function mine(owner: OwnerId, id: DeviceId) {
  return and(eq(devices.owner, owner), eq(devices.id, id))
}
