// The calls about what was thrown away and is still there.
import { z } from 'zod'
import { TrashItem, TrashPick } from '../../nouns/data/trash.ts'
import { call } from '../call.ts'

export const trashCalls = {
  readTrash: call({
    method: 'GET',
    path: '/api/trash',
    summary: 'All that is kept for 30 days before it goes, the latest first, with what it takes',
    result: z.object({
      items: z.array(TrashItem),
      /** Names of projects whose repositories did not answer: what they keep is not known. */
      unread: z.array(z.string()),
    }),
  }),
  emptyTrash: call({
    method: 'POST',
    path: '/api/trash/empty',
    summary:
      'Destroys these for good. Of a deleted thread its conversation, its checkpoints and what it used go too; its branch stays',
    body: z.object({ picks: z.array(TrashPick).min(1).max(10_000) }),
    /** How many were there. */
    result: z.object({ destroyed: z.number().int() }),
  }),
} as const
