// All comments that were written go to the agent as one message. They stay drafts until the server has written it down.
import type { ThreadId } from '@a-parallel/shared'
import i18next from 'i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'
import { unsent, type Comment } from './comment.ts'
import { messageOf } from './message.ts'
import { changeComments, readComments } from './store.ts'

/** Where a comment stands, in words. */
export function placeWords({ path, side, from, to }: Comment): string {
  const key = from === to ? 'line' : 'lines'
  return i18next.t(`review.comments.${key}.${side}`, { path, from, to })
}

/**
 * Resolves, true if they went, when the server has answered.
 *
 * @param outdated the ones whose lines have changed since, by id: the agent is told of that.
 */
export async function sendComments(
  threadId: ThreadId,
  outdated: ReadonlySet<string>,
): Promise<boolean> {
  const { comments, outgoing } = readComments(threadId)
  const going = unsent(comments)
  if (going.length === 0) return false
  const opening = i18next.t('review.comments.opening', { count: going.length })
  const place = (comment: Comment) => {
    const words = placeWords(comment)
    return outdated.has(comment.id) ? i18next.t('review.comments.since', { place: words }) : words
  }
  const text = messageOf(going, { opening, place })
  // The same words under the same id are one message, however often they are sent.
  const id = outgoing?.carries === text ? outgoing.id : crypto.randomUUID()
  changeComments(threadId, (kept) => ({ ...kept, outgoing: { id, carries: text } }))
  try {
    await callApi('sendMessage', { params: { id: threadId }, body: { id, text } })
  } catch (cause) {
    showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
    return false
  }
  const gone = new Map(going.map((one) => [one.id, one.text]))
  changeComments(threadId, (kept) => ({
    outgoing: null,
    comments: kept.comments.map((one) =>
      // What was written since the message went is not in it.
      gone.get(one.id) === one.text ? { ...one, sent: id, late: outdated.has(one.id) } : one,
    ),
  }))
  return true
}
