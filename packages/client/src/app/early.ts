// What an address wants to show is asked for before the page is there to show it: as soon as the page's scripts run, and
// later on the way to another address. What fails is asked for again, and told, by who shows it.
import type { ThreadId } from '@a-parallel/shared'
import { queries } from '../api/answers.ts'
import { loadCalls } from '../api/call.ts'
import { hub } from '../live/live.ts'
import { changesWanted, type WantedChanges } from './wanted.ts'

type Shown = Partial<Pick<WantedChanges, 'scope' | 'file'>>

/** The address that the page began with, until the router comes to it as well. */
let first: string | undefined

/** For the page's start. */
export function beginEarly(location: Pick<Location, 'pathname' | 'search'>): void {
  const wanted = changesWanted(location)
  if (wanted === null) return
  first = wanted.threadId
  // All at once, where each would be found out about by the one before.
  const scripts = [
    import('./screens/thread.tsx'),
    import('../features/review/pane.ts'),
    loadCalls(),
    begin(wanted.threadId, wanted),
  ]
  for (const script of scripts) script.catch(() => undefined)
  follow(wanted.threadId)
}

/** For who goes to a thread with its changes. */
export function beginChanges(threadId: string, wanted: Shown): void {
  // What is no thread's id the server refuses.
  if (first !== threadId) void begin(threadId as ThreadId, wanted)
  first = undefined
}

/** Follows a thread until it is there: its screen then finds it, and follows it from there. */
function follow(threadId: ThreadId): void {
  const leave = hub.hold(threadId)
  const stop = hub.thread(threadId).subscribe(({ kind }) => {
    if (kind === 'loading') return
    stop()
    leave()
  })
}

async function begin(threadId: ThreadId, wanted: Shown): Promise<void> {
  const { beginReview } = await import('../features/review/early.ts')
  await beginReview(queries, threadId, wanted)
}
