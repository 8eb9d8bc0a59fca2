// Pushes that are under way. A service that cannot take one now is asked again, ever later and not for ever; a device
// that its service no longer knows is taken off the list.
import type { PushOutcome } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { DeviceRow } from '../table.ts'
import type { Posted, Push } from './post.ts'

export interface OutboxPorts {
  post: (device: DeviceRow, push: Push) => Promise<Posted>
  /** The device's service does not know it any more. */
  gone: (device: DeviceRow) => void
  log: Log
}

export interface Outbox {
  /** `wanted` is asked before each try: what was answered meanwhile is told to nobody. */
  send(device: DeviceRow, push: Push, wanted: () => boolean): void
  /** Tries once, and says how it went. */
  sendOnce(device: DeviceRow, push: Push): Promise<PushOutcome>
  close(): void
}

const mostUnderWay = 100
const firstPauseMs = 2_000
const mostTries = 5
const longestPauseMs = 10 * 60_000

/**
 * Milliseconds until the next try, after so many; null to give up. A service that wants longer than we would wait is
 * let be.
 */
export function pauseAfter(tries: number, retryAfterMs: number | null): number | null {
  if (tries >= mostTries) return null
  const pause = Math.max(firstPauseMs * 4 ** (tries - 1), retryAfterMs ?? 0)
  return pause > longestPauseMs ? null : pause
}

export function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status >= 500 ? 'unreachable' : 'refused'
}

export function openOutbox({ post, gone, log }: OutboxPorts): Outbox {
  const underWay = new Set<object>()
  const pauses = new Set<ReturnType<typeof setTimeout>>()
  let closed = false
  const attempt = async (device: DeviceRow, push: Push) => {
    const { status, retryAfterMs } = await post(device, push).catch((cause: unknown) => {
      log.warn({ err: cause, host: hostOf(device) }, 'a push service was not reached')
      return { status: 503, retryAfterMs: null }
    })
    const outcome = outcomeOf(status)
    if (outcome === 'gone' && !closed) gone(device)
    if (outcome === 'refused') log.warn({ status, host: hostOf(device) }, 'a push was refused')
    return { outcome, retryAfterMs }
  }
  const keepTrying = async (device: DeviceRow, push: Push, wanted: () => boolean) => {
    for (let tries = 1; !closed && wanted(); tries += 1) {
      const { outcome, retryAfterMs } = await attempt(device, push)
      if (outcome !== 'unreachable') return
      const pause = pauseAfter(tries, retryAfterMs)
      if (pause === null) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          pauses.delete(timer)
          resolve()
        }, pause)
        pauses.add(timer.unref())
      })
    }
  }
  return {
    send(device, push, wanted) {
      if (underWay.size >= mostUnderWay) {
        log.warn({ host: hostOf(device) }, 'too many pushes are under way; one was dropped')
        return
      }
      const mark = {}
      underWay.add(mark)
      keepTrying(device, push, wanted)
        .catch((cause: unknown) => log.error({ err: cause }, 'a push failed'))
        .finally(() => underWay.delete(mark))
    },
    sendOnce: async (device, push) => (await attempt(device, push)).outcome,
    close() {
      closed = true
      for (const timer of pauses) clearTimeout(timer)
    },
  }
}

/** An endpoint is a secret of its device; the host is not. */
function hostOf({ endpoint }: DeviceRow): string {
  return new URL(endpoint).host
}
