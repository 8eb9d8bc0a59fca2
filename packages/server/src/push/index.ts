// The face of pushes: which devices get them, and sending them when a thread comes to want something of its owner while
// nobody looks at the app.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  Calls,
  Device,
  DeviceId,
  OwnerId,
  PushOutcome,
} from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import type { PushKeys } from '../home/push-keys.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../store/port.ts'
import { mannerOf, tryOut } from './message.ts'
import { refuseAddress } from './send/address.ts'
import { openOutbox } from './send/outbox.ts'
import { post } from './send/post.ts'
import { deviceTable, toDevice, type DeviceRow } from './table.ts'
import { openTelling, type TellPorts } from './tell.ts'

export interface PushPorts extends TellPorts {
  db: Database
  clock: Clock
  keys: PushKeys
  /** Whom push services may write to about this server, and an origin that is spoken to although it is not public. */
  sending: { contact: string; trusted: string | null }
}

const mostDevices = 20

export type Pushes = ReturnType<typeof openPushes>

export function openPushes(ports: PushPorts) {
  const { clock, keys, log, sending, settings } = ports
  const table = deviceTable(ports.db)
  const outbox = openOutbox({
    post: (device, push) => post({ keys, ...sending }, device, push),
    gone: ({ owner, id }) => remove(owner as OwnerId, id), // As it was put in.
    log,
  })
  const telling = openTelling(ports, table, outbox)
  const remove = (owner: OwnerId, id: DeviceId) => {
    table.remove(owner, id)
    if (table.list(owner).length === 0) telling.leave(owner)
  }
  const find = (owner: OwnerId, id: DeviceId): DeviceRow => {
    const device = table.find(owner, id)
    if (!device) throw new Problem('device_not_found')
    return device
  }
  for (const owner of table.owners()) telling.follow(owner)
  return {
    read(actor: Actor): { publicKey: string; devices: Device[] } {
      return { publicKey: keys.publicKey, devices: table.list(ownerOf(actor)).map(toDevice) }
    },
    /** Throws `push_address_refused`. */
    add(actor: Actor, body: CallRequest<Calls['addDevice']>['body']): Device {
      const owner = ownerOf(actor)
      const { endpoint, name } = body
      refuseAddress(endpoint, sending.trusted)
      const id = deviceId(endpoint)
      const known = table.find(owner, id)
      if (!known && table.list(owner).length >= mostDevices)
        throw new Problem('too_many_requests', 'Take another device off the list first.')
      table.put({ owner, id, name, endpoint, ...body.keys, since: known?.since ?? clock.now() })
      telling.follow(owner)
      return toDevice(find(owner, id))
    },
    remove: (actor: Actor, id: DeviceId): void => remove(ownerOf(actor), id),
    async tryOut(actor: Actor, id: DeviceId): Promise<{ outcome: PushOutcome }> {
      const device = find(ownerOf(actor), id)
      return { outcome: await outbox.sendOnce(device, tryOut(mannerOf(settings(actor)))) }
    },
    close() {
      telling.close()
      outbox.close()
    },
  }
}

function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}

function deviceId(endpoint: string): DeviceId {
  return createHash('sha256').update(endpoint).digest('base64url') as DeviceId // 43 characters of base64url.
}
