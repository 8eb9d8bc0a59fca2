// Sends what was typed. The text leaves the draft only when the server has written it down; until then it can be tried
// again under the same id, which makes one message of it.
import type { Delivery, ThreadId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { withFate, withSending } from './draft.ts'
import { changeDraft, readDraft } from './draft-store.ts'

/** Takes the text out of the box and sends it. False when there is nothing to send. */
export function sendDraft(threadId: ThreadId, delivery: Delivery): boolean {
  if (readDraft(threadId).text.trim() === '') return false
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

async function deliver(threadId: ThreadId, id: string): Promise<void> {
  const message = readDraft(threadId).outgoing.find((one) => one.id === id)
  if (!message) return
  try {
    await callApi('sendMessage', {
      params: { id: threadId },
      body: { id, text: message.text, delivery: message.delivery },
    })
    changeDraft(threadId, (draft) => withFate(draft, id, { state: 'sent', problem: null }))
  } catch (cause) {
    const problem = problemOf(cause)
    changeDraft(threadId, (draft) => withFate(draft, id, { state: 'failed', problem }))
  }
}
