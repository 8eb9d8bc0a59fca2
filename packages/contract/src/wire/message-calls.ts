// The calls about what a person says: said, and changed or taken back while it waits.
import { z } from 'zod'
import { TurnId } from '../nouns/ids.ts'
import { Delivery } from '../nouns/turn.ts'
import { call } from './call.ts'
import { Images, saysSomething, threadParams, Words, Written } from './parts.ts'

const messageParams = threadParams.extend({ turnId: TurnId })

export const messageCalls = {
  sendMessage: call({
    method: 'POST',
    path: '/api/threads/:id/messages',
    summary: 'Says something to the agent; the same id again is the same message',
    params: threadParams,
    body: z
      .object({
        id: TurnId.optional(),
        text: Words,
        images: Images.optional(),
        /** While the agent is at work; without one it waits in the queue. */
        delivery: Delivery.optional(),
      })
      .refine(({ text, images }) => saysSomething(text, images), 'say something'),
    result: Written.extend({ id: TurnId }),
    status: 202,
  }),
  changeMessage: call({
    method: 'PATCH',
    path: '/api/threads/:id/messages/:turnId',
    summary:
      'Changes a message that waits: its words, its place in the queue, or how it gets to the agent; with a delivery one that is held is let go',
    params: messageParams,
    body: z.object({
      text: Words.optional(),
      /** Those that it carries from then on; without them they stay. */
      images: Images.optional(),
      /** The message that it is to stand before; null puts it last. */
      before: TurnId.nullable().optional(),
      delivery: Delivery.optional(),
    }),
    result: Written,
    status: 202,
  }),
  withdrawMessage: call({
    method: 'DELETE',
    path: '/api/threads/:id/messages/:turnId',
    summary: 'Takes back a message that waits: from then on it is never sent',
    params: messageParams,
    result: Written,
    status: 202,
  }),
} as const
