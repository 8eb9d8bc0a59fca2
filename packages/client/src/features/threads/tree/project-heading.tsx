// The line of a project in the sidebar: folds it, bears its colour, and can be dragged, or moved by Alt+Shift and an arrow.
import type { Project } from '@a-parallel/shared'
import { cx } from 'class-variance-authority'
import { ChevronRight } from 'lucide-react'
import { useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import { ColorMark, useArranging } from '../../projects/index.ts'

export type ProjectHeadingProps = {
  id: string
  project: Project
  folded: boolean
  /** How many threads are folded away. */
  count: number
  onToggle: () => void
}

export function ProjectHeading({ id, project, folded, count, onToggle }: ProjectHeadingProps) {
  const button = useRef<HTMLButtonElement>(null)
  const onKeyDown = useStepKeys(project, button)
  return (
    <h2 id={id} className="flex min-w-0 flex-1">
      <button
        ref={button}
        type="button"
        aria-expanded={!folded}
        onClick={onToggle}
        onKeyDown={onKeyDown}
        aria-keyshortcuts="Alt+Shift+ArrowUp Alt+Shift+ArrowDown"
        title={project.path}
        className="ring-inset-focus flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded-md px-2 text-start text-xs font-semibold text-muted transition-colors hover:text-fg touch-target"
      >
        <ChevronRight
          size={12}
          aria-hidden
          className={cx('shrink-0 transition-transform', !folded && 'rotate-90')}
        />
        {project.color && <ColorMark color={project.color} />}
        <span className="min-w-0 truncate">{project.name}</span>
        {folded && count > 0 && <span className="font-normal">{count}</span>}
      </button>
    </h2>
  )
}

/** The focus stays on the line that was moved: the browser drops it when a line is put elsewhere. */
function useStepKeys(project: Project, button: RefObject<HTMLButtonElement | null>) {
  const { step, canStep } = useArranging()
  const { place } = project
  const movedFrom = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (movedFrom.current === null || movedFrom.current === place) return
    movedFrom.current = null
    button.current?.focus()
  }, [place, button])
  return (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (by === null || !event.altKey || !event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    if (!canStep(project.id, by)) return
    movedFrom.current = place
    step(project, by)
  }
}
