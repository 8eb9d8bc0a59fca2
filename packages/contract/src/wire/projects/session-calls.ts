// The calls about sessions that the agent's program holds for a project. Nothing of them is ever changed.
import { z } from 'zod'
import { ProjectId, ThreadId } from '../../nouns/ids.ts'
import { Item } from '../../nouns/item.ts'
import { Session, SessionId, SkippedSession } from '../../nouns/sessions/session.ts'
import { ThreadMode } from '../../nouns/thread.ts'
import { Turn } from '../../nouns/turn.ts'
import { call } from '../call.ts'
import { Written } from '../parts.ts'

const params = z.object({ id: ProjectId })
const sessionParams = params.extend({ sessionId: SessionId })

export const sessionCalls = {
  listSessions: call({
    method: 'GET',
    path: '/api/projects/:id/sessions',
    summary:
      'Sessions that were held with the agent’s own program in a project’s checkouts, the latest first, a page at a time',
    params,
    query: z.object({
      /** Words of titles, first and last messages and branches, all of which must be there. */
      query: z.string().max(200).default(''),
      /** The last session of the page before. */
      after: SessionId.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    result: z.object({
      sessions: z.array(Session),
      next: SessionId.nullable(),
      /** Files that lie there and are not listed: the first of them, and how many were met. */
      skipped: z.array(SkippedSession),
      skippedCount: z.number().int().nonnegative(),
    }),
  }),
  readSession: call({
    method: 'GET',
    path: '/api/projects/:id/sessions/:sessionId',
    summary: 'What was said in a session, as items of a conversation, a page at a time',
    params: sessionParams,
    query: z.object({
      from: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(300),
    }),
    result: z.object({
      session: Session,
      items: z.array(Item),
      /** Those that the items of this page belong to. */
      turns: z.array(Turn),
      /** How many items there are, and how many in front of them are too many to be shown. */
      total: z.number().int().nonnegative(),
      omitted: z.number().int().nonnegative(),
    }),
  }),
  continueSession: call({
    method: 'POST',
    path: '/api/projects/:id/sessions/:sessionId/threads',
    summary:
      'A thread that begins with the session’s conversation, and whose agent goes on with a copy of it; the same id again is the same thread',
    params: sessionParams,
    body: z.object({
      id: ThreadId.optional(),
      /** A worktree begins at the session’s branch where there is still one, else at the project’s base. */
      mode: ThreadMode.optional(),
      /** Also where another thread goes on with it already. */
      again: z.boolean().optional(),
    }),
    result: Written.extend({ id: ThreadId }),
    status: 202,
  }),
} as const
