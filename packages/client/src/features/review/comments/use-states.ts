// How each comment of a thread stands: a draft, open, answered, outdated. Whether its lines are as they were is looked up in
// the file as it is now, since what was staged or is far from a change stands in no diff on screen.
import type { FileDiff, ThreadId, ThreadView } from '@a-parallel/shared'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { callApi } from '../../../api/call.ts'
import { Refusal } from '../../../api/refusal.ts'
import { activityOf } from '../state/activity.ts'
import { readDiff } from '../state/diffs.ts'
import { changesKey } from '../state/use-changes.ts'
import { stateOf, type Comment, type CommentState } from './comment.ts'
import { holds, isOut, occurs } from './standing.ts'

/** By a comment’s id; none for those that a person is done with. */
export function useCommentStates(
  view: ThreadView,
  comments: readonly Comment[],
): ReadonlyMap<string, CommentState> {
  const activity = activityOf(view)
  const live = useMemo(() => comments.filter(({ settled }) => !settled), [comments])
  const standing = useStanding(view.id, live)
  return useMemo(() => {
    const ended = new Set<string>(
      view.turns.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id),
    )
    const of = (comment: Comment) => {
      const heard = comment.sent !== null && ended.has(comment.sent)
      return stateOf(comment, { standing: standing(comment), heard })
    }
    return new Map(live.map((comment) => [comment.id, of(comment)]))
    // oxlint-disable-next-line react/exhaustive-deps -- the turns that ended are part of the activity
  }, [live, standing, activity])
}

/** Says of a comment whether its lines are as they were; what is not known yet is. */
function useStanding(threadId: ThreadId, comments: readonly Comment[]): (one: Comment) => boolean {
  const [paths, taken] = useMemo(() => {
    const here = comments.filter(({ side }) => side === 'new').map(({ path }) => path)
    return [[...new Set(here)], comments.filter(({ side }) => side === 'old')]
  }, [comments])
  const files = useQueries({
    queries: paths.map((path) => ({
      queryKey: [...changesKey(threadId), 'lines', path],
      queryFn: () => readLines(threadId, path),
      staleTime: 0,
    })),
    combine: (all) => all.map(({ data }) => data),
  })
  const out = useQueries({
    queries: taken.map((comment) => ({
      queryKey: [...changesKey(threadId), 'out', comment.id],
      queryFn: () => readIsOut(threadId, comment),
      staleTime: 0,
    })),
    combine: (all) => all.map(({ data }) => data),
  })
  return useMemo(
    () => (comment) => {
      if (comment.side === 'old') return out[taken.indexOf(comment)] ?? true
      const lines = files[paths.indexOf(comment.path)]
      return !lines || holds(comment, lines)
    },
    [files, out, paths, taken],
  )
}

/** The file as it is; null where it is too large to tell. A file that is gone has no lines. */
async function readLines(id: ThreadId, path: string): Promise<readonly string[] | null> {
  const query = { path, whole: 'true' }
  const file = await callApi('readFile', { params: { id }, query }).catch(none('file_not_found'))
  if (file?.form !== 'text') return []
  return file.text === null ? null : file.text.split('\n')
}

/** Up to the files as they are, whatever was staged or committed since the comment was written. */
const sinces = ['unstaged', 'uncommitted', 'branch'] as const

async function readIsOut(threadId: ThreadId, comment: Comment): Promise<boolean> {
  const lines = await readLines(threadId, comment.path)
  if (lines === null || !occurs(comment, lines)) return true
  const { path, was } = comment
  const since = (scope: (typeof sinces)[number]): Promise<FileDiff | null> =>
    readDiff(
      { threadId, between: { scope }, ignoreSpace: false },
      { path, from: was },
      { context: 100_000, whole: true },
    ).catch(none('change_not_found'))
  return isOut(comment, lines, await Promise.all(sinces.map(since)))
}

/** A refusal that says that there is none; any other says nothing, and is thrown. */
function none(code: string): (cause: unknown) => null {
  return (cause) => {
    if (cause instanceof Refusal && cause.code === code) return null
    throw cause
  }
}
