// How each comment of a thread stands: a draft, open, answered, outdated. Whether its lines are as they were is looked up in
// the whole file, since what was staged or is far from a change stands in no diff on screen.
import type { FileDiff, ThreadView } from '@a-parallel/shared'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Refusal } from '../../../api/refusal.ts'
import { activityOf } from '../state/activity.ts'
import { readDiff } from '../state/diffs.ts'
import { changesKey } from '../state/use-changes.ts'
import { stands, stateOf, type Comment, type CommentState } from './comment.ts'

const whole = { context: 100_000, whole: true }

/** By a comment’s id. */
export function useCommentStates(
  view: ThreadView,
  comments: readonly Comment[],
): ReadonlyMap<string, CommentState> {
  const paths = useMemo(() => [...new Set(comments.map(({ path }) => path))], [comments])
  const activity = activityOf(view)
  const files = useQueries({
    queries: paths.map((path) => ({
      queryKey: [...changesKey(view.id), 'whole', path],
      queryFn: () => readWhole(view, path),
      staleTime: 0,
      placeholderData: (before: FileDiff | null | undefined) => before,
    })),
    combine: (all) => all.map(({ data }) => data),
  })
  return useMemo(() => {
    const ended = new Set<string>(
      view.turns.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id),
    )
    const of = (comment: Comment) => {
      const file = files[paths.indexOf(comment.path)]
      // Not known yet: as it was.
      const standing = file === undefined || (file !== null && stands(comment, file))
      const heard = comment.sent !== null && ended.has(comment.sent)
      return stateOf(comment, { standing, heard })
    }
    return new Map(comments.map((comment) => [comment.id, of(comment)]))
    // oxlint-disable-next-line react/exhaustive-deps -- the turns that ended are part of the activity
  }, [comments, files, paths, activity])
}

/** Null: nothing of the file is changed any more. */
async function readWhole({ id }: ThreadView, path: string): Promise<FileDiff | null> {
  try {
    const between = { scope: 'branch' } as const
    return await readDiff(
      { threadId: id, between, ignoreSpace: false },
      { path, from: null },
      whole,
    )
  } catch (cause) {
    if (cause instanceof Refusal) return null
    throw cause
  }
}
