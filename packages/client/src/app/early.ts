// What an address wants to show is asked for before the page is there to show it: first of all by the page's first script,
// and later on the way to another address.
import type { ThreadId } from '@a-parallel/shared'
import { queries } from '../api/answers.ts'

type Wanted = { scope?: string | undefined; file?: string | undefined }

/** The address that the page began with, until the router comes to it as well. */
let first: string | undefined

/** For the page's first script. */
export function beginEarly({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  const threadId = /^\/t\/([0-9a-f-]{36})$/i.exec(pathname)?.[1]
  const asked = new URLSearchParams(search)
  if (threadId === undefined || asked.get('panel') !== 'review') return
  first = threadId
  const [scope, file] = ['scope', 'file'].map((name) => asked.get(name) ?? undefined)
  void begin(threadId, { scope, file })
}

/** For who goes to a thread with its changes. */
export function beginChanges(threadId: string, wanted: Wanted): void {
  if (first !== threadId) void begin(threadId, wanted)
  first = undefined
}

/** What fails is asked for again by the pane. */
async function begin(threadId: string, wanted: Wanted): Promise<void> {
  const { beginReview } = await import('../features/review/early.ts')
  // What is no thread's id the server refuses.
  await beginReview(queries, threadId as ThreadId, wanted)
}
