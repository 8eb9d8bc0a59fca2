// The draft of a project as state: read when the screen opens, kept within 300 ms of a change.
import type { AgentSettings, Project } from '@a-parallel/shared'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { store, stored } from '../../../platform/browser.ts'
import { useSettings } from '../../settings/index.ts'
import { keepDraft, newThreadId, readDraft, type Draft } from './draft.ts'

const soon = 250
const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const
const modes = ['plan', 'confirmEdit', 'autoEdit'] as const

type Beginning = Pick<Project, 'model' | 'permissionMode'>

/** What a thread begins with where nobody says otherwise: as its project does, else as is set, else as the last one did. */
function usual({ model, permissionMode }: Beginning, set: AgentSettings): Omit<Draft, 'id'> {
  const lastMode = modes.find((mode) => mode === stored('last-permission-mode'))
  const lastEffort = efforts.find((effort) => effort === stored('last-effort'))
  return {
    model: model ?? set.model ?? stored('last-model') ?? 'sonnet',
    effort: set.effort ?? lastEffort ?? null,
    permissionMode: permissionMode ?? set.permissionMode ?? lastMode ?? 'confirmEdit',
    mode: 'worktree',
    baseBranch: null,
    toolServers: {},
  }
}

/** Only what a person chose: the rest follows what is usual, also when that changes. */
type Chosen = Partial<Draft> & Pick<Draft, 'id'>

/** `change` merges; `done` forgets the draft once the server has it, and remembers its choices for the next. */
export function useDraft(project: Project) {
  const { id: projectId, model, permissionMode } = project
  const set = useSettings(({ agents }) => agents)
  const [chosen, setChosen] = useState<Chosen>(() => ({ id: newThreadId() }))
  const draft = useMemo(
    () => ({ ...usual({ model, permissionMode }, set), ...chosen }),
    [model, permissionMode, set, chosen],
  )
  const touched = useRef(false)
  const latest = useRef(chosen)
  const saving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    let current = true
    void readDraft(projectId).then((kept) => {
      if (current && kept && !touched.current) setChosen((now) => ({ ...now, ...kept }))
    })
    return () => {
      current = false
    }
  }, [projectId])
  useEffect(() => {
    latest.current = chosen
    if (!touched.current) return
    saving.current = setTimeout(() => void keepDraft(projectId, chosen), soon)
    return () => clearTimeout(saving.current)
  }, [projectId, chosen])
  useEffect(
    () => () => {
      if (touched.current) void keepDraft(projectId, latest.current)
    },
    [projectId],
  )
  const change = useCallback((part: Partial<Draft>) => {
    touched.current = true
    setChosen((now) => ({ ...now, ...part }))
  }, [])
  const done = useCallback(async () => {
    touched.current = false
    // A save that waits would bring the draft back, and its id would make the next thread this one.
    clearTimeout(saving.current)
    remember(latest.current)
    await keepDraft(projectId, undefined)
    setChosen({ id: newThreadId() })
  }, [projectId])
  return { draft, change, done }
}

/** What a project begins with by itself is no choice. */
function remember({ model, effort, permissionMode }: Chosen): void {
  if (model !== undefined) store('last-model', model)
  if (effort !== undefined) store('last-effort', effort ?? '')
  if (permissionMode !== undefined) store('last-permission-mode', permissionMode)
}
