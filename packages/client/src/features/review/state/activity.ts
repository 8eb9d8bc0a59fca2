// When the files of a thread may have changed: a call of its agent ended, a turn did, or its checkout was made.
import type { ThreadView } from '@a-parallel/shared'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { changesKey } from './use-changes.ts'

/** How long what happens is gathered before the files are looked at again. */
const gatherMs = 1_000

/** Another text whenever the files may have changed. */
export function activityOf({ items, turns, rewinds, worktree }: ThreadView): string {
  const ended = items.filter((item) => item.kind === 'tool-call' && item.state === 'completed')
  const over = turns.filter(({ endedAt }) => endedAt !== null)
  const back = rewinds.filter(({ state }) => state !== 'requested')
  return [ended.length, over.length, back.length, worktree?.state ?? ''].join(' ')
}

/** Asks again for what changed whenever it may have. */
export function useActivity(view: ThreadView): void {
  const queries = useQueryClient()
  const activity = activityOf(view)
  const before = useRef(activity)
  useEffect(() => {
    if (before.current === activity) return
    const timer = setTimeout(() => {
      before.current = activity
      void queries.invalidateQueries({ queryKey: changesKey(view.id) })
    }, gatherMs)
    return () => clearTimeout(timer)
  }, [activity, queries, view.id])
}
