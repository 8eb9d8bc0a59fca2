// When the files of a thread may have changed: somebody wrote in its checkout, which the server tells while the changes are
// in sight; or a call of its agent ended, a turn did, or the checkout was made.
import type { ThreadView } from '@a-parallel/shared'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { hub } from '../../../live/live.ts'
import { useInSight } from '../../../platform/browser.ts'
import { useChanged } from '../../../platform/use-changed.ts'
import { asking } from './asking.ts'
import { firstLines, useFirstLines } from './first-lines.ts'
import { changesKey } from './use-changes.ts'

/** How long what happens is gathered before the files are looked at again. */
const gatherMs = 1_000
/** Between two looks, while what is written is told without pause. */
const restMs = 400
/** What was heard this short a time before an agent's deed was the deed. */
const sameMs = 2_500

/** Another text whenever the files may have changed. */
export function activityOf({ items, turns, rewinds, worktree }: ThreadView): string {
  const ended = items.filter((item) => item.kind === 'tool-call' && item.state === 'completed')
  const over = turns.filter(({ endedAt }) => endedAt !== null)
  const back = rewinds.filter(({ state }) => state !== 'requested')
  return [ended.length, over.length, back.length, worktree?.state ?? ''].join(' ')
}

/** For what shows no more than how much changed: asks again when the agent did something. */
export function useActivity(view: ThreadView, on: boolean): void {
  const queries = useQueryClient()
  useDeeds(view, () => {
    if (on) void queries.invalidateQueries({ queryKey: changesKey(view.id) })
  })
}

/**
 * For what shows the files: asks again when one was written, by whomever, as long as the page is in sight. The checkout is
 * watched once there is something to read, since to begin with that goes through all its folders; then it is asked again.
 */
export function useFollowedFiles(view: ThreadView): void {
  const { id } = view
  const queries = useQueryClient()
  const inSight = useInSight()
  const isRead = useFirstLines(id)
  const heardAt = useRef(-Infinity)
  const again = useMemo(() => {
    const queryKey = changesKey(id)
    const ask = async () => {
      await firstLines(id)
      // What is on its way may have been read before: it is waited for, not broken off.
      await queries.refetchQueries({ queryKey, fetchStatus: 'fetching' }, { cancelRefetch: false })
      await queries.invalidateQueries({ queryKey })
    }
    return asking(ask, () => new Promise((resolve) => setTimeout(resolve, restMs)))
  }, [queries, id])
  useEffect(() => {
    if (!inSight || !isRead) return undefined
    const leave = hub.followFiles(id, () => {
      heardAt.current = performance.now()
      again.want()
    })
    return () => {
      leave()
      again.drop()
    }
  }, [inSight, isRead, id, again])
  // A system that watches no more files tells of none: what the agent did is known anyway.
  useDeeds(view, () => {
    if (performance.now() - heardAt.current > sameMs) again.want()
  })
}

/** Calls `done` a moment after the agent did something that may have changed files. */
function useDeeds(view: ThreadView, done: () => void): void {
  useChanged(activityOf(view), gatherMs, done)
}
