// A person who keeps at it: allows whatever is asked and sends what was to be said, also when the server dies on the way.
// What was not acknowledged is sent again under the same id.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { CrashRig } from '../crash-rig.ts'
import { pending, rests } from './story.ts'

export interface Person {
  /** Resolves when every thread rests and everything was said. */
  done: Promise<void>
}

/** @param messages what is said to each thread after its first turn, one after another. */
export function attend(rig: CrashRig, ids: readonly string[], messages: string[]): Person {
  return { done: Promise.all(ids.map((id) => attendOne(rig, id, [...messages]))).then(() => {}) }
}

async function attendOne(rig: CrashRig, id: string, messages: string[]): Promise<void> {
  const deadline = Date.now() + 15 * 60_000
  let turnId = randomUUID()
  while (Date.now() < deadline) {
    await wait(60)
    const thread = await unlessDown(() => rig.snapshot(id))
    if (thread === null) continue
    for (const approval of pending(thread)) {
      const path = `/api/threads/${id}/approvals/${approval.id}`
      const answer = await unlessDown(() => rig.api('POST', path, { decision: 'allow' }))
      // 409: it was written down, and the server died before it could say so.
      if (answer !== null && ![202, 409].includes(answer.status))
        throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
    }
    if (!rests(thread)) continue
    const [text] = messages
    if (text === undefined) return
    const path = `/api/threads/${id}/messages`
    const sent = await unlessDown(() => rig.api('POST', path, { id: turnId, text }))
    if (sent === null) continue
    if (sent.status !== 202) throw new Error(`${sent.status}: ${JSON.stringify(sent.body)}`)
    messages.shift()
    turnId = randomUUID()
  }
  throw new Error(`not in time: ${JSON.stringify(await rig.snapshot(id), null, 1)}`)
}

/** Null when there is no server, or it died meanwhile. */
export async function unlessDown<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (cause) {
    // fetch says so of every connection that fails; the rig while none runs.
    const down = cause instanceof TypeError || (cause as Error).message === 'no server runs'
    if (down) return null
    throw cause
  }
}
