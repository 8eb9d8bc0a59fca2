// The calls about a thread that is being written: what it would begin with may be made ready before it is sent.
import { z } from 'zod'
import { call } from '../call.ts'
import { threadParams } from '../parts.ts'
import { threadBeginning } from './beginning.ts'

const nothing = z.object({})

export const spareCalls = {
  makeSpare: call({
    method: 'POST',
    path: '/api/threads/:id/spare',
    summary:
      'Makes a worktree and an agent ready for a thread that is about to be created with this id. Where there is no room, or what it begins with is another by then, it begins as any other',
    params: threadParams,
    body: z.object(threadBeginning),
    result: nothing,
    status: 202,
  }),
  dropSpare: call({
    method: 'DELETE',
    path: '/api/threads/:id/spare',
    summary: 'Nobody writes this thread any more: what was made ready for it is cleared away',
    params: threadParams,
    result: nothing,
  }),
} as const
