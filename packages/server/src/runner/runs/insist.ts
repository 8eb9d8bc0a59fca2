// For what must be done sooner or later, however short the machine is of something (a full disk, a locked database, no
// descriptor left).
import { setTimeout as wait } from 'node:timers/promises'

export interface InsistAsk {
  /** Once it does not, it is given up. */
  matters: () => boolean
  /** Must bear to be done again. */
  work: () => Promise<void>
  failed: (cause: unknown) => void
}

export const againMs = 2_000

export async function insist({ matters, work, failed }: InsistAsk): Promise<void> {
  while (matters()) {
    try {
      return await work()
    } catch (cause) {
      failed(cause)
      await wait(againMs)
    }
  }
}
