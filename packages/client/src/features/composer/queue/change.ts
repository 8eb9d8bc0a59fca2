// Changes of messages that wait. The server answers once it is written; the page shows it when the log tells.
import type { CallInput, Calls, ThreadId, Turn, TurnId } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'
import { leftOf } from '../../images/index.ts'
import type { Edit } from './kept-edit.ts'

type Change = CallInput<Calls['changeMessage']>['body']

/** Resolves to whether it was written down; why not is told to the person. */
export function changeMessage(id: ThreadId, turnId: TurnId, body: Change): Promise<boolean> {
  return told(callApi('changeMessage', { params: { id, turnId }, body }))
}

/** What an edit makes of a message. */
export function changeOf({ text, without }: Edit, { images }: Turn): Change {
  const left = leftOf(images, without)
  return { text, ...(left && { images: left }) }
}

/** A message may be images alone. */
export function saysSomething({ text, without }: Edit, { images = [] }: Turn): boolean {
  return text.trim() !== '' || images.some(({ id }) => !without.includes(id))
}

export function withdrawMessage(id: ThreadId, turnId: TurnId): Promise<boolean> {
  return told(callApi('withdrawMessage', { params: { id, turnId } }))
}

/** One after another, so that they begin in this order. */
export async function releaseAll(id: ThreadId, turns: readonly Turn[]): Promise<void> {
  for (const turn of turns) {
    if (!(await changeMessage(id, turn.id, { delivery: 'queue' }))) return
  }
}

async function told(call: Promise<unknown>): Promise<boolean> {
  try {
    await call
    return true
  } catch (cause) {
    showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
    return false
  }
}
