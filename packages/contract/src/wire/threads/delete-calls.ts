// The calls about deleting a thread: what would go with it, the deletion, and the way back.
import { z } from 'zod'
import { AtStake } from '../../nouns/review/at-stake.ts'
import { call } from '../call.ts'
import { threadParams, Written } from '../parts.ts'

export const deleteCalls = {
  readAtStake: call({
    method: 'GET',
    path: '/api/threads/:id/at-stake',
    summary: 'What would go with a thread’s worktree if the thread were deleted',
    params: threadParams,
    result: AtStake,
  }),
  deleteThread: call({
    method: 'DELETE',
    path: '/api/threads/:id',
    summary:
      'Deletes a thread and removes its worktree, whose files are kept for 30 days; its branch stays. Where anything is at stake it is refused unless `stake` says that this was looked at',
    params: threadParams,
    /** As `readAtStake` gave it; `work_at_stake` where it is another one by now. */
    query: z.object({ stake: z.string().max(100).optional() }),
    result: Written,
    status: 202,
  }),
  bringThreadBack: call({
    method: 'POST',
    path: '/api/threads/:id/bring-back',
    summary:
      'Brings a deleted thread back, with its worktree as it was, as far as that is still kept',
    params: threadParams,
    result: Written,
    status: 202,
  }),
} as const
