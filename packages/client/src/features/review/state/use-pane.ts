// Puts together what the parts of the pane share.
import type { ChangedFile, ThreadView } from '@a-parallel/shared'
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { addComment } from '../comments/store.ts'
import { useConflicts } from '../conflicts/use-conflicts.ts'
import { commentOn } from '../comments/comment.ts'
import { idOf, type LineId } from '../model/lines.ts'
import { selectedLines } from '../model/picks.ts'
import { actsOf, scopeText, type Between } from '../model/scope.ts'
import { useFollowedFiles } from './activity.ts'
import { useReading } from './choices.ts'
import { Diffs } from './diffs.ts'
import { createUi, type Pane } from './pane.ts'
import { useActing } from './use-acting.ts'
import { useChanges } from './use-changes.ts'
import { markViewed } from './viewed.ts'

/** `changes`: as they are shown, what is being staged among them. */
export type PaneParts = { pane: Pane } & Omit<ReturnType<typeof useActing>, 'doing'>

/** `wide`: there is room for two columns. */
export function usePaneParts(
  view: ThreadView,
  between: Between,
  { wide, heading, read }: { wide: boolean } & Pick<Pane, 'heading' | 'read'>,
): PaneParts {
  const { id: threadId } = view
  const { split, wrap, ignoreSpace } = useReading()
  const scope = scopeText(between)
  const changes = useChanges(threadId, between)
  useFollowedFiles(view)
  const [ui] = useState(createUi)
  const diffs = useMemo(
    () => new Diffs({ threadId, between, ignoreSpace }),
    // oxlint-disable-next-line react/exhaustive-deps -- `scope` says what `between` is
    [threadId, scope, ignoreSpace],
  )
  useEffect(() => () => diffs.close(), [diffs])
  useEffect(() => ui.setState({ selection: null, folded: new Map() }), [ui, scope])
  // Also where another window chose it: the lines are others.
  useEffect(() => ui.setState({ selection: null }), [ui, ignoreSpace])
  const { doing, ...ahead } = useActing({ threadId, between, ignoreSpace }, { changes, diffs, ui })
  const reads = useLatest(read)
  const listed = useConflicts(threadId, changes.state?.conflicted ?? 0)
  const conflicts = useMemo(
    () => new Map((listed ?? []).map((file) => [file.path, file])),
    [listed],
  )
  const pane = useMemo((): Pane => {
    return {
      threadId,
      between,
      acts: actsOf(between),
      canPick: !ignoreSpace,
      heading,
      split: split && wide,
      wrap,
      diffs,
      ui,
      ...doing,
      conflicts,
      comment: (path, line) => beginComment({ threadId, between, diffs, ui }, path, line),
      view: (file, seen) => {
        markViewed(threadId, file, seen)
        setFolded(ui, file.path, undefined)
      },
      fold: (path, folded) => setFolded(ui, path, folded),
      read: (path) => reads.current(path),
    }
    // oxlint-disable-next-line react/exhaustive-deps -- `scope` says what `between` is
  }, [threadId, scope, ignoreSpace, heading, split, wide, wrap, diffs, ui, conflicts, doing, reads])
  return { pane, ...ahead }
}

/** What was given last, for what is made once. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}

function setFolded(ui: Pane['ui'], path: string, folded: boolean | undefined): void {
  const next = new Map(ui.getState().folded)
  if (folded === undefined) next.delete(path)
  else next.set(path, folded)
  ui.setState({ folded: next })
}

function beginComment(
  { threadId, between, diffs, ui }: Pick<Pane, 'threadId' | 'between' | 'diffs' | 'ui'>,
  path: string,
  line: LineId,
): void {
  const diff = diffs.store.getState().get(path)?.diff
  if (!diff) return
  const { selection } = ui.getState()
  const chosen = selection?.path === path ? selectedLines(diff, selection) : []
  const inside = chosen.some((one) => idOf(one) === line)
  const lines = inside ? chosen : selectedLines(diff, { path, anchor: line, head: line })
  const { from } = diff.file
  const was = from === path ? null : from
  const about = { id: crypto.randomUUID(), path, was, scope: scopeText(between) }
  const made = commentOn(about, lines, diff)
  if (!made) return
  addComment(threadId, made)
  ui.setState({ writing: made.id, selection: null })
}

/** Whether a file is folded: by hand, or because it was viewed. */
export function isFolded(
  folded: ReadonlyMap<string, boolean>,
  file: ChangedFile,
  viewed: boolean,
): boolean {
  return folded.get(file.path) ?? viewed
}
