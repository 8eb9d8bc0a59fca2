// This browser as a device that gets pushes: signing it up with its push service and with the server, and off again.
// The service worker is there only once a person has asked for pushes.
import type { Device } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { trustedWorkerUrl } from '../../../platform/trusted-worker-url.ts'
import { askPermission, permission } from '../notices/show.ts'
import { deviceName } from './device-name.ts'

const script = '/push-worker.js'

export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && permission() !== 'unsupported'
}

/** Why this browser could not be signed up. `no-service`: it reaches no push service. */
export type Hindrance = 'denied' | 'default' | 'unsupported' | 'no-service'

/** Signs this browser up. To be called on a press. Rejects when the server refuses it. */
export async function turnOn(): Promise<Device | Hindrance> {
  const answer = await askPermission()
  if (answer !== 'granted') return answer
  const { publicKey } = await callApi('readPush', {})
  const subscription = await subscribe(publicKey)
  return subscription === null ? 'no-service' : signUp(subscription)
}

export async function turnOff(device: Device): Promise<void> {
  await callApi('removeDevice', { params: { id: device.id } })
  await (await ownSubscription())?.unsubscribe()
}

/**
 * This browser on the server's list, or null. What was taken off it elsewhere is signed off here too; after the server
 * lost its keys the browser is signed up anew.
 */
export async function thisDevice(): Promise<Device | null> {
  const subscription = canPush() ? await ownSubscription() : null
  if (!subscription) return null
  const { publicKey, devices } = await callApi('readPush', {})
  const id = await idOf(subscription.endpoint)
  const device = devices.find((known) => known.id === id)
  if (device && isFor(subscription, publicKey)) return device
  await subscription.unsubscribe()
  if (!device) return null
  await callApi('removeDevice', { params: { id: device.id } })
  const anew = await subscribe(publicKey)
  return anew && signUp(anew)
}

async function ownSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

async function subscribe(publicKey: string): Promise<PushSubscription | null> {
  try {
    const options = { updateViaCache: 'none' as const }
    await navigator.serviceWorker.register(trustedWorkerUrl(script), options)
    const { pushManager } = await navigator.serviceWorker.ready
    return await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: publicKey,
    })
  } catch (cause) {
    // Some browsers have no push service behind them, or none that is reached now.
    if (cause instanceof DOMException) return null
    throw cause
  }
}

function signUp(subscription: PushSubscription): Promise<Device> {
  const { endpoint, keys } = subscription.toJSON()
  return callApi('addDevice', {
    body: {
      endpoint: endpoint ?? '',
      keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
      name: deviceName(navigator.userAgent),
    },
  })
}

function isFor({ options }: PushSubscription, publicKey: string): boolean {
  const { applicationServerKey: key } = options
  return key !== null && base64url(new Uint8Array(key)) === publicKey
}

/** As the server makes it. */
async function idOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
  return base64url(new Uint8Array(digest))
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCodePoint(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
