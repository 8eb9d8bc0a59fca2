// Sends a failing check or a reviewer's remark to the agent, as a message of its owner's.
import type { Check, PullRequest, Review, ThreadId } from '@a-parallel/shared'
import i18next from 'i18next'
import { callApi } from '../../../api/call.ts'
import type { Talk } from '../card/talks.ts'
import { checkMessage, remarkMessage } from './message.ts'

type Place = Pick<PullRequest, 'number' | 'repository'>

async function say(threadId: ThreadId, id: string, text: string): Promise<void> {
  await callApi('sendMessage', { params: { id: threadId }, body: { id, text } })
}

/** @param id of the message: the same again is the same message. */
export async function sendCheck(
  threadId: ThreadId,
  id: string,
  check: Check,
  { number }: Place,
): Promise<void> {
  const params = { id: threadId, checkId: check.id }
  const report = await callApi('readCheckReport', { params })
  const words = {
    opening: i18next.t('pullRequest.said.check', { name: check.name, number }),
    marks: i18next.t('pullRequest.said.marks'),
    log: i18next.t('pullRequest.said.log'),
  }
  await say(threadId, id, checkMessage(check, report, words))
}

export async function sendReview(
  threadId: ThreadId,
  id: string,
  { by, body }: Review,
  { number }: Place,
): Promise<void> {
  const opening = i18next.t('pullRequest.said.review', { by, number })
  await say(threadId, id, remarkMessage({ body, code: '', answers: [] }, { opening }))
}

export async function sendTalk(
  threadId: ThreadId,
  id: string,
  { first, answers }: Talk,
  { number }: Place,
): Promise<void> {
  const { by, path, line } = first
  const place = line === null ? path : `${path}:${line}`
  const opening = i18next.t('pullRequest.said.comment', { by, number, place })
  await say(threadId, id, remarkMessage({ ...first, answers }, { opening }))
}
