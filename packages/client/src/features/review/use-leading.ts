// Leads to the file that the address names, and to a comment.
import { useEffect, useRef, type RefObject } from 'react'
import type { SectionListHandle } from '../../ui/layout/sections/section-list.tsx'
import { placeOf, type Comment } from './comments/comment.ts'
import { readScope, scopeText, type Between } from './model/scope.ts'
import type { FileSection } from './model/sections.ts'
import type { InsideProps } from './pane-props.ts'

/** Leads to the file of the address once it is there. */
export function useTarget(
  { file, view, between }: InsideProps,
  ready: boolean,
  list: RefObject<SectionListHandle | null>,
): void {
  const reached = useRef<string>(undefined)
  const name = file === undefined ? undefined : `${view.id} ${between.scope} ${file}`
  useEffect(() => {
    if (!ready || file === undefined || reached.current === name) return
    reached.current = name
    list.current?.reveal(file, null, true)
  }, [ready, file, name, list])
}

/** Where a comment may stand that is not among what is shown. */
function elsewhere({ side, scope }: Comment, shown: Between): Between {
  // What was taken out stands only beside what it was taken out of.
  const own = side === 'old' && scope !== null ? readScope(scope) : null
  return own && scopeText(own) !== scopeText(shown) ? own : { scope: 'branch' }
}

/** Leads to a comment: in what is shown, or else where it was written or in all changes since the base. */
export function useJump(
  { parts: { pane, changes }, onScope, between, history }: InsideProps,
  list: RefObject<SectionListHandle | null>,
  sections: RefObject<readonly FileSection[]>,
): (comment: Comment) => void {
  const wanted = useRef<Comment>(undefined)
  const lead = () => {
    const comment = wanted.current
    const section = sections.current.find(({ key }) => key === comment?.path)
    if (!comment || !section) return
    const row = section.rows.find((one) => one.kind === 'comment' && one.id === comment.id)
    list.current?.reveal(section.key, row?.key ?? null, true)
    // Its lines are not here any more: its file is as near as one gets.
    if (row || (section.diff && placeOf(comment, section.diff) === null)) wanted.current = undefined
  }
  useEffect(() => pane.diffs.store.subscribe(() => setTimeout(lead)))
  return (comment) => {
    pane.fold(comment.path, false)
    const here = changes.files.some(({ path }) => path === comment.path)
    const to = here ? between : elsewhere(comment, between)
    if (history || scopeText(to) !== scopeText(between)) onScope(to)
    wanted.current = comment
    setTimeout(lead)
  }
}
