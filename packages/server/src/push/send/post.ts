// One push on its way: encrypted for its device (RFC 8291), signed with our key (RFC 8292), posted to its push service.
// No redirect is followed, and of the answer nothing is kept but its status.
import type { PushMessage } from '@a-parallel/shared'
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import webPush from 'web-push'
import type { PushKeys } from '../../home/push-keys.ts'
import type { DeviceRow } from '../table.ts'
import { pushLookup, refuseAddress } from './address.ts'

export interface Push {
  message: PushMessage
  /** A later push of the same topic takes the place of one that is not delivered yet. Of base64url, 32 at most. */
  topic: string
  urgent: boolean
  /** How long the push service keeps it for a device that is off, in seconds. */
  keepFor: number
}

export interface PostPorts {
  keys: PushKeys
  /** Whom a push service may write to about us: `mailto:` or `https:`. */
  contact: string
  trusted: string | null
}

export interface Posted {
  status: number
  /** What the service asks us to wait, in milliseconds; null when it does not say. */
  retryAfterMs: number | null
}

const withinMs = 10_000

/** Rejects when the service cannot be reached, or its address is refused. */
export async function post(ports: PostPorts, device: DeviceRow, push: Push): Promise<Posted> {
  const { endpoint, p256dh, auth } = device
  const url = refuseAddress(endpoint, ports.trusted)
  const subject = ports.contact
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(push.message),
    {
      vapidDetails: { subject, ...ports.keys },
      TTL: push.keepFor,
      urgency: push.urgent ? 'high' : 'normal',
      topic: push.topic,
    },
  )
  const options: RequestOptions = { method: 'POST', headers, agent: false }
  if (url.origin !== ports.trusted) options.lookup = pushLookup
  const answer = await exchange(url, options, body)
  return { status: answer.statusCode ?? 0, retryAfterMs: waitOf(answer.headers['retry-after']) }
}

function exchange(
  url: URL,
  options: RequestOptions,
  body: Buffer | null,
): Promise<IncomingMessage> {
  const request = url.protocol === 'http:' ? plainRequest : secureRequest
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...options, signal: AbortSignal.timeout(withinMs) }, (answer) => {
      resolve(answer)
      answer.destroy()
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Seconds, or a date. */
function waitOf(told: string | undefined): number | null {
  if (told === undefined) return null
  const ms = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}
