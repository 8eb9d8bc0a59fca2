// Leads to the file that the address names, and to a comment.
import { useEffect, useRef, type RefObject } from 'react'
import type { SectionListHandle } from '../../ui/layout/sections/section-list.tsx'
import { placeOf, type Comment } from './comments/comment.ts'
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

/** Leads to a comment: in what is shown, or else in all changes since the base. */
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
    if (history || (!here && between.scope !== 'branch'))
      onScope(here ? between : { scope: 'branch' })
    wanted.current = comment
    setTimeout(lead)
  }
}
