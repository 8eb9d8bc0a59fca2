// What a person has typed for one place (a thread, or the new-thread form) and not yet got through. Pure.
import type { Delivery, ProblemValue } from '@a-parallel/shared'
import { revivedImages, withImages, type Attached } from '../images/index.ts'

export type Outgoing = {
  /** Made here and sent along, so that a message sent twice is one message. */
  id: string
  text: string
  images: readonly Attached[]
  delivery: Delivery
  state: 'sending' | 'sent' | 'failed'
  problem: ProblemValue | null
}

export type Draft = {
  text: string
  images: readonly Attached[]
  outgoing: readonly Outgoing[]
}

export const emptyDraft: Draft = { text: '', images: [], outgoing: [] }

/** Whether there is anything to send. */
export function saysSomething({ text, images }: Pick<Draft, 'text' | 'images'>): boolean {
  return text.trim() !== '' || images.length > 0
}

/** What is worth keeping beyond the page: a message the server has written down is not. */
export function keepable({ outgoing, ...typed }: Draft): Draft {
  return { ...typed, outgoing: outgoing.filter(({ state }) => state !== 'sent') }
}

/** A draft as it was kept. What was under way then has an unknown fate: it can be sent again without harm. */
export function revived(kept: unknown): Draft {
  if (typeof kept !== 'object' || kept === null || !('text' in kept)) return emptyDraft
  const text = typeof kept.text === 'string' ? kept.text : ''
  const list = 'outgoing' in kept && Array.isArray(kept.outgoing) ? kept.outgoing : []
  const images = revivedImages('images' in kept ? kept.images : undefined)
  return { text, images, outgoing: list.flatMap(revivedOne) }
}

function revivedOne(kept: unknown): Outgoing[] {
  if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('text' in kept)) return []
  const { id, text } = kept
  if (typeof id !== 'string' || typeof text !== 'string') return []
  const wish = 'delivery' in kept ? deliveries.find((known) => known === kept.delivery) : undefined
  const images = revivedImages('images' in kept ? kept.images : undefined)
  return [{ id, text, images, delivery: wish ?? 'queue', state: 'failed', problem: null }]
}

const deliveries: Delivery[] = ['queue', 'into-turn', 'stop-first']

/** A message leaves the box. */
export function withSending(draft: Draft, id: string, delivery: Delivery = 'queue'): Draft {
  const { text, images, outgoing } = draft
  const message: Outgoing = { id, text, images, delivery, state: 'sending', problem: null }
  return { text: '', images: [], outgoing: [...outgoing, message] }
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
  if (text.trim() === '') return draft
  return { ...draft, text: draft.text.trim() === '' ? text : `${text}\n\n${draft.text}` }
}

/** A message goes back into the text box, above what was typed since. */
export function takenBack(draft: Draft, id: string): Draft {
  const message = draft.outgoing.find((one) => one.id === id)
  if (!message) return draft
  const outgoing = draft.outgoing.filter((one) => one.id !== id)
  const images = withImages(message.images, draft.images)
  return withText({ ...draft, images, outgoing }, message.text)
}

/** Without the messages that the thread's log knows by now. */
export function withoutKnown(draft: Draft, known: (id: string) => boolean): Draft {
  const outgoing = draft.outgoing.filter(({ id }) => !known(id))
  return outgoing.length === draft.outgoing.length ? draft : { ...draft, outgoing }
}
