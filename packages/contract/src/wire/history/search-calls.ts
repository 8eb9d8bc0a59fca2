// The call that looks through all conversations.
import { z } from 'zod'
import { Instant, ProjectId } from '../../nouns/ids.ts'
import { SearchAuthor, SearchHit } from '../../nouns/search/search.ts'
import { ThreadStatus } from '../../nouns/thread.ts'
import { call } from '../call.ts'

export const searchCalls = {
  search: call({
    method: 'GET',
    path: '/api/search',
    summary:
      'Where in conversations all the words stand, the latest first; the last word may be the beginning of one',
    query: z.object({
      /** `"Words in quotation marks"` stand together. */
      q: z.string().max(500).default(''),
      projectId: ProjectId.optional(),
      author: SearchAuthor.optional(),
      status: ThreadStatus.optional(),
      archived: z.stringbool().optional(),
      /** A part of the path of a file that was read, changed or named in a command there. */
      file: z.string().min(1).max(500).optional(),
      since: Instant.optional(),
      /** Before this moment. */
      until: Instant.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      /** Goes on behind an answer: its `next`. Where the index was made anew meanwhile, it begins at the front again. */
      after: z
        .string()
        .regex(/^\d{1,10}\.\d{1,15}$/)
        .optional(),
    }),
    result: z.object({
      hits: z.array(SearchHit),
      /** Where it goes on; null: that is all. A place may be told again there, where it has changed. */
      next: z.string().nullable(),
      /** How many events were written and cannot be found yet. */
      behind: z.number().int().nonnegative(),
    }),
  }),
} as const
