// A project being dragged in the sidebar: which, and beside which one it would be dropped.
import type { Project, ProjectId } from '@a-parallel/shared'
import type { DragEvent } from 'react'
import { create } from 'zustand'
import { useArranging } from '../../projects/index.ts'

interface Drag {
  dragged: ProjectId | null
  /** Beside whom, and on which side. */
  over: { id: ProjectId; after: boolean } | null
}

const nothing: Drag = { dragged: null, over: null }
const useDragged = create<Drag>()(() => nothing)

/** What makes a heading draggable, and the project under it a place to drop on. */
export function useDrag({ id, name }: Project) {
  const { drop } = useArranging()
  const side = useDragged(({ over }) =>
    over?.id === id ? (over.after ? 'after' : 'before') : null,
  )
  const end = () => useDragged.setState(nothing)
  return {
    /** On which side of this project the dragged one would stand. */
    side,
    handle: {
      draggable: true,
      onDragStart(event: DragEvent) {
        event.dataTransfer.effectAllowed = 'move'
        // Firefox drags only what carries something.
        event.dataTransfer.setData('text/plain', name)
        useDragged.setState({ dragged: id })
      },
      onDragEnd: end,
    },
    target: {
      onDragOver(event: DragEvent<HTMLElement>) {
        const { dragged } = useDragged.getState()
        if (dragged === null) return
        event.preventDefault()
        const { top, height } = event.currentTarget.getBoundingClientRect()
        const over = dragged === id ? null : { id, after: event.clientY > top + height / 2 }
        useDragged.setState({ over })
      },
      onDrop(event: DragEvent) {
        const { dragged, over } = useDragged.getState()
        if (dragged === null) return
        event.preventDefault()
        end()
        if (over?.id === id) drop(dragged, id, over.after)
      },
    },
  }
}
