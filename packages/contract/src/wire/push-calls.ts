// The calls about pushes to devices.
import { z } from 'zod'
import { Device, DeviceId, PushOutcome, PushSubscriptionWords } from '../nouns/push/push.ts'
import { call } from './call.ts'

const deviceParams = z.object({ id: DeviceId })

export const pushCalls = {
  readPush: call({
    method: 'GET',
    path: '/api/push',
    summary: 'The server’s public key for pushes (VAPID, base64url), and the devices that get them',
    result: z.object({ publicKey: z.string(), devices: z.array(Device) }),
  }),
  addDevice: call({
    method: 'POST',
    path: '/api/push/devices',
    summary: 'Lets a device have pushes; the same one again is the same device',
    body: PushSubscriptionWords.extend({ name: Device.shape.name }),
    result: Device,
    status: 201,
  }),
  removeDevice: call({
    method: 'DELETE',
    path: '/api/push/devices/:id',
    summary: 'The device gets no pushes any more',
    params: deviceParams,
    result: z.object({}),
  }),
  tryDevice: call({
    method: 'POST',
    path: '/api/push/devices/:id/try',
    summary: 'Sends one push to the device, and says how its push service took it',
    params: deviceParams,
    result: z.object({ outcome: PushOutcome }),
  }),
} as const
