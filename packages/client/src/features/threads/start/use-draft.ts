// The draft of a project as state: read when the screen opens, kept within 300 ms of a change.
import { useCallback, useEffect, useRef, useState } from 'react'
import { store, stored } from '../../../platform/browser.ts'
import { keepDraft, newThreadId, readDraft, type Draft } from './draft.ts'

const soon = 250
const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const
const modes = ['plan', 'confirmEdit', 'autoEdit'] as const

function fresh(): Draft {
  const lastMode = modes.find((mode) => mode === stored('last-permission-mode'))
  return {
    id: newThreadId(),
    model: stored('last-model') ?? 'sonnet',
    effort: efforts.find((effort) => effort === stored('last-effort')) ?? null,
    permissionMode: lastMode ?? 'confirmEdit',
    mode: 'worktree',
    baseBranch: null,
  }
}

/** `change` merges; `done` forgets the draft once the server has it, and remembers its choices for the next. */
export function useDraft(projectId: string) {
  const [draft, setDraft] = useState<Draft>(fresh)
  const touched = useRef(false)
  const latest = useRef(draft)
  const saving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    let current = true
    void readDraft(projectId).then((kept) => {
      if (current && kept && !touched.current) setDraft((now) => ({ ...now, ...kept }))
    })
    return () => {
      current = false
    }
  }, [projectId])
  useEffect(() => {
    latest.current = draft
    if (!touched.current) return
    saving.current = setTimeout(() => void keepDraft(projectId, draft), soon)
    return () => clearTimeout(saving.current)
  }, [projectId, draft])
  useEffect(
    () => () => {
      if (touched.current) void keepDraft(projectId, latest.current)
    },
    [projectId],
  )
  const change = useCallback((part: Partial<Draft>) => {
    touched.current = true
    setDraft((now) => ({ ...now, ...part }))
  }, [])
  const done = useCallback(async () => {
    touched.current = false
    // A save that waits would bring the draft back, and its id would make the next thread this one.
    clearTimeout(saving.current)
    store('last-model', latest.current.model)
    store('last-effort', latest.current.effort ?? '')
    store('last-permission-mode', latest.current.permissionMode)
    await keepDraft(projectId, undefined)
  }, [projectId])
  return { draft, change, done }
}
