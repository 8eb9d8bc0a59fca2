// A push: what the server tells a device of its owner whose app is not looked at, by way of the push service of the
// device's browser. It travels encrypted for that device, and holds no word of what an agent wants to run.
import { z } from 'zod'
import { ApprovalKind } from '../approval.ts'
import { Instant, ThreadId } from '../ids.ts'

const base64url = z.string().regex(/^[\w-]+$/)

/** What a browser hands out for being told: where to, and the keys that it reads with. */
export const PushSubscriptionWords = z.object({
  endpoint: z.url().max(2000),
  keys: z.object({ p256dh: base64url.length(87), auth: base64url.length(22) }),
})
export type PushSubscriptionWords = z.infer<typeof PushSubscriptionWords>

/** Made of the endpoint: the same device is the same one, however often it is named. */
export const DeviceId = base64url.length(43).brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

/** A device that gets pushes. */
export const Device = z.object({
  id: DeviceId,
  /** What its browser and system are called. */
  name: z.string().trim().min(1).max(80),
  since: Instant,
})
export type Device = z.infer<typeof Device>

/** How a push service took a push; `gone`: the device has left, and was taken off the list. */
export const PushOutcome = z.enum(['sent', 'gone', 'refused', 'unreachable'])
export type PushOutcome = z.infer<typeof PushOutcome>

const PushedThread = z.object({
  id: ThreadId,
  project: z.string(),
  title: z.string(),
  failed: z.boolean(),
})

/** What is in a push. The device puts it into words, in `language`, or in its own for `system`. */
export const PushMessage = z.intersection(
  z.object({ language: z.string(), sound: z.boolean() }),
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('try') }),
    z.object({
      kind: z.literal('asks'),
      what: z.enum([...ApprovalKind.options, 'budget', 'setup']),
      /** It was told of before, and still waits. */
      again: z.boolean(),
      thread: PushedThread,
    }),
    /** `count` of all, of which the first are named. */
    z.object({
      kind: z.literal('ended'),
      count: z.number().int(),
      threads: z.array(PushedThread),
    }),
  ]),
)
export type PushMessage = z.infer<typeof PushMessage>
