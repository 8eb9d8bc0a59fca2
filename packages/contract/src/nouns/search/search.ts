// What is found in conversations.
import { z } from 'zod'
import { Instant, ItemId, ProjectId, ThreadId } from '../ids.ts'
import { ThreadStatus } from '../thread.ts'

/** Whose words: a person's, an agent's (its thoughts too), or what a tool was asked, answered and changed. */
export const SearchAuthor = z.enum(['person', 'agent', 'tool'])
export type SearchAuthor = z.infer<typeof SearchAuthor>

export const SearchHit = z.object({
  threadId: ThreadId,
  projectId: ProjectId,
  title: z.string(),
  status: ThreadStatus,
  archived: z.boolean(),
  /** Null: it is the thread's title, now or once. */
  itemId: ItemId.nullable(),
  at: Instant,
  author: SearchAuthor,
  /** A piece of the text on one line; `found` is what was looked for. */
  snippet: z.array(z.object({ text: z.string(), found: z.boolean() })),
  /** What was looked for stands in a part of a long output that is not kept: `snippet` is how the item begins. */
  leftOut: z.boolean(),
})
export type SearchHit = z.infer<typeof SearchHit>
