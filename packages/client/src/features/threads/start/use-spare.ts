// Lets the server make worktree and agent ready while a thread is still being written. Branch and folder are named after
// its first line: what is made ready too early would be made in vain.
import type { Project } from '@a-parallel/shared'
import { useEffect, useRef } from 'react'
import { callApi } from '../../../api/call.ts'
import type { Draft } from './draft.ts'
import { beginningOf } from './start.ts'
import { pauseBefore } from './spare.ts'

export function useSpare(project: Project, draft: Draft, text: string): void {
  const asked = useRef<Draft['id'] | null>(null)
  const { id: projectId, available } = project
  const pauseMs = available && draft.mode === 'worktree' ? pauseBefore(text) : null
  useEffect(() => {
    if (pauseMs === null) return
    const { id } = draft
    const timer = setTimeout(() => {
      asked.current = id
      const body = beginningOf(draft, projectId, text)
      // What could not be made ready begins as any other; why, is told when it is sent.
      callApi('makeSpare', { params: { id }, body }).catch(() => undefined)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [draft, projectId, text, pauseMs])
  useEffect(
    () => () => {
      if (asked.current) drop(asked.current)
    },
    [],
  )
}

/** A thread that was sent is not touched by this. */
function drop(id: Draft['id']): void {
  callApi('dropSpare', { params: { id } }).catch(() => undefined) // It goes by itself after some minutes.
}
