// What a person has typed for one place (a thread, or the new-thread form) and not yet got through. Pure.
import type { Delivery, ProblemValue } from '@a-parallel/shared'

export type Outgoing = {
  /** Made here and sent along, so that a message sent twice is one message. */
  id: string
  text: string
  delivery: Delivery
  state: 'sending' | 'sent' | 'failed'
  problem: ProblemValue | null
}

export type Draft = { text: string; outgoing: readonly Outgoing[] }

export const emptyDraft: Draft = { text: '', outgoing: [] }

/** What is worth keeping beyond the page: a message the server has written down is not. */
export function keepable({ text, outgoing }: Draft): Draft {
  return { text, outgoing: outgoing.filter(({ state }) => state !== 'sent') }
}

/** A draft as it was kept. What was under way then has an unknown fate: it can be sent again without harm. */
export function revived(kept: unknown): Draft {
  if (typeof kept !== 'object' || kept === null || !('text' in kept)) return emptyDraft
  const text = typeof kept.text === 'string' ? kept.text : ''
  const list = 'outgoing' in kept && Array.isArray(kept.outgoing) ? kept.outgoing : []
  return { text, outgoing: list.flatMap(revivedOne) }
}

function revivedOne(kept: unknown): Outgoing[] {
  if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('text' in kept)) return []
  const { id, text } = kept
  if (typeof id !== 'string' || typeof text !== 'string') return []
  const wish = 'delivery' in kept ? deliveries.find((known) => known === kept.delivery) : undefined
  return [{ id, text, delivery: wish ?? 'queue', state: 'failed', problem: null }]
}

const deliveries: Delivery[] = ['queue', 'into-turn', 'stop-first']

/** A message leaves the text box. */
export function withSending(draft: Draft, id: string, delivery: Delivery = 'queue'): Draft {
  const message: Outgoing = { id, text: draft.text, delivery, state: 'sending', problem: null }
  return { text: '', outgoing: [...draft.outgoing, message] }
}

/** What became of a message, or that it is tried again. */
export function withFate(
  draft: Draft,
  id: string,
  fate: Pick<Outgoing, 'state' | 'problem'>,
): Draft {
  const outgoing = draft.outgoing.map((one) => (one.id === id ? { ...one, ...fate } : one))
  return { ...draft, outgoing }
}

/** A text comes into the box, above what is there. */
export function withText(draft: Draft, text: string): Draft {
  return { ...draft, text: draft.text.trim() === '' ? text : `${text}\n\n${draft.text}` }
}

/** A message goes back into the text box, above what was typed since. */
export function takenBack(draft: Draft, id: string): Draft {
  const message = draft.outgoing.find((one) => one.id === id)
  if (!message) return draft
  const outgoing = draft.outgoing.filter((one) => one.id !== id)
  return withText({ ...draft, outgoing }, message.text)
}

/** Without the messages that the thread's log knows by now. */
export function withoutKnown(draft: Draft, known: (id: string) => boolean): Draft {
  const outgoing = draft.outgoing.filter(({ id }) => !known(id))
  return outgoing.length === draft.outgoing.length ? draft : { ...draft, outgoing }
}
