// How each comment of a thread stands: a draft, open, answered, outdated. Whether its lines are as they were is looked up in
// the file as it is now, since what was staged or is far from a change stands in no diff on screen.
import type { FileDiff, ThreadId, ThreadView } from '@a-parallel/shared'
import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { callApi } from '../../../api/call.ts'
import { Refusal } from '../../../api/refusal.ts'
import { activityOf } from '../state/activity.ts'
import { readDiff } from '../state/diffs.ts'
import { changesKey } from '../state/use-changes.ts'
import { heardOf } from './heard.ts'
import { changeComments } from './store.ts'
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
  useUnsaid(view, live)
  return useMemo(() => {
    const of = (comment: Comment) => {
      const heard = comment.sent !== null && heardOf(view, comment.sent) === 'over'
      return stateOf(comment, { standing: standing(comment), heard })
    }
    return new Map(live.map((comment) => [comment.id, of(comment)]))
    // oxlint-disable-next-line react/exhaustive-deps -- the turns that ended are part of the activity
  }, [live, standing, activity])
}

/** What the agent never heard, or knows no longer, is a draft again. */
function useUnsaid(view: ThreadView, live: readonly Comment[]): void {
  const { id, withdrawn, rewinds } = view
  useEffect(() => {
    const unsaid = new Set(
      live.flatMap(({ sent }) => (sent !== null && heardOf(view, sent) === 'unsaid' ? sent : [])),
    )
    if (unsaid.size === 0) return
    changeComments(id, (kept) => ({
      ...kept,
      comments: kept.comments.map((one) =>
        one.sent !== null && unsaid.has(one.sent) ? { ...one, sent: null, late: false } : one,
      ),
    }))
    // oxlint-disable-next-line react/exhaustive-deps -- nothing else takes a message back
  }, [id, live, withdrawn, rewinds])
}

/** What its file is called, and was before. */
type Names = Pick<Comment, 'path' | 'was'>

/** Says of a comment whether its lines are as they were; what is not known yet is. */
function useStanding(threadId: ThreadId, comments: readonly Comment[]): (one: Comment) => boolean {
  const [paths, names, taken] = useMemo(() => {
    const here = new Map<string, Names>(
      comments.flatMap((one) => (one.side === 'new' ? [[one.path, one]] : [])),
    )
    return [[...here.keys()], [...here.values()], comments.filter(({ side }) => side === 'old')]
  }, [comments])
  const files = useQueries({
    queries: names.map(({ path, was }) => ({
      queryKey: [...changesKey(threadId), 'lines', path, was],
      queryFn: () => readLines(threadId, { path, was }),
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

/** The file as it is, also under another name; null where it is too large to tell. One that is gone has no lines. */
async function readLines(id: ThreadId, names: Names): Promise<readonly string[] | null> {
  const read = (path: string) =>
    callApi('readFile', { params: { id }, query: { path, whole: 'true' } }).catch(
      none('file_not_found'),
    )
  const there = await read(names.path)
  const now = there ? null : await renamedTo(id, names)
  const file = now === null ? there : await read(now)
  if (file?.form !== 'text') return []
  return file.text === null ? null : file.text.split('\n')
}

/** Where it lies that lay there when the thread began, or at the last commit. */
async function renamedTo(id: ThreadId, { path, was }: Names): Promise<string | null> {
  for (const scope of ['branch', 'uncommitted'] as const) {
    const { files } = await callApi('readChanges', { params: { id }, query: { scope } })
    const file = files.find(({ from }) => from !== null && [path, was].includes(from))
    if (file) return file.path
  }
  return null
}

/** Up to the files as they are, whatever was staged or committed since the comment was written. */
const sinces = ['unstaged', 'uncommitted', 'branch'] as const

async function readIsOut(threadId: ThreadId, comment: Comment): Promise<boolean> {
  const lines = await readLines(threadId, comment)
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
