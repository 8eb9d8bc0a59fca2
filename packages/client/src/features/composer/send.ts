// Sends what was typed. The text leaves the draft only when the server has written it down; until then it can be tried
// again under the same id, which makes one message of it.
import type { Delivery, ThreadId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { askedOf, withImagesSent } from '../images/index.ts'
import { saysSomething, withFate, withSending, type Outgoing } from './draft.ts'
import { changeDraft, readDraft } from './draft-store.ts'

/** Takes what was written out of the box and sends it. False when there is nothing to send. */
export function sendDraft(threadId: ThreadId, delivery: Delivery): boolean {
  if (!saysSomething(readDraft(threadId))) return false
  const id = crypto.randomUUID()
  changeDraft(threadId, (draft) => withSending(draft, id, delivery))
  void deliver(threadId, id)
  return true
}

/** Sends a message again that did not get through. */
export function sendAgain(threadId: ThreadId, id: string): void {
  changeDraft(threadId, (draft) => withFate(draft, id, { state: 'sending', problem: null }))
  void deliver(threadId, id)
}

async function hand(threadId: ThreadId, { id, text, images, delivery }: Outgoing): Promise<void> {
  const body = { id, text, delivery, ...(images.length > 0 && { images: askedOf(images) }) }
  await withImagesSent(images, () => callApi('sendMessage', { params: { id: threadId }, body }))
}

async function deliver(threadId: ThreadId, id: string): Promise<void> {
  const message = readDraft(threadId).outgoing.find((one) => one.id === id)
  if (!message) return
  try {
    await hand(threadId, message)
    changeDraft(threadId, (draft) => withFate(draft, id, { state: 'sent', problem: null }))
  } catch (cause) {
    const problem = problemOf(cause)
    changeDraft(threadId, (draft) => withFate(draft, id, { state: 'failed', problem }))
  }
}
